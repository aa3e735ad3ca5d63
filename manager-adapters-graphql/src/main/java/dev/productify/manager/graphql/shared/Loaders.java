package dev.productify.manager.graphql.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ListQuery;
import graphql.schema.DataFetchingEnvironment;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;

/**
 * The loaders of one request. They gather what the fields of one level ask for and fetch it by one call of a use case,
 * on the calling thread. They keep what they fetched, which is what one caller may see: they are never shared.
 */
public final class Loaders {
    private final OnDemand registry = new OnDemand();

    /** Makes a loader when a field asks for it: most requests ask for none. */
    private static final class OnDemand extends DataLoaderRegistry {
        private final Map<String, Supplier<DataLoader<?, ?>>> known = new HashMap<>();

        @Override
        public <K, V> DataLoader<K, V> getDataLoader(String name) {
            return computeIfAbsent(
                    name, none -> requireNonNull(known.get(name), name).get());
        }
    }

    /** What the engine finds the loaders by. */
    public DataLoaderRegistry registry() {
        return registry;
    }

    /** What a list is loaded by: its parent, and what was asked of the list. */
    private record ListKey<I, C extends Enum<C> & Column<?>>(I parent, ListQuery<C> query) {}

    /** Loads single things by their ids. */
    public <I, T> void single(String name, Function<Collection<I>, Map<I, T>> load) {
        register(name, load::apply);
    }

    /** Loads lists by the ids of their parents; parents that ask for different things take a call for each of those. */
    public <I, C extends Enum<C> & Column<?>, T> void lists(
            String name, BiFunction<Collection<I>, ListQuery<C>, Map<I, List<T>>> load) {
        this.<ListKey<I, C>, List<T>>register(name, keys -> {
            Map<ListQuery<C>, Set<I>> parents = new LinkedHashMap<>();
            keys.forEach(key -> parents.computeIfAbsent(key.query(), query -> new LinkedHashSet<>())
                    .add(key.parent()));
            Map<ListKey<I, C>, List<T>> loaded = new HashMap<>();
            parents.forEach((query, ids) ->
                    load.apply(ids, query).forEach((id, rows) -> loaded.put(new ListKey<>(id, query), rows)));
            return loaded;
        });
    }

    private <K, V> void register(String name, Function<Set<K>, Map<K, V>> load) {
        registry.known.put(
                name, () -> DataLoaderFactory.<K, V>newMappedDataLoader(keys -> completed(() -> load.apply(keys))));
    }

    private static <V> CompletableFuture<V> completed(Supplier<V> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Asks for a single thing.
     *
     * @param word what the refusal calls it when it is gone, or not to be seen: {@code NOT_FOUND}
     */
    public static <I> CompletableFuture<Object> one(DataFetchingEnvironment env, String name, I id, String word) {
        return Loaders.<I, Object>named(env, name).load(id).thenApply(found -> {
            if (found == null) {
                throw ManagerException.notFound(word);
            }
            return found;
        });
    }

    /** Asks for a list, by the arguments of the field. */
    public static <I, C extends Enum<C> & Column<?>> CompletableFuture<List<?>> list(
            DataFetchingEnvironment env, String name, I parent, Class<C> columns) {
        ListKey<I, C> key = new ListKey<>(parent, Arguments.of(env).list(columns));
        return Loaders.<ListKey<I, C>, List<?>>named(env, name)
                .load(key)
                .thenApply(rows -> rows == null ? List.of() : rows);
    }

    private static <K, V> DataLoader<K, V> named(DataFetchingEnvironment env, String name) {
        return requireNonNull(env.getDataLoader(name), name);
    }
}
