package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.productify.manager.domain.endpoint.MessageType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** All that is allocated counts here, and about half of that is garbage before the end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "JSON | [           | 0,                      | 0]",
                "JSON | [           | {\"a\":0},            | 0]",
                "JSON | [           | [],                     | 0]",
                "JSON | [           | {},                     | 0]",
                "JSON | {\"a\":\"| ü                       | \"}",
                "JSON | {\"a\":\"| x                       | \"}",
                "JSON | {\"a\":[  | {\"b\":[0,1]},        | 0]}",
                "XML  | <a>         | <b/>                    | </a>",
                "XML  | <a>         | <b>x</b>                | </a>",
                "XML  | <a>         | <b c=\"\"/>           | </a>",
                "XML  | <a>         | <b xmlns=\"u\"/>      | </a>",
                "XML  | <a>         | <b><c/></b>             | </a>",
                "XML  | <a>         | ü                       | </a>"
            })
    void noShapeTakesMoreThanWasEstimated(MessageType type, String begin, String part, String end) {
        boolean json = type == MessageType.JSON;
        byte[] body = (begin + part.repeat(5_000) + end).getBytes(StandardCharsets.UTF_8);
        Converter converter = Said.compact()
                .converter(json ? MessageType.JSON : MessageType.XML, json ? MessageType.XML : MessageType.JSON);
        Converter.Body given = new Converter.Body(body, json ? "application/json" : "application/xml", null);
        List<Long> estimated = new ArrayList<>();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        converter.request(given, Map::of, estimated::add);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(estimated).hasSize(1);
        assertThat(taken / 2).isLessThan(estimated.get(0));
    }

    @Test
    void itIsAskedForBeforeAnythingIsRead() {
        Converter converter = Said.compact().converter(MessageType.JSON, MessageType.XML);

        assertThatThrownBy(() -> converter.request(Said.body("not even JSON", "application/json"), Map::of, bytes -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        assertThatThrownBy(() -> converter.answer(Said.body("not even XML", "text/xml"), 200, null, bytes -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
    }

    @Test
    void whatIsUnpackedIsCountedWhileItGrows() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(" ".repeat(Limits.BYTES).getBytes(StandardCharsets.US_ASCII));
        }
        Converter converter = Said.compact().converter(MessageType.JSON, MessageType.XML);
        Converter.Body body = new Converter.Body(packed.toByteArray(), "application/json", "gzip");
        List<Long> taken = new ArrayList<>();

        assertThatThrownBy(() -> converter.request(body, Map::of, taken::add)).isInstanceOf(NotConvertible.class);

        assertThat(taken.subList(0, taken.size() - 1).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isBetween(2L * Limits.BYTES, 6L * Limits.BYTES);
        assertThat(taken).hasSizeGreaterThan(5);
    }
}
