package dev.productify.manager.ports.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * What every feature does with its rows: looked at, listed and counted by those who may see them, changed and removed by those
 * who may do that, told to the audit log once. A use case adds what is its own.
 *
 * @param <I> the ids of the rows
 * @param <T> the rows
 */
public final class GuardedRows<I extends Id, T> {
    private final Guard guard;
    private final AuditedRows<I, T> rows;
    private final Function<I, Target> target;
    private final Permission look;
    private final Permission write;

    /**
     * @param target what a call about a row is about
     * @param look what it takes to see a row, and lists of them
     * @param write what it takes to change or remove one
     */
    public GuardedRows(
            Guard guard, AuditedRows<I, T> rows, Function<I, Target> target, Permission look, Permission write) {
        this.guard = requireNonNull(guard, "guard");
        this.rows = requireNonNull(rows, "rows");
        this.target = requireNonNull(target, "target");
        this.look = requireNonNull(look, "look");
        this.write = requireNonNull(write, "write");
    }

    /** The refusal of a row that is not there: {@code NOT_FOUND}. */
    public ManagerException gone() {
        return rows.gone();
    }

    /**
     * Makes a row at a place.
     *
     * @param work inserts what it gives back
     */
    public T create(Call call, Target at, Function<T, I> id, BiFunction<Stores, Place, T> work) {
        return guard.write(
                call, write, at, (stores, place) -> created(stores, call, place, id, work.apply(stores, place)));
    }

    private T created(Stores stores, Call call, Place place, Function<T, I> id, T row) {
        rows.created(stores, call, Optional.of(place), id.apply(row), row);
        return row;
    }

    /** Does something with a row that takes the right to change it. */
    public <R> R write(Call call, I id, BiFunction<Stores, Place, R> work) {
        return guard.write(call, write, target.apply(id), work);
    }

    /** Changes a row, as {@link AuditedRows#update} does. */
    public T update(Call call, I id, UnaryOperator<T> change) {
        return write(call, id, (stores, place) -> rows.update(stores, call, Optional.of(place), id, change));
    }

    /** Removes a row with all that it owns. */
    public void delete(Call call, I id) {
        write(call, id, (stores, place) -> rows.delete(stores, call, Optional.of(place), id, row -> {}));
    }

    /**
     * A row, or what is shown of it.
     *
     * @throws ManagerException {@code NOT_FOUND} when it is not there
     */
    public <R> R find(Call call, I id, Function<Stores, Optional<R>> finding) {
        return find(call, target.apply(id), finding);
    }

    /** The same for a row that is named by what has it. */
    public <R> R find(Call call, Target at, Function<Stores, Optional<R>> finding) {
        return guard.read(
                call, look, at, (stores, place) -> finding.apply(stores).orElseThrow(rows::gone));
    }

    /** A list of what a place, or a row, has. */
    public <R> List<R> list(Call call, Target of, ListQuery<?> query, Function<Stores, List<R>> listing) {
        return query.complete(guard.read(call, look, of, (stores, place) -> listing.apply(stores)));
    }

    /** How many rows a list has over all its pages. */
    public long count(Call call, Target of, ToLongFunction<Stores> counting) {
        return guard.read(call, look, of, (stores, place) -> counting.applyAsLong(stores));
    }

    /** Lists of many parents, each complete by itself, of what the caller may see. */
    public <P, R> Map<P, List<R>> lists(Call call, ListQuery<?> query, Function<Stores, Map<P, List<R>>> listing) {
        Map<P, List<R>> lists = guard.reach(call, listing);
        lists.values().forEach(query::complete);
        return lists;
    }
}
