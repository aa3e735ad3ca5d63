package dev.productify.manager.server.benchmark;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a request goes, and what it says.
 *
 * @param name as it stands in tables
 * @param method of HTTP
 * @param headers besides {@code Host} and {@code Content-Length}
 * @param body empty for none
 */
record Target(String name, String method, URI uri, Map<String, String> headers, String body) {
    /** JSON, posted with a token that is presented as {@code Bearer}. */
    Target(String name, URI uri, String token, String body) {
        this(name, uri, Map.of("Authorization", "Bearer " + token), body);
    }

    /** JSON, posted. */
    Target(String name, URI uri, Map<String, String> headers, String body) {
        this(name, "POST", uri, json(headers), body);
    }

    private static Map<String, String> json(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json");
        return all;
    }

    /** A question without a body. */
    static Target get(String name, URI uri, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Accept", "application/json");
        return new Target(name, "GET", uri, all, "");
    }
}
