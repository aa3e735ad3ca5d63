package dev.productify.manager.rest.settings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import dev.productify.manager.ports.shared.PublishedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The answer of the route: made once for each state of the settings. */
final class FrontendDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FrontendDocument() {}

    static PublishedBytes of(EffectiveFrontend frontend) {
        ObjectNode document = JSON.objectNode();
        document.put("applicationId", frontend.application().value().toString());
        ObjectNode config = document.putObject("moduleConfig");
        for (SettingField field : SettingField.values()) {
            // Every member is there, whether it has a value or not.
            config.putNull(field.word());
        }
        put(config, SettingField.ENABLED_MODULES, frontend.enabledModules());
        put(config, SettingField.ENABLED_THEMES, frontend.enabledThemes());
        frontend.defaultTheme().ifPresent(theme -> config.put(SettingField.DEFAULT_THEME.word(), theme));
        put(config, SettingField.ENABLED_LOCALES, frontend.enabledLocales());
        frontend.defaultLocale().ifPresent(locale -> config.put(SettingField.DEFAULT_LOCALE.word(), locale));
        frontend.keyValuePairs().ifPresent(pairs -> put(config, pairs));
        return PublishedBytes.of(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ObjectNode config, SettingField field, Optional<List<String>> words) {
        words.ifPresent(list -> {
            ArrayNode array = config.putArray(field.word());
            list.forEach(array::add);
        });
    }

    private static void put(ObjectNode config, List<KeyValuePair> pairs) {
        ArrayNode array = config.putArray(SettingField.KEY_VALUE_PAIRS.word());
        pairs.forEach(pair -> array.addObject().put("Key", pair.key()).put("Value", pair.value()));
    }
}
