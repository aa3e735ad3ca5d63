package dev.productify.manager.esb.gateway;

import dev.productify.manager.esb.outbound.ForbiddenAddressException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failed try means. */
final class Failures {
    /** Methods that may be done twice (RFC 9110, section 9.2.2). */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private Failures() {}

    /** @param connected whether the request got a connection, so that the backend may have seen something of it */
    static BusError error(boolean connected, Throwable failure) {
        if (isForbidden(failure)) {
            return BusError.ESB_TARGET_FORBIDDEN;
        }
        return connected && failure instanceof TimeoutException
                ? BusError.BACKEND_TIMEOUT
                : BusError.BACKEND_UNREACHABLE;
    }

    /**
     * Takes a second try, where nothing can be done twice by it and there is something to be won (contract E5): the backend saw
     * nothing, or may see it twice; and nothing of the body or the answer is gone.
     */
    static boolean tryAgain(Exchange exchange, boolean connected, Throwable failure) {
        boolean harmless = !connected || IDEMPOTENT.contains(exchange.method) && !(failure instanceof TimeoutException);
        if (!harmless
                || exchange.secondTry
                || exchange.bodyRead
                || exchange.answerBegan
                || isForbidden(failure)
                || !exchange.pass.lane().mayTryAgain()) {
            return false;
        }
        exchange.secondTry = true;
        return true;
    }

    private static boolean isForbidden(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ForbiddenAddressException) {
                return true;
            }
        }
        return false;
    }
}
