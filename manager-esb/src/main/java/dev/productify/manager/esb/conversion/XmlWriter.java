package dev.productify.manager.esb.conversion;

import java.util.Map;

/** Writes XML 1.0 such that a reader gets the very characters back. */
final class XmlWriter {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private final StringBuilder out;

    private XmlWriter(StringBuilder out) {
        this.out = out;
    }

    /** @throws NotConvertible when it is too large, or has a character that XML cannot have */
    static String write(Xml.Element root, int expected) {
        XmlWriter writer = new XmlWriter(new StringBuilder(expected).append(DECLARATION));
        writer.element(root);
        return writer.out.toString();
    }

    private void element(Xml.Element element) {
        if (out.length() > Limits.BYTES) {
            throw NotConvertible.tooLarge("the converted body has more than " + Limits.BYTES + " bytes");
        }
        out.append('<');
        name(element.name());
        for (Map.Entry<String, String> declared : element.declared().entrySet()) {
            out.append(declared.getKey().isEmpty() ? " xmlns" : " xmlns:").append(declared.getKey());
            value(declared.getValue());
        }
        for (Xml.Attribute attribute : element.attributes()) {
            out.append(' ');
            name(attribute.name());
            value(attribute.value());
        }
        if (element.children().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Xml child : element.children()) {
            if (child instanceof Xml.Text text) {
                escape(text.text(), false, out);
            } else if (child instanceof Xml.Element inner) {
                element(inner);
            } else if (child instanceof Xml.Mark mark) {
                out.append("<?")
                        .append(Xml.Mark.TARGET)
                        .append(' ')
                        .append(mark.data())
                        .append("?>");
            }
        }
        out.append("</");
        name(element.name());
        out.append('>');
    }

    private void name(Xml.Name name) {
        if (!name.prefix().isEmpty()) {
            out.append(name.prefix()).append(':');
        }
        out.append(name.local());
    }

    private void value(String value) {
        out.append("=\"");
        escape(value, true, out);
        out.append('"');
    }

    /**
     * What stands in an element, or between the quotes of an attribute.
     *
     * @throws NotConvertible when there is a character that XML cannot have
     */
    static void escape(String text, boolean attribute, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '?' && c < 0xD800) {
                continue;
            }
            String escaped = escaped(c, text, i, attribute);
            if (escaped != null) {
                out.append(text, done, i).append(escaped);
                done = i + 1;
            }
        }
        out.append(text, done, text.length());
    }

    private static String escaped(char c, String text, int at, boolean attribute) {
        return switch (c) {
            case '<' -> "&lt;";
            case '&' -> "&amp;";
            case '>' -> "&gt;"; // would end a CDATA section that is not there
            case '\r' -> "&#13;"; // else a reader makes a line feed of it
            case '"' -> attribute ? "&quot;" : null;
            case '\n' -> attribute ? "&#10;" : null; // else a reader makes a space of it
            case '\t' -> attribute ? "&#9;" : null;
            default -> {
                if (!isCharacter(c, text, at)) {
                    throw NotConvertible.notMappable("the character U+" + String.format("%04X", (int) c)
                            + " has no form in XML; leave it out, or encode the text");
                }
                yield null;
            }
        };
    }

    /** Char of XML 1.0. */
    private static boolean isCharacter(char c, String text, int at) {
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' && c < 0xFFFE;
    }
}
