package dev.productify.manager.esb.conversion;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What an element holds. Immutable; whoever makes one hands over the collections in it. */
sealed interface Xml {
    String XML_URI = "http://www.w3.org/XML/1998/namespace";
    String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    String XSD = "http://www.w3.org/2001/XMLSchema";

    /**
     * A name in a namespace.
     *
     * @param prefix as it was written; empty for none
     * @param uri empty for no namespace
     */
    record Name(String prefix, String uri, String local) {
        boolean is(String uri, String local) {
            return this.local.equals(local) && this.uri.equals(uri);
        }

        String qualified() {
            return prefix.isEmpty() ? local : prefix + ":" + local;
        }
    }

    record Attribute(Name name, String value) {}

    /** @param declared the namespaces that are declared here, by prefix */
    record Element(Name name, Map<String, String> declared, List<Attribute> attributes, List<Xml> children)
            implements Xml {
        public Element {
            declared = Collections.unmodifiableMap(declared);
            attributes = Collections.unmodifiableList(attributes);
            children = Collections.unmodifiableList(children);
        }

        /** Null when there is no such attribute. */
        String attribute(String uri, String local) {
            for (Attribute attribute : attributes) {
                if (attribute.name().is(uri, local)) {
                    return attribute.value();
                }
            }
            return null;
        }

        List<Element> elements() {
            return children.stream()
                    .filter(Element.class::isInstance)
                    .map(Element.class::cast)
                    .toList();
        }

        /** All text in it, that of elements within left out. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (Xml child : children) {
                if (child instanceof Text part) {
                    text.append(part.text());
                }
            }
            return text.toString();
        }
    }

    record Text(String text) implements Xml {
        boolean isBlank() {
            for (int i = 0; i < text.length(); i++) {
                if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Says about the element around it, or about those behind it, what JSON knows and XML does not. It is written as a
     * processing instruction {@code json}, which no schema forbids and no binding looks at.
     *
     * @param data {@code array}, {@code object} or {@code text} of the element around; {@code array} and a name of those
     *     elements of that name
     */
    record Mark(String data) implements Xml {
        static final String TARGET = "json";
        static final String ARRAY = "array";
        static final String OBJECT = "object";
        static final String TEXT = "text";
    }
}
