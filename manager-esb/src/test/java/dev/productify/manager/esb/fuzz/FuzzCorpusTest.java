package dev.productify.manager.esb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each target with its seeds, among which is whatever was found once. */
class FuzzCorpusTest {
    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("json-to-xml", (Consumer<byte[]>) JsonToXmlFuzz::fuzzerTestOneInput),
                Arguments.of("xml-to-json", (Consumer<byte[]>) XmlToJsonFuzz::fuzzerTestOneInput),
                Arguments.of("soap", (Consumer<byte[]>) SoapFuzz::fuzzerTestOneInput),
                Arguments.of("template", (Consumer<byte[]>) TemplateFuzz::fuzzerTestOneInput),
                Arguments.of("path", (Consumer<byte[]>) PathFuzz::fuzzerTestOneInput));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void whatWasFoundStaysMended(String name, Consumer<byte[]> target) throws IOException {
        List<Path> seeds;
        try (Stream<Path> files = Files.list(SEEDS.resolve(name))) {
            seeds = files.sorted().toList();
        }
        assertThat(seeds).hasSizeGreaterThan(5);
        for (Path seed : seeds) {
            try {
                target.accept(Files.readAllBytes(seed));
            } catch (Throwable found) {
                throw new AssertionError(seed.toString(), found);
            }
        }
    }
}
