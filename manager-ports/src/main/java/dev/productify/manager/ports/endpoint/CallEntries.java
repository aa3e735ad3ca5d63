package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of a call what is kept of it. */
final class CallEntries {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9][A-Za-z0-9._:+-]{0,40})", Pattern.CASE_INSENSITIVE);

    /** What a call takes in memory besides its texts. */
    private static final int CALL_WEIGHT = 400;

    private CallEntries() {}

    /** In memory, in bytes, roughly. */
    static int weight(BusCall call) {
        return CALL_WEIGHT
                + call.path().length()
                + call.request().map(CallEntries::weight).orElse(0)
                + call.response().map(CallEntries::weight).orElse(0);
    }

    private static int weight(BusCall.Message message) {
        int weight = message.length();
        for (Map.Entry<String, List<String>> header : message.headers().entrySet()) {
            for (String value : header.getValue()) {
                weight += 2 * (header.getKey().length() + value.length());
            }
        }
        return weight;
    }

    static LoggedCallStore.Entry of(BusCall call, UUID id) {
        LoggedCall.Contents contents = new LoggedCall.Contents(
                call.request().map(CallEntries::message), call.response().map(CallEntries::message));
        Principal caller = call.caller();
        Optional<UserId> user = caller instanceof Principal.Person person ? Optional.of(person.id()) : Optional.empty();
        Optional<MachineUserId> machineUser =
                caller instanceof Principal.Machine machine ? Optional.of(machine.id()) : Optional.empty();
        LoggedCall kept = new LoggedCall(
                new LoggedCallId(id),
                call.route().endpoint(),
                call.route().place(),
                call.requestId(),
                call.method(),
                call.path(),
                call.status(),
                call.duration().truncatedTo(ChronoUnit.MICROS),
                call.source(),
                call.error(),
                call.transformed(),
                user,
                machineUser,
                Optional.of(caller.name()),
                contents.bytes(),
                call.startedAt().truncatedTo(ChronoUnit.MILLIS));
        return new LoggedCallStore.Entry(kept, contents);
    }

    private static LoggedCall.Message message(BusCall.Message message) {
        return new LoggedCall.Message(message.headers(), new String(message.body(), charset(message.headers())));
    }

    /** As the content type says, where it is one that is known here; else UTF-8. */
    private static Charset charset(Map<String, List<String>> headers) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Type")) {
                Matcher charset = CHARSET.matcher(header.getValue().get(0));
                if (charset.find()) {
                    return known(charset.group(1));
                }
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset known(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException noName) {
            return StandardCharsets.UTF_8;
        }
    }
}
