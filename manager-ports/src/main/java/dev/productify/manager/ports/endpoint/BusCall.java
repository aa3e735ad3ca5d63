package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call through the bus, from the first byte of the request to the last of its answer.
 *
 * @param requestId the same as in the answer's {@code X-Request-Id}
 * @param startedAt when the request came
 * @param source address that it came from, as far as it is believed
 * @param path percent-encoded, behind the application's id, without the query
 * @param status of the answer; 0 when the caller was gone before there was one
 * @param error why the bus could not hand over the backend's answer, or not all of it; safe to show
 * @param transformed whether a body was converted
 * @param requestBytes of the body, as far as it was read
 * @param responseBytes of the body, as far as the backend sent it
 * @param request and {@code response}: at log level FULL, as far as they came
 */
public record BusCall(
        Route route,
        Principal caller,
        String requestId,
        Instant startedAt,
        Duration duration,
        String source,
        String method,
        String path,
        int status,
        Optional<String> error,
        boolean transformed,
        long requestBytes,
        long responseBytes,
        Optional<Message> request,
        Optional<Message> response) {
    public BusCall {
        requireNonNull(route, "route");
        requireNonNull(caller, "caller");
        requireNonNull(requestId, "requestId");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
        requireNonNull(source, "source");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(error, "error");
        requireNonNull(request, "request");
        requireNonNull(response, "response");
    }

    /**
     * What went one way.
     *
     * @param headers in their order, by name; secrets are masked
     * @param body its first 64 KiB at most, in the charset and coding that the headers say
     */
    public record Message(Map<String, List<String>> headers, byte[] body) {
        public Message {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(copy);
            body = body.clone();
        }

        @Override
        public byte[] body() {
            return body.clone();
        }

        /** Of the body, in bytes. */
        public int length() {
            return body.length;
        }

        /** Without what was said. */
        @Override
        public String toString() {
            return "Message[" + headers.size() + " headers, " + body.length + " bytes]";
        }
    }
}
