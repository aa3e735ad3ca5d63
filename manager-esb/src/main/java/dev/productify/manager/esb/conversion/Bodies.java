package dev.productify.manager.esb.conversion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** From bytes to text: what was packed is unpacked, and characters are those that were meant. */
final class Bodies {
    private static final Charset LATIN_9 = Charset.forName("ISO-8859-15");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** No others: what is read by one in another way than by the next can hide something from one of them. */
    private static final Map<String, Charset> CHARSETS = Map.ofEntries(
            Map.entry("utf-8", StandardCharsets.UTF_8),
            Map.entry("utf8", StandardCharsets.UTF_8),
            Map.entry("us-ascii", StandardCharsets.US_ASCII),
            Map.entry("ascii", StandardCharsets.US_ASCII),
            Map.entry("iso-8859-1", StandardCharsets.ISO_8859_1),
            Map.entry("latin1", StandardCharsets.ISO_8859_1),
            Map.entry("iso-8859-15", LATIN_9),
            Map.entry("windows-1252", WINDOWS),
            Map.entry("utf-16", StandardCharsets.UTF_16BE),
            Map.entry("utf-16be", StandardCharsets.UTF_16BE),
            Map.entry("utf-16le", StandardCharsets.UTF_16LE));

    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*\\?>");
    private static final int LONGEST_DECLARATION = 200;

    /** From how many bytes on memory is taken for what is unpacked, as it doubles. */
    private static final int PAID_AT = 64 * 1024;

    /** What is there, what it grows into, and the copy that is handed on. */
    private static final long GROWTH = 3;

    private Bodies() {}

    /**
     * Undoes a content coding.
     *
     * @param coding the header {@code Content-Encoding}, or null
     * @throws NotConvertible when it is not known, or the body is not what it says, or too large
     */
    static byte[] unpacked(byte[] body, String coding, Memory memory) {
        if (coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")) {
            return body;
        }
        String known = coding.strip().toLowerCase(Locale.ROOT);
        try (InputStream in = unpacking(known, new ByteArrayInputStream(body))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(4 * body.length, Limits.BYTES));
            byte[] buffer = new byte[8192];
            int paid = PAID_AT;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (out.size() > paid) {
                    memory.take(GROWTH * paid);
                    paid *= 2;
                }
                if (out.size() > Limits.BYTES) {
                    throw NotConvertible.tooLarge("the unpacked body has more than " + Limits.BYTES + " bytes");
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw NotConvertible.notMappable("the body is not packed by " + Quoted.name(known) + " as its headers say");
        }
    }

    private static InputStream unpacking(String coding, InputStream body) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default ->
                throw NotConvertible.otherType(
                        "the Content-Encoding " + Quoted.name(coding) + " is not known; send gzip, deflate or none");
        };
    }

    /**
     * The characters of a body: by its byte order mark, else by the charset of its content type, else by what the XML itself
     * declares, else UTF-8 (RFC 7303, section 3.2; RFC 8259, section 8.1).
     *
     * @throws NotConvertible when the charset is not known, or the bytes are not in it
     */
    static String text(byte[] body, Optional<String> charset, boolean xml) {
        Charset marked = marked(body);
        if (marked != null) {
            String text = decoded(body, marked).substring(1);
            if (xml) {
                requireAgreed(text, marked);
            }
            return text;
        }
        if (charset.isPresent()) {
            return decoded(body, named(charset.get()));
        }
        Charset guessed = xml ? xmlCharset(body) : jsonCharset(body);
        String text = decoded(body, guessed);
        if (xml && guessed != StandardCharsets.UTF_8) {
            requireAgreed(text, guessed);
        }
        return text;
    }

    private static Charset named(String name) {
        Charset charset = CHARSETS.get(name.strip().toLowerCase(Locale.ROOT));
        if (charset == null) {
            throw NotConvertible.otherType("the charset " + Quoted.name(name) + " is not known; send UTF-8");
        }
        return charset;
    }

    private static Charset marked(byte[] body) {
        int first = at(body, 0);
        int second = at(body, 1);
        if (first == 0xEF && second == 0xBB && at(body, 2) == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (first == 0xFE && second == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xFF && second == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return null;
    }

    /** What begins with an ASCII character and a zero is in UTF-16, or else it is not well-formed anyway. */
    private static Charset jsonCharset(byte[] body) {
        if (body.length >= 2 && at(body, 0) == 0 && at(body, 1) != 0) {
            return StandardCharsets.UTF_16BE;
        }
        return body.length >= 2 && at(body, 1) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private static Charset xmlCharset(byte[] body) {
        Charset wide = jsonCharset(body);
        if (wide != StandardCharsets.UTF_8) {
            return wide;
        }
        if (body.length < 6 || body[0] != '<' || body[1] != '?') {
            return StandardCharsets.UTF_8;
        }
        String declared =
                declared(new String(body, 0, Math.min(body.length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1));
        if (declared == null) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = named(declared);
        if (isWide(charset)) {
            throw NotConvertible.notMappable("the XML declares UTF-16 and is not in it");
        }
        return charset;
    }

    private static String declared(String beginning) {
        Matcher matcher = DECLARED.matcher(beginning);
        if (!matcher.lookingAt()) {
            return null;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static void requireAgreed(String text, Charset charset) {
        String declared = declared(text.substring(0, Math.min(text.length(), LONGEST_DECLARATION)));
        if (declared == null) {
            return;
        }
        Charset said = named(declared);
        if (said != charset && !(isWide(said) && isWide(charset))) {
            throw NotConvertible.notMappable(
                    "the XML declares the encoding " + Quoted.name(declared) + " and is not in it");
        }
    }

    private static boolean isWide(Charset charset) {
        return charset == StandardCharsets.UTF_16BE || charset == StandardCharsets.UTF_16LE;
    }

    private static String decoded(byte[] body, Charset charset) {
        String text = new String(body, charset);
        if (text.indexOf('\uFFFD') >= 0) { // it may be there itself, or stand for what is not in the charset
            try {
                return charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(body))
                        .toString();
            } catch (CharacterCodingException e) {
                throw NotConvertible.notMappable("the body is not in " + charset.name());
            }
        }
        return text;
    }

    private static int at(byte[] body, int index) {
        return index < body.length ? body[index] & 0xFF : -1;
    }
}
