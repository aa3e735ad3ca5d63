package dev.productify.manager.ports.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.RowStore;
import dev.productify.manager.ports.tx.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How rows of one kind are changed and removed: locked, decided on, written, and told to the audit log once. A use case
 * adds only who may do it and what the change is.
 *
 * @param <I> the ids of the rows
 * @param <T> the rows
 */
public final class AuditedRows<I extends Id, T> {
    private final Journal journal;
    private final EntityType type;
    private final Function<Stores, RowStore<I, T>> store;
    private final Function<T, Map<String, Object>> audited;

    /** @param audited the fields of a row that the audit log compares */
    public AuditedRows(
            Journal journal,
            EntityType type,
            Function<Stores, RowStore<I, T>> store,
            Function<T, Map<String, Object>> audited) {
        this.journal = requireNonNull(journal, "journal");
        this.type = requireNonNull(type, "type");
        this.store = requireNonNull(store, "store");
        this.audited = requireNonNull(audited, "audited");
    }

    /** The refusal of a row that is not there: {@code NOT_FOUND}. */
    public ManagerException gone() {
        return ManagerException.notFound(type.word());
    }

    /** Tells the audit log of a row that was inserted. */
    public void created(Stores stores, Call call, Optional<Place> place, I id, T row) {
        journal.created(stores, call, type, id, place, audited.apply(row));
    }

    /**
     * Changes a row. When the change gives back the row itself, nothing is written.
     *
     * @param place where the row belongs; empty for what belongs to no project
     * @param change may refuse by throwing
     * @throws ManagerException {@code NOT_FOUND} when there is no such row
     */
    public T update(Stores stores, Call call, Optional<Place> place, I id, UnaryOperator<T> change) {
        RowStore<I, T> rows = store.apply(stores);
        T before = rows.lock(id).orElseThrow(this::gone);
        T after = change.apply(before);
        if (after == before) {
            return before;
        }
        rows.update(after);
        journal.updated(stores, call, type, id, place, audited.apply(before), audited.apply(after));
        return after;
    }

    /**
     * Removes a row with all that it owns.
     *
     * @param check may refuse by throwing
     * @return the row as it was
     * @throws ManagerException {@code NOT_FOUND} when there is no such row
     */
    public T delete(Stores stores, Call call, Optional<Place> place, I id, Consumer<T> check) {
        RowStore<I, T> rows = store.apply(stores);
        T row = rows.lock(id).orElseThrow(this::gone);
        check.accept(row);
        Map<String, Long> gone = rows.delete(id);
        journal.deleted(stores, call, type, id, place, audited.apply(row), gone);
        return row;
    }
}
