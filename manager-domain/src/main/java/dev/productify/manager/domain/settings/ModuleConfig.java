package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one level says by itself. A field without a value is inherited.
 *
 * @param values those that are set; in the order of the fields
 */
public record ModuleConfig(SettingsKind kind, Map<SettingField, SettingValue> values) implements ConfigValues {
    /** Most entries of a list, and most pairs (contract S4). */
    public static final int MAX_ENTRIES = 500;

    /** @throws ManagerException {@code BAD_USER_INPUT} when a value breaks a rule of contract S4 */
    public ModuleConfig {
        requireNonNull(kind, "kind");
        Map<SettingField, SettingValue> checked = new EnumMap<>(SettingField.class);
        checked.putAll(values);
        for (Map.Entry<SettingField, SettingValue> entry : checked.entrySet()) {
            if (!kind.has(entry.getKey())) {
                throw new IllegalArgumentException(
                        kind.word() + " have no " + entry.getKey().word());
            }
            require(entry.getKey(), entry.getValue());
        }
        values = Collections.unmodifiableMap(checked);
    }

    /** Says nothing, so that all is inherited. */
    public static ModuleConfig empty(SettingsKind kind) {
        return new ModuleConfig(kind, Map.of());
    }

    @Override
    public Optional<SettingValue> value(SettingField field) {
        return Optional.ofNullable(values.get(field));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** This with one more field. */
    public ModuleConfig with(SettingField field, SettingValue value) {
        return with(ConfigPatch.NONE.set(field, value));
    }

    /** This after the change; the same object when that is no change. */
    public ModuleConfig with(ConfigPatch patch) {
        Map<SettingField, SettingValue> changed = new EnumMap<>(SettingField.class);
        for (SettingField field : SettingField.values()) {
            patch.of(field).applyTo(value(field)).ifPresent(value -> changed.put(field, value));
        }
        return changed.equals(values) ? this : new ModuleConfig(kind, changed);
    }

    /** The change that makes the other of this; it speaks of nothing else. */
    public ConfigPatch patchTo(ModuleConfig other) {
        if (kind != other.kind) {
            throw new IllegalArgumentException("settings become settings of their own kind");
        }
        ConfigPatch patch = ConfigPatch.NONE;
        for (SettingField field : SettingField.values()) {
            Optional<SettingValue> wanted = other.value(field);
            if (!wanted.equals(value(field))) {
                patch = patch.with(field, wanted.map(Patch::set).orElseGet(Patch::clear));
            }
        }
        return patch;
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        values.forEach((field, value) -> fields.put(field.word(), value.plain()));
        return fields;
    }

    private static void require(SettingField field, SettingValue value) {
        field.requireForm(value);
        if (value instanceof SettingValue.Word word) {
            SettingTexts.requireWord(field.word(), word.text());
        } else if (value instanceof SettingValue.Words words) {
            words.texts().forEach(text -> SettingTexts.requireWord("An entry of " + field.word(), text));
            requireDistinct(field, words.texts());
        } else if (value instanceof SettingValue.Pairs pairs) {
            requireDistinct(field, pairs.pairs().stream().map(KeyValuePair::key).toList());
        }
    }

    private static void requireDistinct(SettingField field, List<String> names) {
        if (names.size() > MAX_ENTRIES) {
            throw ManagerException.badInput(
                    field.word() + " must have at most " + MAX_ENTRIES + " entries, not " + names.size());
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw ManagerException.badInput(field.word() + " has " + name + " twice; give it once");
            }
        }
    }
}
