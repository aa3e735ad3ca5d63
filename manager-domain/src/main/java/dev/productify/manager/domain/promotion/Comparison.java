package dev.productify.manager.domain.promotion;

import dev.productify.manager.domain.audit.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What becomes of all things of one kind in the target: those of the source are matched with those of the target by their
 * keys.
 *
 * @param created what is new in the target
 * @param changed what is not what it was, as it will be
 * @param differences of all of them, in the order of their keys
 * @param <T> the things
 */
public record Comparison<T>(List<T> created, List<T> changed, List<Difference> differences) {
    public Comparison {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        differences = List.copyOf(differences);
    }

    /**
     * How things of one kind travel. Whoever gives the very thing back says that it stays as it is.
     *
     * @param <T> the things
     */
    public interface Rules<T> {
        EntityType kind();

        /** By what things are matched; unique in source and target. */
        String key(T thing);

        /** What of the target a thing of the source becomes that has no match there. */
        T arriving(T source);

        /** What a thing of the target becomes by its match in the source. */
        T following(T target, T source);

        /** What a thing of the target becomes that has no match in the source: disabled, and nothing else. */
        T abandoned(T target);

        /** The fields that are compared and shown; no secrets. */
        Map<String, Object> fields(T thing);
    }

    public static <T> Comparison<T> of(List<T> source, List<T> target, Rules<T> rules) {
        Map<String, T> sources = byKey(source, rules);
        Map<String, T> targets = byKey(target, rules);
        TreeSet<String> keys = new TreeSet<>(sources.keySet());
        keys.addAll(targets.keySet());
        List<T> created = new ArrayList<>();
        List<T> changed = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            T from = sources.get(key);
            T before = targets.get(key);
            if (before == null) {
                T after = rules.arriving(from);
                created.add(after);
                differences.add(Difference.created(rules.kind(), key, rules.fields(after)));
                continue;
            }
            T after = from == null ? rules.abandoned(before) : rules.following(before, from);
            if (after != before) {
                changed.add(after);
                Map<String, Object> was = rules.fields(before);
                Map<String, Object> is = rules.fields(after);
                differences.add(
                        from == null
                                ? Difference.disabled(rules.kind(), key, was, is)
                                : Difference.changed(rules.kind(), key, was, is));
            }
        }
        return new Comparison<>(created, changed, differences);
    }

    private static <T> Map<String, T> byKey(List<T> things, Rules<T> rules) {
        Map<String, T> byKey = new HashMap<>();
        for (T thing : things) {
            if (byKey.put(rules.key(thing), thing) != null) {
                throw new IllegalArgumentException("a key is there twice");
            }
        }
        return byKey;
    }
}
