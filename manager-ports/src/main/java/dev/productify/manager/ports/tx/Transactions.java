package dev.productify.manager.ports.tx;

import dev.productify.manager.ports.changes.Changes;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way to the data. A transaction begins at the {@linkplain Door door}, where nothing can be seen but what it takes to
 * decide who may go where; the admission decides its {@linkplain Binding binding}; then the work gets its stores. Rights
 * and data are thus read in one transaction. Work never nests transactions: that is a programming error and throws.
 */
public interface Transactions {
    /**
     * Reads. Each statement sees what is committed when it starts; nothing is written.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code UNAVAILABLE} when the database does not answer
     */
    <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work);

    /** Writes all or nothing: what the work throws undoes what it wrote. The work runs once. */
    <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work);

    /** Looks from the door, and goes no further. */
    <R> R door(Function<Door, R> look);

    /**
     * What these transactions, and all others on the same database, change of what {@linkplain
     * dev.productify.manager.ports.changes.Change.Kind is listened for}. What a write changed is told after it was
     * committed and before it returns. Nothing has to be said for that: the database itself sees what changes.
     *
     * @return by default one that hears nothing, so that what wraps transactions is safe without it
     */
    default Changes changes() {
        return Changes.unheard();
    }
}
