package dev.productify.manager.ports.changes;

import java.util.function.Consumer;

/**
 * Hears what changed, on this node and on every other one, and by whatever means. There is one for each open database.
 *
 * <p>A change that was committed on this node is told before the write returns. One of another node is told a little
 * later; {@link #audible} bounds that.
 */
public interface Changes {
    /** The longest time for which a node that hears may not know of a change yet (contract A3). */
    long TRUSTED_MILLIS = 1_000;

    /**
     * Whether every change that was acknowledged more than {@value #TRUSTED_MILLIS} ms ago, anywhere, was told. While it
     * is not, no copy may be used. It costs no round trip; ask before each use of a copy.
     */
    boolean audible();

    /**
     * Tells all changes from now on, one after the other for each source. The listener is quick, does not throw, and
     * opens no transaction. After a gap it is told {@link Change#EVERYTHING}, before this becomes audible again.
     */
    Subscription subscribe(Consumer<Change> listener);

    /** Hears nothing, and says so: copies are never used. */
    static Changes unheard() {
        return new ChangeFeed(() -> false);
    }

    /** Ends when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
