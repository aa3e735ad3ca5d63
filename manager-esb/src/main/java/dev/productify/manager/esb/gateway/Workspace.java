package dev.productify.manager.esb.gateway;

import dev.productify.manager.esb.conversion.Memory;
import java.util.function.Function;

/**
 * The memory of conversions while they run, which is many times that of their bodies: a share of the heap, so that the largest
 * bodies of all callers at once cannot use it up.
 */
final class Workspace {
    /** What takes no more is not counted: there are no more of these than threads. */
    static final long SMALL = 256 * 1024;

    private final long most;
    private final Room room;

    /** @param most bytes, or one conversion alone */
    Workspace(long most) {
        this.most = most;
        this.room = new Room(most);
    }

    /** @throws BusException when conversions that run leave no room */
    <T> T run(Function<Memory, T> conversion) {
        Taken taken = new Taken();
        try {
            return conversion.apply(taken);
        } finally {
            room.giveBack(taken.bytes);
        }
    }

    private final class Taken implements Memory {
        private long estimated;
        private long bytes;

        @Override
        public void take(long more) {
            estimated += more;
            long counted = estimated <= SMALL ? 0 : Math.min(estimated, most);
            room.take(counted - bytes);
            bytes = counted;
        }
    }
}
