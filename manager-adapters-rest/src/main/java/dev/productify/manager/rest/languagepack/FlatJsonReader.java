package dev.productify.manager.rest.languagepack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.shared.ManagerException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one flat JSON object of texts as it comes, and no more of it than is allowed. */
final class FlatJsonReader {
    private static final int DISCARDED_AT_ONCE = 16 * 1024;
    private static final String FLAT = "a language pack is one flat object of texts, {\"menu.open\": \"Open\"}";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // Longer than what is refused with a word of its own.
                    .maxStringLength(4 * Translations.MOST_VALUE_BYTES)
                    .maxNameLength(4 * Translations.LONGEST_KEY)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final long mostBytes;

    FlatJsonReader(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Reads a body to its end.
     *
     * @param length as the client announced it; negative when it did not
     * @return empty when the body is too large
     * @throws ManagerException {@code BAD_USER_INPUT} when it is not what it should be
     */
    Optional<Translations> read(InputStream body, long length) throws IOException {
        Counted counted = new Counted(body);
        if (length > mostBytes) {
            counted.discard();
            return Optional.empty();
        }
        try {
            return Optional.of(parsed(counted));
        } catch (TooLarge tooLarge) {
            counted.discard();
            return Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException malformed) {
            counted.discard();
            throw ManagerException.badInput("The body is not well-formed JSON in UTF-8; " + FLAT);
        } catch (ManagerException refused) {
            counted.discard();
            throw refused;
        }
    }

    private static Translations parsed(InputStream body) throws IOException {
        // A decoder of our own: Jackson would guess among encodings, and let some wrong ones pass.
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (Reader reader = new InputStreamReader(body, utf8);
                JsonParser json = JSON.createParser(reader)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw ManagerException.badInput("The body is no JSON object; " + FLAT);
            }
            Translations.Builder texts = new Translations.Builder();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw notFlat(key, json.currentToken());
                }
                texts.add(key, json.getText());
            }
            if (json.nextToken() != null) {
                throw ManagerException.badInput("There is more behind the JSON object; " + FLAT);
            }
            return texts.build();
        }
    }

    private static ManagerException notFlat(String key, JsonToken value) {
        String shown = key.codePoints()
                .limit(40)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean nested = value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY;
        return ManagerException.badInput("The value of \"" + shown + "\" is no text; " + FLAT
                + (nested ? ", and what is nested elsewhere becomes one key with dots" : ""));
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Counted extends FilterInputStream {
        private long left = mostBytes;

        private Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : count(1) == 1 ? read : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return count(super.read(bytes, offset, length));
        }

        private int count(int read) throws IOException {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLarge();
            }
            return read;
        }

        /** The one who reads it closes nothing: what is left of the body is read to its end. */
        @Override
        public void close() {}

        /**
         * Lets a client come to the end of its body if that is not far, since one that is cut off while it sends does not
         * read the answer.
         */
        private void discard() {
            byte[] discarded = new byte[DISCARDED_AT_ONCE];
            try {
                for (long most = 2 * mostBytes; most > 0; ) {
                    int read = in.read(discarded);
                    if (read < 0) {
                        return;
                    }
                    most -= read;
                }
            } catch (IOException gone) {
                return; // nobody is there to read an answer
            }
        }
    }
}
