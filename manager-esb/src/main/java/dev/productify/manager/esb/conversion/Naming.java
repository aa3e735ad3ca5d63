package dev.productify.manager.esb.conversion;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the names of one element and its attributes are in JSON, and which namespaces must be declared there for them. */
final class Naming {
    private final Mapping mapping;
    private final Scope xml;
    private Scope json;
    private Map<String, String> declared = Map.of();

    /**
     * @param xml the prefixes of the XML around the element
     * @param json the prefixes of the JSON around it
     * @param written what the element itself declares
     */
    Naming(Mapping mapping, Scope xml, Scope json, Map<String, String> written) {
        this.mapping = mapping;
        this.xml = xml.with(written);
        this.json = json;
        if (mapping.badgerFish) {
            written.forEach((prefix, uri) -> {
                if (!Soap.isEnvelope(uri) && !prefix.equals("xml") && !json.says(prefix, uri)) {
                    declare(prefix, uri);
                }
            });
        }
    }

    Map<String, String> declared() {
        return declared;
    }

    Scope xml() {
        return xml;
    }

    /** The namespace of a prefix in the XML; null for none. */
    String xml(String prefix) {
        return xml.uri(prefix);
    }

    Scope json() {
        return json;
    }

    String key(Xml.Name name, boolean ofElement) {
        String prefix = prefix(name, ofElement);
        String local = XmlNames.decode(name.local());
        int colon = prefix.isEmpty() ? local.indexOf(':') : -1; // behind a prefix it is a character like others
        if (colon > 0 && json.uri(local.substring(0, colon)) != null) {
            throw NotConvertible.notMappable("the name " + Quoted.name(name.local())
                    + " of the XML would be taken for one with a prefix in JSON");
        }
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /** Of a name as it stands in the XML. */
    String key(String qualified) {
        int colon = qualified.indexOf(':');
        String prefix = colon < 0 ? "" : qualified.substring(0, colon);
        String uri = xml.uri(prefix);
        if (uri == null) {
            throw NotConvertible.notMappable("a mark of the XML has a prefix that stands for nothing");
        }
        return key(new Xml.Name(prefix, uri, qualified.substring(colon + 1)), true);
    }

    private String prefix(Xml.Name name, boolean ofElement) {
        String uri = name.uri();
        if (uri.isEmpty()) {
            return ofElement ? claim("", "") : "";
        }
        String known = mapping.prefix(uri);
        boolean takesKnown = known != null && (ofElement || !known.isEmpty());
        return claim(takesKnown ? known : name.prefix(), uri);
    }

    private String claim(String wanted, String uri) {
        String prefix = wanted;
        for (int i = 1; !json.says(prefix, uri) && declared.containsKey(prefix); i++) {
            prefix = wanted.isEmpty() ? "ns" + i : wanted + i;
        }
        if (!json.says(prefix, uri)) {
            declare(prefix, uri);
        }
        return prefix;
    }

    private void declare(String prefix, String uri) {
        if (declared.isEmpty()) {
            declared = new LinkedHashMap<>();
        }
        declared.put(prefix, uri);
        json = json.with(Map.of(prefix, uri));
    }

    /** A text may begin with a prefix that somebody will look up, as that of {@code xsi:type} does. */
    void value(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > Limits.NAME_LENGTH) {
            return;
        }
        String prefix = text.substring(0, colon).strip();
        String uri = xml.uri(prefix);
        if (uri != null && !uri.isEmpty() && !json.says(prefix, uri) && !declared.containsKey(prefix)) {
            declare(prefix, uri);
        }
    }
}
