package dev.productify.manager.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsKeyTest {
    private static final String GIVEN = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path folder;

    @Test
    void aConfiguredKeyIsTakenAndNothingIsWritten() {
        SecretsKey key = SecretsKey.load(Optional.of(GIVEN), folder);

        assertThat(key.bytes()).isEqualTo(Base64.getDecoder().decode(GIVEN));
        assertThat(key.id()).isEqualTo("861009ec");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFirstStartMakesAKeyThatLaterStartsFind() throws IOException {
        Path data = folder.resolve("a/data");

        SecretsKey first = SecretsKey.load(Optional.empty(), data);
        SecretsKey second = SecretsKey.load(Optional.empty(), data);

        assertThat(second.bytes()).isEqualTo(first.bytes()).hasSize(SecretsKey.LENGTH);
        assertThat(permissions(data.resolve("secrets.key"))).isEqualTo("rw-------");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.getParent())).isEqualTo("rwx------");
        assertThat(data).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void ofManyFirstStartsOneMakesTheKey() {
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(each ->
                                SecretsKey.load(Optional.empty(), folder).id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aKeyOfTheWrongFormIsNamedButNotShown() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.key"), "c2hvcnQ=\n");

        assertThatThrownBy(() -> SecretsKey.load(Optional.empty(), folder))
                .isInstanceOf(StartFailure.class)
                .hasMessage(file + ": the key has 5 bytes; it needs 32 bytes in base64");
        assertThatThrownBy(() -> SecretsKey.load(Optional.of("not/base64!"), folder))
                .isInstanceOf(StartFailure.class)
                .hasMessage("secrets.key: the key is not base64; it needs 32 bytes in base64")
                .hasNoCause();
    }

    @Test
    void theTextFormTellsTheIdOnly() {
        assertThat(SecretsKey.load(Optional.of(GIVEN), folder)).hasToString("SecretsKey[861009ec]");
    }

    @Test
    void theCanaryKnowsItsKey() {
        SecretsKey mine = SecretsKey.fresh();
        String sealed = Canary.seal(mine);

        assertThat(Canary.opens(mine, sealed)).isTrue();
        assertThat(Canary.opens(SecretsKey.fresh(), sealed)).isFalse();
        assertThat(Canary.seal(mine)).isNotEqualTo(sealed);
        assertThat(Canary.opens(mine, sealed.substring(4))).isFalse();
        assertThat(Canary.opens(mine, "")).isFalse();
        assertThat(Canary.opens(mine, "no base64")).isFalse();
        assertThat(Canary.opens(mine, (sealed.startsWith("A") ? "B" : "A") + sealed.substring(1)))
                .isFalse();
    }

    @Test
    void aReplacedFileStaysPrivate() throws IOException {
        Path file = Files.writeString(folder.resolve("admin-token"), "old");

        PrivateFiles.replace(file, "new");

        assertThat(file).hasContent("new");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
