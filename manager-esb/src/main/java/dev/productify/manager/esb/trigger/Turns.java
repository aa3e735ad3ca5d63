package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.ports.trigger.Callback;
import java.util.List;
import java.util.Optional;

/** Behind which backend a node goes on, so that each has its turn where there is room for some of what waits. For one thread. */
final class Turns {
    private Optional<BackendId> last = Optional.empty();

    /** Empty where the turn is everybody's. */
    Optional<BackendId> after() {
        return last;
    }

    /**
     * @param room for how many there was room; for none where nothing was asked for, and then it is still the same one's turn
     * @param taken in the order of turns
     */
    void taken(int room, List<Callback> taken) {
        if (room > 0) {
            last = taken.size() < room
                    ? Optional.empty()
                    : Optional.of(taken.get(taken.size() - 1).backend().id());
        }
    }
}
