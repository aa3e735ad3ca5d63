package dev.productify.manager.esb.gateway;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body that is converted, gathered until it is complete. Used by one thread after the other. */
final class WholeBody {
    private static final byte[] NONE = {};
    private static final int FIRST = 2048;

    private final Room room;
    private final int most;
    private final BusError tooLarge;
    private byte[] bytes = NONE;
    private int length;
    private int taken;

    /**
     * @param most bytes
     * @param tooLarge what is said when there are more
     */
    WholeBody(Room room, int most, BusError tooLarge) {
        this.room = room;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    /**
     * Makes room for what is announced.
     *
     * @param announced of the body, in bytes; negative when that is not known
     * @throws BusException when it is too large, or there is no room
     */
    void expect(long announced) {
        if (announced > most) {
            throw new BusException(tooLarge);
        }
        if (announced > 0) {
            take((int) announced);
            // what is announced need not come: memory is taken as it comes
            bytes = new byte[(int) Math.min(announced, 64 * 1024)];
        }
    }

    private void take(int bytes) {
        room.take(bytes);
        taken += bytes;
    }

    /** @throws BusException when it is too large, or there is no room */
    void add(ByteBuffer buffer) {
        int more = buffer.remaining();
        if (more == 0) {
            return;
        }
        if (length + more > most) {
            throw new BusException(tooLarge);
        }
        if (length + more > taken) {
            take(length + more - taken);
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(length + more, Math.max(FIRST, 2 * bytes.length))));
        }
        buffer.get(buffer.position(), bytes, length, more);
        length += more;
    }

    int length() {
        return length;
    }

    /** What came, and nothing keeps it here any longer; its room is taken until {@link #forget}. */
    byte[] bytes() {
        byte[] all = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        bytes = NONE;
        return all;
    }

    /**
     * Keeps room for what was made of it.
     *
     * @param made bytes
     * @throws BusException when there is no room
     */
    void become(int made) {
        if (made > taken) {
            take(made - taken);
        }
    }

    /** Once. */
    void forget() {
        room.giveBack(taken);
        taken = 0;
    }
}
