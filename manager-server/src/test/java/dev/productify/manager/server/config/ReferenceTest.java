package dev.productify.manager.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {
    private static final String COMMAND = "run: java -jar manager-server/target/manager-server.jar ";

    @Test
    void thePageInTheDocumentationIsTheOneThatTheCodeMakes() throws IOException {
        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .as(COMMAND + "configuration > docs/configuration.md")
                .isEqualTo(Reference.page());
    }

    @Test
    void theExampleInTheDistributionIsTheOneThatTheCodeMakes() throws IOException {
        assertThat(Files.readString(Path.of("src/main/dist/conf/config.yml")))
                .as(COMMAND + "configuration-example > manager-server/src/main/dist/conf/config.yml")
                .isEqualTo(Reference.example());
    }

    @Test
    void theExampleIsAFileThatCanBeRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), Reference.example());

        assertThat(Configuration.read(Optional.of(file), Map.of()))
                .isEqualTo(Configuration.read(Optional.empty(), Map.of()));
    }

    @Test
    void everyExampleValueIsAllowed(@TempDir Path folder) throws IOException {
        String uncommented = Reference.example()
                .replaceAll("(?m)^( *)# ([a-z_]+: )", "$1$2")
                .replaceAll("<44 characters.*>", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        Path file = Files.writeString(folder.resolve("config.yml"), uncommented);

        assertThat(Configuration.read(Optional.of(file), Map.of()).server().publicUrl())
                .isPresent();
    }

    @Test
    void namesAndVariablesAreUnique() {
        Set<String> seen = new HashSet<>();
        for (Key<?> key : Keys.ALL) {
            assertThat(seen.add(key.name())).as(key.name()).isTrue();
            assertThat(seen.add(key.variable())).as(key.variable()).isTrue();
        }
    }

    @Test
    void everyDeclaredKeyIsListed() {
        List<Object> declared = java.util.Arrays.stream(Keys.class.getDeclaredFields())
                .filter(field -> field.getType() == Key.class)
                .map(ReferenceTest::valueOf)
                .toList();

        assertThat(declared).hasSameElementsAs(Keys.ALL).hasSameSizeAs(Keys.ALL);
    }

    private static Object valueOf(java.lang.reflect.Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
