package dev.productify.manager.ports.tx;

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
}
