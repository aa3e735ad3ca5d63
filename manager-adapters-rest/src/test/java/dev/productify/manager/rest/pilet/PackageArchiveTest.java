package dev.productify.manager.rest.pilet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.testing.NpmPackage;
import dev.productify.manager.ports.testing.PlainPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a package may be, on both sides of each limit (contract P3). */
class PackageArchiveTest {
    private static final PackageLimits SMALL = new PackageLimits(1_000_000, 100_000, 10, 10, 50_000);
    private static final String MANIFEST = "{\"name\":\"a\",\"version\":\"1.0.0\"}";

    @TempDir
    Path folder;

    private PackageArchive read(byte[] tgz, PackageLimits limits) throws IOException {
        Path archive = Files.write(folder.resolve("a.tgz"), tgz);
        return PackageArchive.read(archive, PlainPackage.hash(tgz), tgz.length, limits);
    }

    private PackageArchive read(NpmPackage content) throws IOException {
        return read(content.tgz(), SMALL);
    }

    private void assertRefused(String why, NpmPackage content) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> read(content))
                .withMessageContaining(why);
    }

    /** Two files. */
    private static NpmPackage sound() {
        return sound(MANIFEST);
    }

    private static NpmPackage sound(String manifest) {
        return new NpmPackage().file("package/package.json", manifest).file("package/index.js", "main");
    }

    private static NpmPackage withFiles(int more) {
        NpmPackage content = sound();
        IntStream.range(0, more).forEach(i -> content.file("package/f" + i, ""));
        return content;
    }

    @Test
    void files() throws Exception {
        assertThat(read(withFiles(SMALL.mostFiles() - 2)).files()).hasSize(SMALL.mostFiles());
        assertRefused("at most 10 files", withFiles(SMALL.mostFiles() - 1));
    }

    @Test
    void filesAndFolders() throws Exception {
        NpmPackage most = sound();
        IntStream.range(2, 3 * SMALL.mostFiles()).forEach(i -> most.entry("package/d" + i, '5', new byte[0], ""));
        assertThat(read(most).files()).hasSize(2);
        assertRefused("at most 30 files and folders", most.entry("package/more", '5', new byte[0], ""));
    }

    @Test
    void bytesOfAllFilesTogether() throws Exception {
        byte[] noise = new byte[(int) SMALL.mostUnpacked() - MANIFEST.length() - "main".length()];
        new Random(1).nextBytes(noise);
        assertThat(read(sound().file("package/noise", noise)).files()).hasSize(3);
        assertRefused(
                "at most 100000 bytes together",
                sound().file("package/noise", noise).file("package/more", "x"));
    }

    @Test
    void bytesForThoseOfTheArchive() throws Exception {
        int most = (int) SMALL.unpackedWithoutRatio() - MANIFEST.length() - "main".length();
        assertThat(read(sound().file("package/zeros", new byte[most])).files()).hasSize(3);
        assertRefused("bomb", sound().file("package/zeros", new byte[most + 1]));
        byte[] tgz = sound().file("package/zeros", new byte[most + 1]).tgz();
        long ratio = (SMALL.unpackedWithoutRatio() + 1 + tgz.length - 1) / tgz.length;
        PackageLimits enough = new PackageLimits(1_000_000, 100_000, 10, ratio, 50_000);
        assertThat(read(tgz, enough).files()).hasSize(3);
    }

    @Test
    void lengthsOfPaths() throws Exception {
        String most = "d/".repeat((FilePath.MAX_LENGTH - 2) / 2) + "ab";
        assertThat(read(pax(most)).files()).anyMatch(file -> file.path().value().equals(most));
        assertRefused("1 to 400 characters", pax(most + "c"));
    }

    /** With a path that is too long for the field that tar has for it. */
    private static NpmPackage pax(String path) {
        String record = " path=package/" + path + "\n";
        int length = record.length() + 3;
        return sound().entry("x", 'x', (length + record).getBytes(UTF_8), "").file("package/short", "");
    }

    @Test
    void whatIsSaidOfAFile() throws Exception {
        NpmPackage most = sound().entry("x", 'x', comment(200_000), "").file("package/a", "");
        assertThat(read(most).files()).hasSize(3);
        assertRefused("too long", sound().entry("x", 'x', comment(300_000), "").file("package/a", ""));
    }

    private static byte[] comment(int length) {
        String start = length + " comment=";
        return (start + "x".repeat(length - start.length() - 1) + "\n").getBytes(UTF_8);
    }

    @Test
    void theManifest() throws Exception {
        PackageLimits roomy = new PackageLimits(10_000_000, 10_000_000, 10, 10_000, 50_000);
        String most = MANIFEST + " ".repeat(PackageJson.MOST_BYTES - MANIFEST.length());
        assertThat(read(sound(most).tgz(), roomy).files()).hasSize(2);
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> read(sound(most + " ").tgz(), roomy))
                .withMessageContaining("package.json has at most");
    }

    @Test
    void whatIsMeantForShells() throws Exception {
        PackageLimits roomy = new PackageLimits(10_000_000, 10_000_000, 10, 10_000, 50_000);
        String most = "x".repeat(64 * 1024 - 2);
        assertThat(read(custom(most), roomy).facts().custom()).contains('"' + most + '"');
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> read(custom(most + "x"), roomy))
                .withMessageContaining("custom in package.json has at most 65536");
    }

    private static byte[] custom(String text) {
        return sound("{\"name\":\"a\",\"version\":\"1.0.0\",\"custom\":\"" + text + "\"}")
                .tgz();
    }

    /** As with Piral's own service, what is no sound list of dependencies stands for none. */
    @Test
    void dependencies() throws Exception {
        assertThat(read(withDependencies(200)).facts().dependencies()).hasSize(200);
        assertThat(read(withDependencies(201)).facts().dependencies()).isEmpty();
    }

    private static NpmPackage withDependencies(int count) {
        String dependencies = IntStream.range(0, count)
                .mapToObj(i -> "\"d" + i + "\":\"./d\"")
                .collect(Collectors.joining(","));
        return new NpmPackage()
                .file("package/package.json", MANIFEST)
                .file("package/index.js", "//@pilet v:2(ref,{" + dependencies + "})\n");
    }
}
