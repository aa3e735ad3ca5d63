package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's programs, unpacked. */
record Programs(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+[.\\w]*)");
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Object ONE_AT_A_TIME = new Object();

    /**
     * Unpacks the programs that are on the class path, unless they are there already. Any number of threads and
     * processes may do so at once: one works, the others wait for it.
     *
     * @throws EmbeddedPostgresException when the class path has none for this platform; says what to add
     */
    static Programs unpack(Path parent, Platform platform) throws IOException {
        Archive archive = Archive.find(platform)
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "The PostgreSQL programs for this system are not on the class path. Add "
                                + platform.coordinates(builtFor())
                                + ", or give the Manager a PostgreSQL server of your own with"
                                + " database.url."));
        if (!Files.isDirectory(parent)) {
            createDirectory(parent);
        }
        Path real = parent.toRealPath();
        Home.refuseUnquotable(real);
        Path target =
                real.resolve("postgresql-" + platform.artefact() + "-" + builtFor() + "-" + archive.fingerprint());
        if (!Manifest.holds(target)) {
            unpackAlone(archive, target);
        }
        return new Programs(target);
    }

    Path initdb() {
        return program("initdb");
    }

    Path pgCtl() {
        return program("pg_ctl");
    }

    Path postgres() {
        return program("postgres");
    }

    /** PostgreSQL's own version, as in 18.6. */
    String version() {
        String output = Command.of(List.of(), directory, ANSWER, postgres(), "--version")
                .run()
                .output();
        Matcher version = VERSION.matcher(output);
        if (!version.find()) {
            throw new EmbeddedPostgresException(
                    "The PostgreSQL in " + directory + " does not run on this system: " + output);
        }
        return version.group(1);
    }

    /** The version of the artefacts that this build was made for. */
    static String builtFor() {
        Properties properties = new Properties();
        try (InputStream in = Programs.class.getResourceAsStream("programs.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private Path program(String name) {
        Path program = directory.resolve("bin").resolve(name);
        return Files.exists(program) ? program : program.resolveSibling(name + ".exe");
    }

    private static void unpackAlone(Archive archive, Path target) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Path parts = target.resolveSibling(target.getFileName() + ".part");
            try (FileChannel channel = FileChannel.open(
                            target.resolveSibling(target.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (Manifest.holds(target) || !lock.isValid()) {
                    return;
                }
                LOG.info("Unpacking PostgreSQL to {}", target);
                DurableFiles.deleteTree(parts); // of an unpacking that was killed
                DurableFiles.deleteTree(target); // of an unpacking that a power failure left in pieces
                unpack(archive, parts);
                Manifest.write(parts);
                DurableFiles.move(parts, target);
            }
        }
    }

    private static void unpack(Archive archive, Path directory) throws IOException {
        try (TarArchiveInputStream entries = archive.open()) {
            createDirectory(directory);
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = inside(directory, directory.resolve(entry.getName()), entry);
                if (entry.isDirectory()) {
                    createDirectory(file);
                } else if (entry.isSymbolicLink()) {
                    inside(directory, file.resolveSibling(entry.getLinkName()), entry);
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    write(entries, file, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    private static Path inside(Path directory, Path named, TarArchiveEntry entry) {
        Path path = named.normalize();
        if (!path.startsWith(directory)) {
            throw new EmbeddedPostgresException("The archive of PostgreSQL points outside: " + entry.getName());
        }
        return path;
    }

    private static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        permit(directory, true);
    }

    private static void write(InputStream content, Path file, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(content, file);
        permit(file, executable);
    }

    /** Whatever the umask: the programs may have to run as another user. */
    private static void permit(Path path, boolean executable) throws IOException {
        if (DurableFiles.isPosix(path)) {
            Set<PosixFilePermission> permissions =
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
