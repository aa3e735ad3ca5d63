package dev.productify.manager.graphql.settings;

import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.graphql.shared.Arguments;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The input type of either kind of settings, on its way to being a change. */
final class ConfigInput {
    private ConfigInput() {}

    /** The change that the member {@code moduleConfig} describes; null inherits all again. */
    static ConfigPatch ofMember(Arguments input) {
        Patch<?> given = input.patch("moduleConfig", Map.class, Function.identity());
        if (given.isKeep()) {
            return ConfigPatch.NONE;
        }
        return given instanceof Patch.Clear ? ConfigPatch.CLEAR : of(input.input("moduleConfig"));
    }

    static ConfigPatch of(Arguments config) {
        ConfigPatch patch = ConfigPatch.NONE;
        for (SettingField field : SettingField.values()) {
            patch = patch.with(field, of(field, config));
        }
        return patch;
    }

    private static Patch<SettingValue> of(SettingField field, Arguments config) {
        return switch (field) {
            case DEFAULT_THEME, DEFAULT_LOCALE -> config.patch(field.word(), String.class, SettingValue::of);
            case ENABLED_MODULES, ENABLED_THEMES, ENABLED_LOCALES ->
                config.patch(field.word(), List.class, ConfigInput::words);
            case KEY_VALUE_PAIRS -> config.patch(field.word(), List.class, ConfigInput::pairs);
        };
    }

    private static SettingValue words(List<?> given) {
        return SettingValue.of(given.stream().map(String.class::cast).toList());
    }

    private static SettingValue pairs(List<?> given) {
        return SettingValue.ofPairs(given.stream()
                .map(pair -> (Map<?, ?>) pair)
                .map(pair -> new KeyValuePair((String) pair.get("Key"), (String) pair.get("Value")))
                .toList());
    }
}
