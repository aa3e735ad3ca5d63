package dev.productify.manager.graphql.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The arguments of a field, or the members of an input object, on their way to being domain values. */
public final class Arguments {
    private final Map<String, Object> given;

    private Arguments(Map<String, Object> given) {
        this.given = given;
    }

    public static Arguments of(DataFetchingEnvironment environment) {
        return new Arguments(environment.getArguments());
    }

    /** Who calls. */
    public static Call call(DataFetchingEnvironment environment) {
        return requireNonNull(environment.getGraphQlContext().get(Call.class), "call");
    }

    /** The members of an argument that is an input object. */
    public Arguments input(String name) {
        return new Arguments(members(given.get(name)));
    }

    /** The members of each input object in a list; none when the list is absent. */
    public List<Arguments> inputs(String name) {
        return optional(name, List.class, Arguments::each).orElse(List.of());
    }

    private static List<Arguments> each(List<?> inputObjects) {
        return inputObjects.stream().map(Arguments::members).map(Arguments::new).toList();
    }

    /** The value of an argument that the schema demands. */
    public String text(String name) {
        return (String) requireNonNull(given.get(name), name);
    }

    /** As {@link #text}, of a type that is not text. */
    public <V> V required(String name, Class<V> type) {
        return type.cast(requireNonNull(given.get(name), name));
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} that names the argument when it is no UUID */
    public <I> I id(String name, Function<UUID, I> kind) {
        String text = text(name);
        if (!ColumnType.UUID_FORM.matcher(text).matches()) {
            throw ManagerException.badInput(name + " must be a UUID");
        }
        return kind.apply(UUID.fromString(text));
    }

    /** The value, if there is one: to leave it out and to give {@code null} are the same here. */
    public <V, R> Optional<R> optional(String name, Class<V> type, Function<V, R> conversion) {
        return Optional.ofNullable(given.get(name)).map(type::cast).map(conversion);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(given.get(name));
    }

    /** What is said about a field: left out keeps it, {@code null} clears it. */
    public <V, R> Patch<R> patch(String name, Class<V> type, Function<V, R> conversion) {
        if (!given.containsKey(name)) {
            return Patch.keep();
        }
        Object value = given.get(name);
        return value == null ? Patch.clear() : Patch.set(conversion.apply(type.cast(value)));
    }

    /**
     * The arguments {@code filters}, {@code order} and {@code pagination}, as far as the field has them.
     *
     * @throws ManagerException {@code BAD_USER_INPUT}
     */
    public <C extends Enum<C> & Column<?>> ListQuery<C> list(Class<C> columns) {
        List<ListQuery.FilterText> filters =
                optional("filters", List.class, Arguments::filters).orElse(List.of());
        return ListQuery.parse(
                columns,
                filters,
                optional("order", Map.class, Arguments::order),
                optional("pagination", Map.class, Arguments::page));
    }

    /**
     * The arguments {@code filters}, {@code order}, {@code first} and {@code after} of a list that is read by cursors.
     *
     * @throws ManagerException {@code BAD_USER_INPUT}
     */
    public <C extends Enum<C> & Column<?>> ConnectionQuery<C> connection(Class<C> columns) {
        return ConnectionQuery.parse(
                list(columns),
                optional("first", Integer.class, Function.identity()),
                optional("after", String.class, Function.identity()));
    }

    private static List<ListQuery.FilterText> filters(List<?> given) {
        return given.stream()
                .map(Arguments::members)
                .map(filter -> new ListQuery.FilterText((String) filter.get("field"), (String) filter.get("value")))
                .toList();
    }

    private static ListQuery.OrderText order(Map<?, ?> given) {
        return new ListQuery.OrderText((String) given.get("field"), given.get("direction") == Direction.DESC);
    }

    private static Page page(Map<?, ?> given) {
        return new Page((Integer) given.get("limit"), (Integer) given.get("offset"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object inputObject) {
        return (Map<String, Object>) requireNonNull(inputObject, "inputObject");
    }
}
