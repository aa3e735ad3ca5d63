package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Opens the launcher to tests: a server that forgets durability for speed, and the directories which the tests of one
 * account share between modules and runs.
 */
public final class EmbeddedPostgresForTests {
    public static final String TIME_ZONE = "America/Los_Angeles";

    static final Settings FAST =
            new Settings(false, TIME_ZONE, Settings.DURABLE.patience(), Settings.DURABLE.insteadOfRoot());

    private EmbeddedPostgresForTests() {}

    /** A server that is faster than a real one, and loses data when the machine dies. */
    public static EmbeddedPostgres startFast(Path home) throws IOException {
        return EmbeddedPostgres.start(home, programs(), FAST);
    }

    /**
     * Makes a home as it is after a first start and a stop. Most tests are not about the first start, which takes the longest, so
     * that is done once for each JVM and copied.
     *
     * @param home an empty folder
     */
    static void prepare(Path home) throws IOException {
        String made = Prepared.HOME + "/.";
        try {
            Process copy = new ProcessBuilder("cp", "-a", made, home.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (copy.waitFor() != 0) {
                throw new IOException("a prepared home could not be copied: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static final class Prepared {
        static final Path HOME = make();

        private static Path make() {
            try {
                Path home = Files.createTempDirectory("prepared-home-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        DurableFiles.deleteTree(home);
                    } catch (IOException e) {
                        System.err.println("A prepared home is left: " + e);
                    }
                }));
                EmbeddedPostgres.start(home, programs()).close();
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where unpacked programs are kept. */
    public static Path programs() throws IOException {
        return shared().resolve("programs");
    }

    /**
     * A directory for the clusters of running JVMs, one each, named by process id. What JVMs left behind that were
     * killed is removed.
     */
    public static Path clusters() throws IOException {
        Path clusters = shared().resolve("clusters");
        Files.createDirectories(clusters);
        for (Path home : children(clusters)) {
            long pid = Long.parseLong(home.getFileName().toString().split("-")[0]);
            if (ProcessHandle.of(pid).isEmpty()) {
                removeUnlessOthersDo(home);
            }
        }
        return clusters;
    }

    /** Stops whatever runs there, then deletes the home. Does nothing when somebody uses it. */
    public static void remove(Path home) throws IOException {
        Home place = Home.at(home);
        HomeLock lock;
        try {
            lock = HomeLock.take(place.directory());
        } catch (EmbeddedPostgresException e) {
            return;
        }
        try {
            Programs programs = Programs.unpack(programs(), Platform.current());
            Identity identity = Identity.choose(FAST.insteadOfRoot(), place.directory(), programs.postgres());
            new Postmaster(place, programs, identity).clearTheWay(FAST.patience());
            DurableFiles.deleteTree(place.directory());
        } finally {
            lock.close();
        }
    }

    private static void removeUnlessOthersDo(Path home) {
        try {
            remove(home);
        } catch (IOException e) {
            System.err.println("Another JVM is removing " + home + ", too: " + e);
        }
    }

    public static Connection connect(DatabaseAddress address) throws SQLException {
        return Roles.connect(address);
    }

    public static void ensureRole(Connection connection, DatabaseAddress role) throws SQLException {
        Roles.ensureRole(connection, role.user(), role.password());
    }

    public static void ensureDatabase(Connection connection, String database, String template) throws SQLException {
        Roles.ensureDatabase(connection, database, template);
    }

    public static void ensureSchema(Connection connection) throws SQLException {
        Roles.ensureSchema(connection);
    }

    /** Below the system's temporary directory; must be ours alone to write, as its name can be guessed. */
    private static Path shared() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        if (!DurableFiles.isPosix(parent)) {
            return Files.createDirectories(parent.resolve("manager-postgres-" + Programs.builtFor()));
        }
        Path probe = Files.createTempFile(parent, "manager-postgres-", ".probe");
        Object user = Files.getAttribute(probe, "unix:uid");
        Files.delete(probe);
        Path shared = parent.resolve("manager-postgres-" + Programs.builtFor() + "-" + user);
        var permissions = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.createDirectories(shared, PosixFilePermissions.asFileAttribute(permissions));
        boolean ours = Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user)
                && permissions.containsAll(Set.copyOf(Files.getPosixFilePermissions(shared)));
        if (!ours) {
            throw new IllegalStateException(shared + " belongs to somebody else; set -Djava.io.tmpdir");
        }
        return shared;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.toList();
        }
    }
}
