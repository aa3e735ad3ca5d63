package dev.productify.manager.jdbc.settings;

import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.ModuleConfig;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A row of {@code settings}: a column for each field, arrays for lists, two of them side by side for the pairs. */
record SettingsRow(
        UUID levelId,
        String kind,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        String[] enabledModules,
        String[] enabledThemes,
        String defaultTheme,
        String[] enabledLocales,
        String defaultLocale,
        String[] pairKeys,
        String[] pairValues,
        int revision) {

    static final String COLUMNS = Columns.of("s", SettingsRow.class);

    static SettingsRow of(LevelSettings settings) {
        Place place = settings.place();
        ModuleConfig config = settings.config();
        return new SettingsRow(
                SettingsId.levelOf(place),
                settings.kind().name().toLowerCase(Locale.ROOT),
                place.project().value(),
                place.tenant().map(Id::value).orElse(null),
                place.application().map(Id::value).orElse(null),
                array(config.enabledModules(), Function.identity()),
                array(config.enabledThemes(), Function.identity()),
                config.defaultTheme().orElse(null),
                array(config.enabledLocales(), Function.identity()),
                config.defaultLocale().orElse(null),
                array(config.keyValuePairs(), KeyValuePair::key),
                array(config.keyValuePairs(), KeyValuePair::value),
                settings.version());
    }

    LevelSettings toSettings() {
        Map<SettingField, SettingValue> values = new EnumMap<>(SettingField.class);
        put(values, SettingField.ENABLED_MODULES, texts(enabledModules));
        put(values, SettingField.ENABLED_THEMES, texts(enabledThemes));
        put(
                values,
                SettingField.DEFAULT_THEME,
                Optional.ofNullable(defaultTheme).map(SettingValue::of));
        put(values, SettingField.ENABLED_LOCALES, texts(enabledLocales));
        put(
                values,
                SettingField.DEFAULT_LOCALE,
                Optional.ofNullable(defaultLocale).map(SettingValue::of));
        put(values, SettingField.KEY_VALUE_PAIRS, pairs());
        SettingsKind known = SettingsKind.valueOf(kind.toUpperCase(Locale.ROOT));
        return new LevelSettings(place(), new ModuleConfig(known, values), revision);
    }

    private Place place() {
        return new Place(
                new ProjectId(projectId),
                Optional.ofNullable(tenantId).map(TenantId::new),
                Optional.ofNullable(applicationId).map(ApplicationId::new));
    }

    private Optional<SettingValue> pairs() {
        if (pairKeys == null) {
            return Optional.empty();
        }
        List<KeyValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < pairKeys.length; i++) {
            pairs.add(new KeyValuePair(pairKeys[i], pairValues[i]));
        }
        return Optional.of(SettingValue.ofPairs(pairs));
    }

    private static void put(Map<SettingField, SettingValue> values, SettingField field, Optional<SettingValue> value) {
        value.ifPresent(set -> values.put(field, set));
    }

    private static Optional<SettingValue> texts(String[] texts) {
        return Optional.ofNullable(texts).map(List::of).map(SettingValue::of);
    }

    private static <T> String[] array(Optional<List<T>> list, Function<T, String> text) {
        return list.map(all -> all.stream().map(text).toArray(String[]::new)).orElse(null);
    }
}
