package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import java.util.Optional;

/**
 * Who calls, and what the audit log shall know of it. It is the first argument of every use case; nothing about the
 * caller travels in any other way.
 *
 * @param requestId the same as in the answer's {@code X-Request-Id} and in the log
 * @param turn what its changes count against, where the client gave the request an idempotency key
 */
public record Call(
        Caller caller,
        String requestId,
        Optional<String> sourceAddress,
        Optional<String> userAgent,
        Optional<Turn> turn) {
    public Call {
        requireNonNull(caller, "caller");
        requireNonNull(requestId, "requestId");
        requireNonNull(sourceAddress, "sourceAddress");
        requireNonNull(userAgent, "userAgent");
        requireNonNull(turn, "turn");
    }

    /** A call without an idempotency key. */
    public Call(Caller caller, String requestId, Optional<String> sourceAddress, Optional<String> userAgent) {
        this(caller, requestId, sourceAddress, userAgent, Optional.empty());
    }

    /** The same call, whose changes count against the turn. */
    public Call inTurn(Turn its) {
        return new Call(caller, requestId, sourceAddress, userAgent, Optional.of(its));
    }

    public Principal principal() {
        return caller.principal();
    }

    /** A call that the Manager makes by itself. */
    public static Call ofSystem(String name) {
        Caller caller = Caller.of(new Principal.System(name));
        return new Call(caller, "system-" + name, Optional.empty(), Optional.empty());
    }
}
