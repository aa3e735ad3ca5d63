package dev.productify.manager.domain.limits;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Some limits; what has no value here is not limited by these.
 *
 * @param values each within what {@link LimitKind#least} and {@link LimitKind#most} say
 */
public record Limits(Map<LimitKind, Long> values) {
    /** Nothing is limited. */
    public static final Limits NONE = new Limits(Map.of());

    /** @throws ManagerException {@code BAD_USER_INPUT} for a value that no such limit may have */
    public Limits {
        Map<LimitKind, Long> checked = new EnumMap<>(LimitKind.class);
        values.forEach((kind, value) -> checked.put(kind, kind.required(value)));
        values = Collections.unmodifiableMap(checked);
    }

    public Optional<Long> of(LimitKind kind) {
        return Optional.ofNullable(values.get(kind));
    }

    /** These, and where they say nothing, those. */
    public Limits over(Limits inherited) {
        Map<LimitKind, Long> all = new LinkedHashMap<>(inherited.values);
        all.putAll(values);
        return new Limits(all);
    }

    /** These after a change; the same object when it says nothing new. */
    public Limits with(Map<LimitKind, Patch<Long>> change) {
        Map<LimitKind, Long> changed = new LinkedHashMap<>(values);
        change.forEach((kind, patch) -> {
            Optional<Long> value = patch.applyTo(of(kind));
            value.ifPresentOrElse(now -> changed.put(kind, now), () -> changed.remove(kind));
        });
        Limits next = new Limits(changed);
        return next.equals(this) ? this : next;
    }
}
