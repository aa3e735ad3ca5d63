package dev.productify.manager.ports.shared;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Map;
import java.util.Optional;

/**
 * What a store of rows that are changed one at a time promises, whatever the rows are.
 *
 * @param <I> the ids of the rows
 * @param <T> the rows
 */
public interface RowStore<I extends Id, T> {
    /** The row, which nobody else changes, or adds to, until the transaction ends. */
    Optional<T> lock(I id);

    /**
     * Keeps the next state of a row.
     *
     * @throws ManagerException {@code CONFLICT} when the kept state is not the one before, or a rule of the store is
     *     broken, such as a taken slug
     */
    void update(T row);

    /** Removes the row and all that it owns, and says how many of what that was. */
    Map<String, Long> delete(I id);
}
