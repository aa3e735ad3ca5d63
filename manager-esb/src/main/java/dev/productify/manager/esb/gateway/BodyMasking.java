package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.shared.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Hides secrets in bodies that are kept: the values of members, fields, elements and attributes whose names speak of secrets,
 * and what has the form of a secret of the Manager wherever it stands.
 * It reads what need not be complete or well-formed, in one pass, and leaves alone what it cannot read.
 */
final class BodyMasking {
    private static final String JSON_MASK = "\"" + SecretMask.MASK + "\"";

    private final String text;
    private final StringBuilder out;
    private int at;

    private BodyMasking(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /**
     * The body as it may be kept; empty when it is coded ({@code gzip}), since then nobody can tell what is in it.
     *
     * @param type the content type, or null
     * @param coding the content coding, or null
     */
    static byte[] masked(byte[] body, String type, String coding) {
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return new byte[0];
        }
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        BodyMasking masking = new BodyMasking(new String(body, StandardCharsets.ISO_8859_1));
        String masked;
        if (kind.contains("x-www-form-urlencoded")) {
            masked = masking.form();
        } else if (kind.contains("xml")) {
            masked = masking.xml();
        } else {
            masked = masking.json(); // also where no type is given: it changes nothing but what looks like a member
        }
        return SecretMask.masked(masked).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String json() {
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                out.append(text.charAt(at++));
                continue;
            }
            int end = endOfString(at);
            String name = text.substring(at + 1, Math.max(at + 1, end - 1));
            out.append(text, at, end);
            at = end;
            int colon = pastBlanks(at);
            if (colon < text.length() && text.charAt(colon) == ':' && SecretMask.isSecret(name)) {
                int value = pastBlanks(colon + 1);
                out.append(text, at, value).append(JSON_MASK);
                at = endOfValue(value);
            }
        }
        return out.toString();
    }

    private int pastBlanks(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Past the closing quote. */
    private int endOfString(int quote) {
        int i = quote + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }

    private int endOfValue(int from) {
        if (from >= text.length()) {
            return from;
        }
        char first = text.charAt(from);
        if (first == '"') {
            return endOfString(from);
        }
        if (first == '{' || first == '[') {
            return endOfNested(from);
        }
        int i = from;
        while (i < text.length() && ",}] \t\r\n".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private int endOfNested(int from) {
        int depth = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfString(i);
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            i++;
            if (depth == 0) {
                return i;
            }
        }
        return i;
    }

    private String form() {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            boolean secret = equals >= 0 && SecretMask.isSecret(pair.substring(0, equals));
            out.append(out.isEmpty() ? "" : "&");
            out.append(secret ? pair.substring(0, equals + 1) + SecretMask.MASK : pair);
        }
        return out.toString();
    }

    private String xml() {
        while (at < text.length()) {
            if (text.charAt(at) == '<') {
                boolean secret = tag();
                if (secret) {
                    contents();
                }
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /** Copies a tag, with the values of its secret attributes masked; true when it opens an element of a secret name. */
    private boolean tag() {
        int start = at;
        int end = text.indexOf('>', at);
        end = end < 0 ? text.length() : end + 1;
        int nameEnd = start + 1;
        while (nameEnd < end && " \t\r\n/>".indexOf(text.charAt(nameEnd)) < 0) {
            nameEnd++;
        }
        out.append(text, start, nameEnd);
        at = nameEnd;
        while (at < end) {
            attribute(end);
        }
        boolean opens =
                nameEnd > start + 1 && text.charAt(end - 1) == '>' && !text.startsWith("/>", Math.max(start, end - 2));
        return opens && SecretMask.isSecret(text.substring(start + 1, nameEnd));
    }

    private void attribute(int end) {
        int equals = text.indexOf('=', at);
        if (equals < 0 || equals + 1 >= end || "\"'".indexOf(text.charAt(equals + 1)) < 0) {
            out.append(text, at, end);
            at = end;
            return;
        }
        char quote = text.charAt(equals + 1);
        int close = text.indexOf(quote, equals + 2);
        int valueEnd = close < 0 || close > end ? end : close + 1;
        boolean secret = SecretMask.isSecret(text.substring(at, equals).strip());
        out.append(text, at, equals + 1);
        out.append(secret ? quote + SecretMask.MASK + quote : text.substring(equals + 1, valueEnd));
        at = valueEnd;
    }

    /** Masks all up to the next tag that closes something. */
    private void contents() {
        int close = text.indexOf("</", at);
        out.append(SecretMask.MASK);
        at = close < 0 ? text.length() : close;
    }
}
