package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force, and which level said so (contract S2). The nearest level that sets a field decides on it; a list is
 * replaced as a whole. Pairs are inherited one by one: the nearest level that has the key decides, and the keys come in the
 * order of the farthest level first, then what nearer ones add.
 *
 * @param fields all but the pairs
 * @param pairs by their keys, in order; empty when no level sets any, which is not the same as setting none
 */
public record EffectiveSettings(
        SettingsKind kind,
        Map<SettingField, Sourced<SettingValue>> fields,
        Optional<Map<String, Sourced<String>>> pairs)
        implements ConfigValues {

    /** A value, and the level that it comes from. */
    public record Sourced<T>(T value, Level level) {
        public Sourced {
            requireNonNull(value, "value");
            requireNonNull(level, "level");
        }
    }

    /**
     * Where a value comes from.
     *
     * @param key which of the pairs; empty for other fields
     */
    public record Origin(SettingField field, Optional<String> key, Level level) {
        public Origin {
            requireNonNull(field, "field");
            requireNonNull(key, "key");
            requireNonNull(level, "level");
        }
    }

    public EffectiveSettings {
        requireNonNull(kind, "kind");
        Map<SettingField, Sourced<SettingValue>> copy = new EnumMap<>(SettingField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
        pairs = pairs.map(map -> Collections.unmodifiableMap(new LinkedHashMap<>(map)));
    }

    /** Nothing is set anywhere. */
    public static EffectiveSettings none(SettingsKind kind) {
        return new EffectiveSettings(kind, Map.of(), Optional.empty());
    }

    /** What one level says, before anything else. */
    public static EffectiveSettings of(Level level, ModuleConfig own) {
        Map<SettingField, Sourced<SettingValue>> fields = new EnumMap<>(SettingField.class);
        own.values().forEach((field, value) -> {
            if (field != SettingField.KEY_VALUE_PAIRS) {
                fields.put(field, new Sourced<>(value, level));
            }
        });
        return new EffectiveSettings(own.kind(), fields, own.keyValuePairs().map(pairs -> sourced(pairs, level)));
    }

    private static Map<String, Sourced<String>> sourced(List<KeyValuePair> pairs, Level level) {
        Map<String, Sourced<String>> sourced = new LinkedHashMap<>();
        pairs.forEach(pair -> sourced.put(pair.key(), new Sourced<>(pair.value(), level)));
        return sourced;
    }

    /** What becomes of these one level further down; associative, with {@link #none} as the neutral element. */
    public EffectiveSettings overriddenBy(EffectiveSettings nearer) {
        if (kind != nearer.kind) {
            throw new IllegalArgumentException("settings inherit from settings of their own kind");
        }
        Map<SettingField, Sourced<SettingValue>> merged = new EnumMap<>(SettingField.class);
        merged.putAll(fields);
        merged.putAll(nearer.fields);
        return new EffectiveSettings(kind, merged, merged(pairs, nearer.pairs));
    }

    /** As {@link #overriddenBy(EffectiveSettings)}, with what that level says by itself. */
    public EffectiveSettings overriddenBy(Level level, ModuleConfig own) {
        return overriddenBy(of(level, own));
    }

    private static Optional<Map<String, Sourced<String>>> merged(
            Optional<Map<String, Sourced<String>>> farther, Optional<Map<String, Sourced<String>>> nearer) {
        if (farther.isEmpty() || nearer.isEmpty()) {
            return farther.or(() -> nearer);
        }
        // Putting a key again leaves it where it is.
        Map<String, Sourced<String>> merged = new LinkedHashMap<>(farther.get());
        merged.putAll(nearer.get());
        return Optional.of(merged);
    }

    @Override
    public Optional<SettingValue> value(SettingField field) {
        return field == SettingField.KEY_VALUE_PAIRS
                ? pairs.map(EffectiveSettings::listed)
                : Optional.ofNullable(fields.get(field)).map(Sourced::value);
    }

    private static SettingValue listed(Map<String, Sourced<String>> pairs) {
        return SettingValue.ofPairs(pairs.entrySet().stream()
                .map(pair -> new KeyValuePair(pair.getKey(), pair.getValue().value()))
                .toList());
    }

    /** Where all that comes from, in the order of the fields and of the keys. */
    public List<Origin> origins() {
        List<Origin> origins = new ArrayList<>();
        fields.forEach((field, value) -> origins.add(new Origin(field, Optional.empty(), value.level())));
        pairs.ifPresent(map -> map.forEach((key, value) ->
                origins.add(new Origin(SettingField.KEY_VALUE_PAIRS, Optional.of(key), value.level()))));
        return List.copyOf(origins);
    }
}
