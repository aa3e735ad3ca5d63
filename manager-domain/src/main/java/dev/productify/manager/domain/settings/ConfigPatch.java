package dev.productify.manager.domain.settings;

import dev.productify.manager.domain.shared.Patch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A change of what a level says: fields that are given replace, the pairs as a whole; fields that are cleared are
 * inherited again; of all others nothing is said (contract S2).
 */
public record ConfigPatch(Map<SettingField, Patch<SettingValue>> fields) {
    /** Changes nothing. */
    public static final ConfigPatch NONE = new ConfigPatch(Map.of());

    /** All is inherited again. */
    public static final ConfigPatch CLEAR = cleared();

    public ConfigPatch {
        Map<SettingField, Patch<SettingValue>> copy = new EnumMap<>(SettingField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    public Patch<SettingValue> of(SettingField field) {
        return fields.getOrDefault(field, Patch.keep());
    }

    public ConfigPatch set(SettingField field, SettingValue value) {
        return with(field, Patch.set(value));
    }

    public ConfigPatch clear(SettingField field) {
        return with(field, Patch.clear());
    }

    public ConfigPatch with(SettingField field, Patch<SettingValue> patch) {
        Map<SettingField, Patch<SettingValue>> more = new EnumMap<>(SettingField.class);
        more.putAll(fields);
        more.put(field, patch);
        return new ConfigPatch(more);
    }

    /** Whether it says something about the field. */
    boolean touches(SettingField field) {
        return !of(field).isKeep();
    }

    private static ConfigPatch cleared() {
        ConfigPatch all = NONE;
        for (SettingField field : SettingField.values()) {
            all = all.clear(field);
        }
        return all;
    }
}
