package dev.productify.manager.esb.conversion;

import java.util.Map;

/** Writes JSON. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    private JsonWriter(StringBuilder out) {
        this.out = out;
    }

    /** @throws NotConvertible when it is too large */
    static String write(Json value, int expected) {
        JsonWriter writer = new JsonWriter(new StringBuilder(expected));
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Json value) {
        if (out.length() > Limits.BYTES) {
            throw NotConvertible.tooLarge("the converted body has more than " + Limits.BYTES + " bytes");
        }
        if (value instanceof Json.Text text) {
            quote(text.text(), out);
        } else if (value instanceof Json.Members object) {
            members(object.members());
        } else if (value instanceof Json.Items array) {
            char before = '[';
            for (Json item : array.items()) {
                out.append(before);
                value(item);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof Json.Scalar scalar) {
            out.append(scalar.text());
        } else {
            out.append("null");
        }
    }

    private void members(Map<String, Json> members) {
        char before = '{';
        for (Map.Entry<String, Json> member : members.entrySet()) {
            out.append(before);
            quote(member.getKey(), out);
            out.append(':');
            value(member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    /** What stands between quotes. */
    static void escape(String text, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF || isPaired(text, i))) {
                continue;
            }
            out.append(text, done, i);
            done = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append("\\u")
                            .append(HEX[c >> 12])
                            .append(HEX[c >> 8 & 0xF])
                            .append(HEX[c >> 4 & 0xF])
                            .append(HEX[c & 0xF]);
            }
        }
        out.append(text, done, text.length());
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
