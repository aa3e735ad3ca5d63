package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the start script with JDKs that only print what they are asked to run. */
class StartScriptTest {
    @TempDir
    Path folder;

    private Path home;
    private Path work;

    @BeforeEach
    void install() throws IOException {
        home = folder.resolve("an install"); // the blank is part of the test
        work = Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/manager-server.jar"), "one");
        Path script = Files.copy(Path.of("src/main/dist/bin/manager"), home.resolve("bin/manager"));
        executable(script);
    }

    @Test
    void theNewestJdkWins() throws Exception {
        Path newest = jdk(99, "build-a");

        List<String> ran = run(Map.of("JAVA_HOME", newest.toString()));

        assertThat(ran).startsWith(newest.resolve("bin/java").toString(), "-Xmx256m");
        assertThat(ran)
                .containsSubsequence(
                        "-jar", home.resolve("lib/manager-server.jar").toString());
    }

    @Test
    void argumentsAreHandedOnAsTheyAre() throws Exception {
        Map<String, String> environment = Map.of("MANAGER_JAVA", java(21), "MANAGER_HEAP", "1g");

        assertThat(run(environment, "--config", "my file.yml"))
                .contains("-Xmx1g")
                .endsWith("--config", "my file.yml");
        assertThat(run(environment))
                .endsWith("--config", home.resolve("conf/config.yml").toString());

        Files.writeString(work.resolve("config.yml"), "");
        assertThat(run(environment))
                .endsWith(home.resolve("lib/manager-server.jar").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "17, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=, jsa",
        "18, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=, jsa",
        "19, -XX:SharedArchiveFile=, -XX:SharedArchiveFile=, jsa",
        "24, -XX:SharedArchiveFile=, -XX:SharedArchiveFile=, jsa",
        "25, -XX:AOTCacheOutput=, -XX:AOTCache=, aot"
    })
    void theFirstRunMakesAnArchiveAndLaterOnesReadIt(int major, String making, String reading, String kind)
            throws Exception {
        Map<String, String> environment = Map.of("MANAGER_JAVA", java(major));

        Path archive = archive(run(environment), making);
        assertThat(archive.toString())
                .startsWith(home.resolve("var/").toString())
                .endsWith(kind);
        Files.writeString(archive, "classes");

        assertThat(archive(run(environment), reading)).isEqualTo(archive);
        assertThat(run(environment).contains("-XX:+AutoCreateSharedArchive")).isEqualTo(major >= 19 && major < 25);
    }

    @Test
    void anArchiveOfOtherJarsOrOfAnotherJdkIsRemoved() throws Exception {
        Path first = archive(run(Map.of("MANAGER_JAVA", java(25))), "-XX:AOTCacheOutput=");
        Files.writeString(first, "classes");

        Files.writeString(home.resolve("lib/manager-server.jar"), "two");
        Path second = archive(run(Map.of("MANAGER_JAVA", java(25))), "-XX:AOTCacheOutput=");
        assertThat(second).isNotEqualTo(first);
        assertThat(first).doesNotExist();
        Files.writeString(second, "classes");

        run(Map.of("MANAGER_JAVA", jdk(25, "build-b").resolve("bin/java").toString()));
        assertThat(second).doesNotExist();
    }

    @Test
    void whereTheInstallationCannotBeWrittenTheCacheFolderServes() throws Exception {
        Files.writeString(home.resolve("var"), "a file, so that no folder can be made here");
        Path cache = folder.resolve("cache");

        Path archive = archive(
                run(Map.of("MANAGER_JAVA", java(25), "XDG_CACHE_HOME", cache.toString())), "-XX:AOTCacheOutput=");

        assertThat(archive.getParent()).isEqualTo(cache.resolve("productify-manager"));
        Files.writeString(folder.resolve("blocked"), "");
        assertThat(run(Map.of(
                        "MANAGER_JAVA",
                        java(25),
                        "XDG_CACHE_HOME",
                        folder.resolve("blocked").toString())))
                .noneMatch(option -> option.startsWith("-XX:AOT"));
    }

    @Test
    void shortCommandsMakeNoArchive() throws Exception {
        assertThat(run(Map.of("MANAGER_JAVA", java(25)), "--version")).noneMatch(option -> option.contains("AOT"));
        assertThat(run(Map.of("MANAGER_JAVA", java(25), "MANAGER_CACHE", "off")))
                .noneMatch(option -> option.contains("AOT"));
        assertThat(home.resolve("var")).doesNotExist();
    }

    @Test
    void aJdkThatIsTooOldIsRefused() throws Exception {
        Process process = start(Map.of("MANAGER_JAVA", java(11)));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("does not run, or is older than 17");
    }

    private String java(int major) throws IOException {
        return jdk(major, "build-a").resolve("bin/java").toString();
    }

    /** A folder like a JDK's, whose java prints its own path and its arguments, one a line. */
    private Path jdk(int major, String build) throws IOException {
        Path jdk = folder.resolve("jdk " + major + build);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + major + ".0.1\"\n");
        Path java = Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -XshowSettings:properties ]; then
                    echo "    java.specification.version = %d" >&2
                    echo "    java.vm.version = %s" >&2
                    echo "    java.vm.vendor = Somebody" >&2
                else
                    printf '%%s\\n' "$0" "$@"
                fi
                """.formatted(major, build));
        executable(java);
        return jdk;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path archive(List<String> ran, String option) {
        Stream<String> found = ran.stream().filter(argument -> argument.startsWith(option));
        return Path.of(found.findFirst().orElseThrow().substring(option.length()));
    }

    private List<String> run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(err).isEmpty();
        return out.lines().toList();
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(home.resolve("bin/manager").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        Map<String, String> clean = new HashMap<>(environment);
        clean.put("PATH", System.getenv("PATH"));
        builder.environment().clear();
        builder.environment().putAll(clean);
        return builder.start();
    }
}
