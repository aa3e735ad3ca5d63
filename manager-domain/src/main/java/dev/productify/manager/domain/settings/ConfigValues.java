package dev.productify.manager.domain.settings;

import java.util.List;
import java.util.Optional;

/** Values of settings by their fields; a field without a value is empty, which is not the same as an empty list. */
public interface ConfigValues {
    Optional<SettingValue> value(SettingField field);

    default Optional<List<String>> enabledModules() {
        return words(SettingField.ENABLED_MODULES);
    }

    default Optional<List<String>> enabledThemes() {
        return words(SettingField.ENABLED_THEMES);
    }

    default Optional<String> defaultTheme() {
        return word(SettingField.DEFAULT_THEME);
    }

    default Optional<List<String>> enabledLocales() {
        return words(SettingField.ENABLED_LOCALES);
    }

    default Optional<String> defaultLocale() {
        return word(SettingField.DEFAULT_LOCALE);
    }

    default Optional<List<KeyValuePair>> keyValuePairs() {
        return value(SettingField.KEY_VALUE_PAIRS).map(value -> ((SettingValue.Pairs) value).pairs());
    }

    private Optional<String> word(SettingField field) {
        return value(field).map(value -> ((SettingValue.Word) value).text());
    }

    private Optional<List<String>> words(SettingField field) {
        return value(field).map(value -> ((SettingValue.Words) value).texts());
    }
}
