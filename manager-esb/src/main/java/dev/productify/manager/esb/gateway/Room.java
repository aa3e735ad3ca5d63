package dev.productify.manager.esb.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes a node keeps at once for what it converts (contract E5). */
final class Room {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    /** @throws BusException when there is no room for that much more */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new BusException(BusError.CONVERSIONS_FULL, SOON);
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
