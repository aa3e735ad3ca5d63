package dev.productify.manager.domain.pilet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageContentsTest {
    private static PackageContents contents(long packed) {
        return new PackageContents(PackageLimits.STANDARD, packed);
    }

    private static void assertRefused(String why, Runnable work) {
        assertThatExceptionOfType(ManagerException.class).isThrownBy(work::run).withMessageContaining(why);
    }

    @Test
    void theLimitsAreThoseOfTheContract() {
        assertThat(PackageLimits.STANDARD)
                .isEqualTo(new PackageLimits(50_000_000, 250_000_000, 5_000, 100, 10_000_000));
    }

    @Test
    void filesAreCounted() {
        PackageContents contents = contents(1);
        for (int i = 0; i < 5_000; i++) {
            contents.announce(new FilePath("f" + i));
        }
        assertRefused("at most 5000 files", () -> contents.announce(new FilePath("more")));
    }

    @Test
    void bytesAreCounted() {
        PackageContents contents = contents(50_000_000);
        contents.unpacked(249_999_999);
        contents.unpacked(1);
        assertRefused("at most 250000000 bytes", () -> contents.unpacked(1));
    }

    @Test
    void fewBytesNeedNoRatioAndMoreAreAtMostAHundredTimesTheArchive() {
        assertThatCode(() -> contents(1).unpacked(10_000_000)).doesNotThrowAnyException();
        assertRefused("bomb", () -> contents(1).unpacked(10_000_001));
        assertThatCode(() -> contents(200_000).unpacked(20_000_000)).doesNotThrowAnyException();
        assertRefused("bomb", () -> contents(200_000).unpacked(20_000_001));
    }

    @Test
    void namesThatBecomeOneAreRefused() {
        PackageContents contents = contents(1);
        contents.announce(new FilePath("dist/index.js"));
        for (String path : new String[] {"dist/index.js", "DIST/Index.js", "dist", "dist/index.js/a", "Dist"}) {
            assertRefused("", () -> contents.announce(new FilePath(path)));
        }
        assertThatCode(() -> contents.announce(new FilePath("dist/index.jsx"))).doesNotThrowAnyException();
        assertThatCode(() -> contents.announce(new FilePath("dist-2"))).doesNotThrowAnyException();
    }

    @Test
    void theMainFileIsLookedForWherePiralDoes() {
        for (String[] one : new String[][] {
            {"./a.js", "a.js"},
            {"a.js", "dist/a.js"},
            {"lib/", "lib/index.js"},
            {"lib", "dist/lib/index.js"},
            {"absent.js", "index.js"},
            {null, "dist/index.js"}
        }) {
            PackageContents contents = contents(1);
            contents.add(new PackageFile(new FilePath(one[1]), new ContentHash("0".repeat(64)), 1));
            assertThat(contents.main(Optional.ofNullable(one[0])).path().value())
                    .isEqualTo(one[1]);
        }
        assertRefused("no main file", () -> contents(1).main(Optional.of("a.js")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "dist/index.js", "with space/ä-商.js", "..a/b..", "%2e%2e/a"})
    void pathsInside(String path) {
        assertThat(new FilePath(path).value()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "./a",
                "a\\b",
                "a\0b",
                "a\nb",
                "a\u0085b",
                "a\u2028b",
                "a\ud800b"
            })
    void pathsThatAreNone(String path) {
        assertRefused("", () -> new FilePath(path));
    }

    @Test
    void pathsHaveAtMost400Characters() {
        assertThat(new FilePath("a".repeat(400)).value()).hasSize(400);
        assertRefused("1 to 400 characters", () -> new FilePath("a".repeat(401)));
    }
}
