package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of one call through the bus (contract E7). It outlives the endpoint and the caller that it speaks of, for a time.
 *
 * @param place the application that the endpoint belonged to
 * @param path percent-encoded, behind the application's id, without the query
 * @param status of the answer; 0 when the caller was gone before there was one
 * @param duration from the request's first byte to the answer's last
 * @param source address that the request came from
 * @param error why the bus could not hand over the backend's answer, or not all of it
 * @param transformed whether a body was converted
 * @param caller what the caller was called; its id is {@code user} or {@code machineUser}
 * @param contentBytes how much {@link Contents} there is, roughly; 0 when there is none
 * @param at when the request came
 */
public record LoggedCall(
        LoggedCallId id,
        EndpointId endpoint,
        Place place,
        String requestId,
        String method,
        String path,
        int status,
        Duration duration,
        String source,
        Optional<String> error,
        boolean transformed,
        Optional<UserId> user,
        Optional<MachineUserId> machineUser,
        Optional<String> caller,
        int contentBytes,
        Instant at) {
    public LoggedCall {
        requireNonNull(id, "id");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(place, "place");
        requireNonNull(requestId, "requestId");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(duration, "duration");
        requireNonNull(source, "source");
        requireNonNull(error, "error");
        requireNonNull(user, "user");
        requireNonNull(machineUser, "machineUser");
        requireNonNull(caller, "caller");
        requireNonNull(at, "at");
    }

    /** As machine users are shown it, who are never told of people (contract A2). */
    public LoggedCall shownTo(Principal reader) {
        return reader instanceof Principal.Machine && user.isPresent()
                ? new LoggedCall(
                        id,
                        endpoint,
                        place,
                        requestId,
                        method,
                        path,
                        status,
                        duration,
                        source,
                        error,
                        transformed,
                        Optional.empty(),
                        machineUser,
                        Optional.empty(),
                        contentBytes,
                        at)
                : this;
    }

    /** What was said, at log level FULL; for administrators alone. */
    public record Contents(Optional<Message> request, Optional<Message> response) {
        public static final Contents NONE = new Contents(Optional.empty(), Optional.empty());

        public Contents {
            requireNonNull(request, "request");
            requireNonNull(response, "response");
        }

        /** Of both ways, roughly. */
        public int bytes() {
            return request.map(Message::bytes).orElse(0)
                    + response.map(Message::bytes).orElse(0);
        }
    }

    /**
     * What went one way.
     *
     * @param headers in their order, by name; secrets are masked
     * @param body the beginning of it as text, at most {@value #MOST_BODY_BYTES} bytes in UTF-8
     */
    public record Message(Map<String, List<String>> headers, String body) {
        public static final int MOST_BODY_BYTES = 64 * 1024;

        /** Takes of the body what is not too long; what no text holds is replaced. */
        public Message {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(copy);
            body = cut(body.replace('\0', '\uFFFD'));
        }

        private static String cut(String text) {
            if (text.length() * 3L <= MOST_BODY_BYTES) {
                return text;
            }
            int bytes = 0;
            int end = 0;
            while (end < text.length()) {
                int character = text.codePointAt(end);
                bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
                if (bytes > MOST_BODY_BYTES) {
                    return text.substring(0, end);
                }
                end += Character.charCount(character);
            }
            return text;
        }

        private int bytes() {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                for (String value : header.getValue()) {
                    bytes += header.getKey().length() + value.length();
                }
            }
            return bytes;
        }

        /** Without what was said. */
        @Override
        public String toString() {
            return "Message[" + headers.size() + " headers, " + body.length() + " characters]";
        }
    }
}
