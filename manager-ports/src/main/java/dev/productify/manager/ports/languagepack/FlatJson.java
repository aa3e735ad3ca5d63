package dev.productify.manager.ports.languagepack;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/** Texts as one flat JSON object (RFC 8259) in UTF-8, in their order. */
public final class FlatJson {
    private FlatJson() {}

    /** On one line, for programs. */
    public static byte[] compact(SortedMap<String, String> texts) {
        return written(texts, "", ":", "");
    }

    /** A line for each text, so that files of it are easily compared. */
    public static byte[] lines(SortedMap<String, String> texts) {
        return written(texts, "\n  ", ": ", "\n");
    }

    private static byte[] written(SortedMap<String, String> texts, String before, String between, String last) {
        StringBuilder json = new StringBuilder().append('{');
        texts.forEach((key, value) -> {
            json.append(json.length() == 1 ? "" : ",").append(before);
            quote(json, key);
            json.append(between);
            quote(json, value);
        });
        return json.append(last).append('}').append(last).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Of control characters texts have no others than these. */
    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c);
            }
        }
        json.append('"');
    }
}
