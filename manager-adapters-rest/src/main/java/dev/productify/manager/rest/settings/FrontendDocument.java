package dev.productify.manager.rest.settings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the route, as it goes out: made once for each state of the settings.
 *
 * @param etag a strong one, with its quotes: the bytes decide on it
 */
record FrontendDocument(byte[] body, String etag) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int ETAG_BYTES = 16;

    static FrontendDocument of(EffectiveFrontend frontend) {
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
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        return new FrontendDocument(body, etag(body));
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

    private static String etag(byte[] body) {
        byte[] digest = Arrays.copyOf(sha256().digest(body), ETAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has it.
            throw new IllegalStateException(impossible);
        }
    }
}
