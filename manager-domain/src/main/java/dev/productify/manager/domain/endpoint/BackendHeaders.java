package dev.productify.manager.domain.endpoint;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Which headers a backend gets (contract A7, E3): what may be passed on of the caller's, and what the Manager says itself. The
 * one rule for calls and for what is shown of them beforehand.
 */
public final class BackendHeaders {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /**
     * Never passed on: headers for one hop (RFC 9110, section 7.6.1), the caller's credentials, whatever speaks of identity or of
     * the way here, since the bus says that itself, and what could make a backend serve another path than the one that was
     * checked. By their lengths, since most names are told apart by that.
     */
    private static final String[][] KEPT_BACK = byLength(
            "authorization",
            "connection",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "true-client-ip",
            "upgrade",
            "x-application-id",
            "x-auth-type",
            "x-client-ip",
            "x-original-url",
            "x-proxy-token",
            "x-real-ip",
            "x-request-id",
            "x-rewrite-url");

    private static final String[] KEPT_BACK_BEGINNINGS = {
        "proxy-", "x-forwarded-", "x-machine-user-", "x-productify-", "x-tenant-", "x-user-"
    };

    private BackendHeaders() {}

    /** The headers of a caller, of whatever kind, and where those go that are passed on. */
    public interface Fields<F> {
        /** In their order. */
        Iterable<? extends F> all();

        String name(F field);

        /** May be {@code null}. */
        String value(F field);

        /** Passes a field on as it is. */
        void pass(F field);

        /** Passes on what the caller did not send in this form. */
        void add(String name, String value);
    }

    private static String[][] byLength(String... names) {
        List<List<String>> sorted = new ArrayList<>();
        for (String name : names) {
            while (sorted.size() <= name.length()) {
                sorted.add(new ArrayList<>());
            }
            sorted.get(name.length()).add(name);
        }
        return sorted.stream().map(some -> some.toArray(String[]::new)).toArray(String[][]::new);
    }

    /**
     * Passes on what may be passed on.
     *
     * @param freshTrace asked when the caller's trace cannot be read, so that another one begins
     */
    public static <F> void pass(Fields<F> fields, Supplier<String> freshTrace) {
        List<String> hop = List.of();
        for (F field : fields.all()) {
            if (HeaderNames.is(fields.name(field), "connection")) {
                hop = HeaderNames.namedByConnection(fields.value(field), hop);
            }
        }
        Trace trace = null;
        for (F field : fields.all()) {
            String name = fields.name(field);
            if (HeaderNames.is(name, TRACEPARENT) || HeaderNames.is(name, TRACESTATE)) {
                trace = trace == null ? new Trace() : trace;
                trace.add(HeaderNames.is(name, TRACEPARENT), fields.value(field));
            } else if (HeaderNames.is(name, "cookie")) {
                passCookies(fields, field, hop);
            } else if (!isKeptBack(name) && !HeaderNames.isAmong(hop, name)) {
                fields.pass(field);
            }
        }
        if (trace != null) {
            trace.pass(fields, freshTrace);
        }
    }

    private static <F> void passCookies(Fields<F> fields, F field, List<String> hop) {
        String value = fields.value(field);
        String cookies = value == null || HeaderNames.isAmong(hop, "cookie") ? "" : OwnCookies.without(value);
        if (!cookies.isEmpty()) {
            fields.add("Cookie", cookies);
        }
    }

    private static boolean isKeptBack(String name) {
        if (name.length() < KEPT_BACK.length) {
            for (String other : KEPT_BACK[name.length()]) {
                if (HeaderNames.is(name, other)) {
                    return true;
                }
            }
        }
        for (String beginning : KEPT_BACK_BEGINNINGS) {
            if (HeaderNames.startsWith(name, beginning)) {
                return true;
            }
        }
        return false;
    }

    /** What a caller says of the trace that its request belongs to (W3C Trace Context). */
    private static final class Trace {
        private final List<String> parents = new ArrayList<>(1);
        private final List<String> states = new ArrayList<>(1);

        void add(boolean parent, String value) {
            (parent ? parents : states).add(value == null ? "" : value);
        }

        /** As it is; begun anew when it cannot be read, or when there are two. */
        void pass(Fields<?> to, Supplier<String> fresh) {
            if (parents.isEmpty()) {
                return; // a state without its parent means nothing
            }
            if (parents.size() > 1 || !TraceContext.isParent(parents.get(0))) {
                to.add(TRACEPARENT, fresh.get());
                return;
            }
            to.add(TRACEPARENT, parents.get(0));
            String state = String.join(",", states);
            if (!states.isEmpty() && TraceContext.isState(state)) {
                to.add(TRACESTATE, state);
            }
        }
    }

    /**
     * What the Manager says.
     *
     * @param host authority of the endpoint's URL
     * @param authorization by what the Manager proves itself, where something is sent
     * @param place the application
     * @param tenant its name, where it is known
     */
    public record Own(
            String host,
            Optional<String> authorization,
            BusCaller caller,
            Place place,
            Optional<Name> tenant,
            RequestWay way) {
        /** Names and values, to be added to those that are passed on. */
        public void tell(BiConsumer<String, String> to) {
            to.accept("Host", host);
            to.accept("Via", way.via());
            to.accept("Forwarded", way.forwarded());
            to.accept("X-Forwarded-For", way.source());
            to.accept("X-Forwarded-Proto", way.scheme());
            if (!way.host().isEmpty()) {
                to.accept("X-Forwarded-Host", way.host());
            }
            if (!way.requestId().isEmpty()) {
                to.accept("X-Request-Id", way.requestId());
            }
            tellCaller(to);
            to.accept("X-Tenant-ID", place.tenant().orElseThrow().value().toString());
            tenant.ifPresent(name -> to.accept("X-Tenant-Name", encoded(name.value())));
            to.accept(
                    "X-Application-ID",
                    place.application().orElseThrow().value().toString());
            to.accept("X-Auth-Type", caller.how().word());
            authorization.ifPresent(value -> to.accept("Authorization", value));
        }

        private void tellCaller(BiConsumer<String, String> to) {
            Principal principal = caller.principal();
            if (principal instanceof Principal.Person person) {
                to.accept("X-User-ID", person.id().value().toString());
                to.accept("X-User-Username", person.username().value());
                caller.profile().ifPresent(profile -> {
                    to.accept("X-User-Email", encoded(profile.email().value()));
                    profile.displayName().ifPresent(name -> to.accept("X-User-Name", encoded(name.value())));
                });
            } else if (principal instanceof Principal.Machine machine) {
                to.accept("X-Machine-User-ID", machine.id().value().toString());
            }
        }
    }

    /**
     * A text as a header can hold it: what is not visible ASCII or a blank, and {@code %}, percent-encoded in UTF-8. No text can
     * thereby begin another header.
     */
    static String encoded(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '%')) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX[octet >> 4 & 0xF]).append(HEX[octet & 0xF]);
            }
        }
        return encoded.toString();
    }
}
