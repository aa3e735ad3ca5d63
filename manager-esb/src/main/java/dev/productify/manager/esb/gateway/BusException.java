package dev.productify.manager.esb.gateway;

import java.time.Duration;
import java.util.Optional;

/** The bus refuses a call before it goes out. Cheap: it has no stack trace. */
final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BusError error;
    private final Duration retryAfter;

    BusException(BusError error) {
        this(error, error.message(), null);
    }

    BusException(BusError error, Duration retryAfter) {
        this(error, error.message(), retryAfter);
    }

    /** @param message safe to show; says more than the error by itself */
    BusException(BusError error, String message) {
        this(error, message, null);
    }

    private BusException(BusError error, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    BusError error() {
        return error;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
