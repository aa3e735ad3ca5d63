package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/features/conversion.md} shows is what happens. */
class ConversionDocTest {
    private static final Path PAGE = Path.of("../docs/features/conversion.md");

    /** The cells of the table behind a mark, without head and quotes. */
    private static List<List<String>> table(String mark) throws IOException {
        List<List<String>> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("<!-- " + mark + " -->"))
                .skip(4)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> Stream.of(line.substring(2, line.length() - 2).split(" \\| "))
                        .map(cell -> cell.substring(1, cell.length() - 1))
                        .toList())
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    @Test
    void theCompactConvention() throws IOException {
        for (List<String> row : table("both ways: compact")) {
            assertThat(Said.compact().xml(row.get(0))).isEqualTo(row.get(1));
            assertThat(Said.compact().json(row.get(1))).isEqualTo(row.get(0));
        }
    }

    @Test
    void badgerFish() throws IOException {
        for (List<String> row : table("both ways: badgerfish")) {
            assertThat(Said.badgerFish().xml(row.get(0))).isEqualTo(row.get(1));
            assertThat(Said.badgerFish().json(row.get(1))).isEqualTo(row.get(0));
        }
    }

    @Test
    void templates() throws IOException {
        for (List<String> row : table("templates")) {
            Converter converter = Said.compact().converter(null, null, row.get(0));
            assertThat(Said.text(converter.request(Said.body(row.get(1), "application/json"), Map::of)))
                    .isEqualTo(row.get(2));
        }
    }
}
