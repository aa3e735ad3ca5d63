package dev.productify.manager.esb.gateway;

import java.time.Duration;
import java.util.Optional;

/** The bus refuses a call before it goes out. Cheap: it has no stack trace. */
final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BusError error;
    private final Duration retryAfter;

    BusException(BusError error) {
        this(error, null);
    }

    BusException(BusError error, Duration retryAfter) {
        super(error.message(), null, false, false);
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
