package dev.productify.manager.jdbc.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What all stores do with the rows of a {@link Table}; a store adds what is its own. Each condition that it gives goes with
 * that of its scope.
 *
 * @param <I> the ids of the rows
 * @param <T> what they are in the domain
 * @param <R> the record of a row
 */
public abstract class TableStore<I extends Id, T, R extends Record> implements RowStore<I, T> {
    protected final Queries queries;
    /** Which rows are meant. */
    protected final String scope;

    private final Table<T, R> table;
    private final String select;

    protected TableStore(Queries queries, Table<T, R> table) {
        this.queries = requireNonNull(queries, "queries");
        this.table = requireNonNull(table, "table");
        this.scope = queries.scope().on(table.scope());
        this.select = "select " + table.columns() + table.from() + " where ";
    }

    /**
     * Adds a row.
     *
     * @param conflicts behind the statement; empty, or what happens when the row is there
     * @return how many rows were added
     */
    protected final int add(T thing, String conflicts) {
        return queries.change(table.insert() + conflicts, table.row(thing));
    }

    /** Adds many rows by one statement. */
    protected final void addAll(List<T> things) {
        queries.changeAll(table.insertAll(), rows(things));
    }

    private List<R> rows(List<T> things) {
        return things.stream().map(table::row).toList();
    }

    protected final Optional<T> byId(I id) {
        return one(table.alias() + ".id = :id", Map.of("id", id));
    }

    protected final Map<I, T> byIds(Collection<I> ids, Function<T, I> id) {
        return byIds(ids, "", id);
    }

    /** @param more behind the conditions, such as an order, or how rows are locked */
    protected final Map<I, T> byIds(Collection<I> ids, String more, Function<T, I> id) {
        Map<I, T> found = new LinkedHashMap<>();
        all(table.alias() + ".id = any(:ids)", more, Map.of("ids", uuids(ids)))
                .forEach(one -> found.put(id.apply(one), one));
        return found;
    }

    @Override
    public Optional<T> lock(I id) {
        return locked(table.alias() + ".id = :id", Map.of("id", id));
    }

    protected final Optional<T> one(String condition, Map<String, ?> parameters) {
        return queries.one(table.row(), select + condition + " and " + scope, parameters)
                .map(table::thing);
    }

    protected final Optional<T> locked(String condition, Map<String, ?> parameters) {
        return queries.one(table.row(), select + condition + " and " + scope + " for update", parameters)
                .map(table::thing);
    }

    /** @param more behind the conditions, such as an order */
    protected final List<T> all(String condition, String more, Map<String, ?> parameters) {
        return queries.list(table.row(), select + condition + " and " + scope + more, parameters).stream()
                .map(table::thing)
                .toList();
    }

    /**
     * Rows in the order of their ids, for work on all of them in pieces.
     *
     * @param last of the piece before
     */
    protected final List<T> after(String condition, Optional<I> last, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("limit", limit));
        last.ifPresent(id -> parameters.put("last", id));
        String id = table.alias() + ".id";
        return all(
                last.isPresent() ? condition + " and " + id + " > :last" : condition,
                " order by " + id + " limit :limit",
                parameters);
    }

    /**
     * The list of what a parent has.
     *
     * @param column that names the parent
     */
    protected final <C extends Enum<C> & Column<?>> List<T> listIn(String column, Id parent, ListQuery<C> query) {
        ListSql list = ListSql.of(table.alias(), query).within(table.alias() + "." + column, ":parent");
        return all(list.conditions(), " order by " + list.order() + " " + list.page(), with(list, parent));
    }

    protected final <C extends Enum<C> & Column<?>> long countIn(String column, Id parent, ListQuery<C> query) {
        ListSql list = ListSql.of(table.alias(), query);
        String sql = "select count(*)" + table.from() + " where " + table.alias() + "." + column + " = :parent and "
                + scope + " and " + list.conditions();
        return queries.one(Long.class, sql, with(list, parent)).orElseThrow();
    }

    private static Map<String, Object> with(ListSql list, Object parents) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("parent", parents);
        return parameters;
    }

    /**
     * The lists of many parents by one statement: each by its own index scan, cut after its own page.
     *
     * @param column that names the parent
     */
    protected final <P extends Id, C extends Enum<C> & Column<?>> Map<P, List<T>> listsIn(
            String column, Collection<P> parents, ListQuery<C> query, Function<T, P> parent) {
        String alias = table.alias();
        ListSql list = ListSql.of(alias, query).within(alias + "." + column, "parent.id");
        String sql = """
                select %1$s from unnest(:parent::uuid[]) with ordinality as parent (id, place)
                 cross join lateral (
                    select *%2$s where %4$s and %5$s order by %6$s %7$s) %3$s
                 order by parent.place, %6$s
                """.formatted(
                        table.columns(), table.from(), alias, scope, list.conditions(), list.order(), list.page());
        Map<P, List<T>> lists = new LinkedHashMap<>();
        parents.forEach(one -> lists.put(one, new ArrayList<>()));
        queries.list(table.row(), sql, with(list, uuids(parents))).forEach(row -> {
            T thing = table.thing(row);
            lists.get(parent.apply(thing)).add(thing);
        });
        return lists;
    }

    @Override
    public void update(T thing) {
        overwrite(table.update(), thing);
    }

    /** @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when that finds no row */
    protected final void overwrite(String sql, T thing) {
        Revisions.requireUpdated(queries.change(sql, table.row(thing)));
    }

    /** The same for many rows by one statement, whose rows are {@link Columns#many}. */
    protected final void overwriteAll(String sql, List<T> things) {
        Revisions.requireUpdated(queries.changeAll(sql, rows(things)), things.size());
    }

    @Override
    public Map<String, Long> delete(I id) {
        queries.change(deletion(), Map.of("id", id));
        return Map.of();
    }

    /** @param counting what goes with the row {@code :id} */
    protected final Map<String, Long> delete(I id, String counting) {
        return queries.remove(counting, deletion(), Map.of("id", id));
    }

    private String deletion() {
        return "delete" + table.from() + " where " + table.alias() + ".id = :id and " + scope;
    }

    protected static UUID[] uuids(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}
