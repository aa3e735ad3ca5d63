package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.shared.SecretMask;
import dev.productify.manager.domain.tenancy.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a template sees of a request besides its body: nothing that proves anything. */
public final class TemplateValues {
    private TemplateValues() {}

    /**
     * @param headers by their names in lower case
     * @param query percent-encoded, or null
     * @param path behind the application's id
     * @param place the application
     */
    public static Map<String, Object> of(
            Map<String, String> headers, String query, String path, String method, Place place) {
        Map<String, Object> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (!SecretMask.isSecretHeader(name)) {
                shown.put(name, value);
            }
        });
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("headers", shown);
        values.put("query", query(query));
        values.put("path", path);
        values.put("method", method);
        values.put("application", place.application().orElseThrow().value());
        values.put("tenant", place.tenant().orElseThrow().value());
        return values;
    }

    /** The first value of each name. */
    private static Map<String, Object> query(String query) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (query == null) {
            return values;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            values.putIfAbsent(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
