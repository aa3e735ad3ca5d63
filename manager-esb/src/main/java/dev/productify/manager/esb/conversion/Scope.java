package dev.productify.manager.esb.conversion;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which namespace a prefix stands for at one place of a document. Immutable. */
final class Scope {
    static final Scope NONE = new Scope(Map.of("xml", Xml.XML_URI));

    private final Map<String, String> uris;

    private Scope(Map<String, String> uris) {
        this.uris = uris;
    }

    Scope with(Map<String, String> declared) {
        if (declared.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(uris);
        all.putAll(declared);
        return new Scope(all);
    }

    /** Empty for the empty prefix where there is no default; null for a prefix that stands for nothing. */
    String uri(String prefix) {
        String uri = uris.get(prefix);
        return uri == null && prefix.isEmpty() ? "" : uri;
    }

    boolean says(String prefix, String uri) {
        return uri.equals(uri(prefix));
    }
}
