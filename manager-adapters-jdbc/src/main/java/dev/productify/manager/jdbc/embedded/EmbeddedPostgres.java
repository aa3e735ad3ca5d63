package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the Manager's own, on 127.0.0.1, with its data below one directory.
 *
 * <p>Commits are on the disk when they are acknowledged. A Manager that is killed leaves its server running; the next
 * start on the same directory ends that server in good order and starts a new one, so nothing needs repair by hand.
 *
 * <p>All failures are {@link EmbeddedPostgresException}s with a message for the operator. Safe for use by several
 * threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "manager";
    private static final String MAINTENANCE = "postgres";

    private final HomeLock lock;
    private final Postmaster postmaster;
    private final Passwords passwords;
    private final int port;
    private boolean closed;

    private EmbeddedPostgres(HomeLock lock, Postmaster postmaster, Passwords passwords, int port) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.passwords = passwords;
        this.port = port;
    }

    /**
     * How to reach a running server.
     *
     * @param owner the role that owns database and schema, for migrations
     * @param runtime the role that owns nothing, for everything else
     */
    public record Running(DatabaseAddress owner, DatabaseAddress runtime) {}

    /**
     * Starts the cluster below {@code home}, making it at the first time, and returns when it answers. The programs are
     * unpacked below {@code home} as well.
     *
     * @throws EmbeddedPostgresException when it cannot be started, or at once when another Manager uses {@code home}
     */
    public static EmbeddedPostgres start(Path home) {
        return start(home, home.resolve("programs"));
    }

    /**
     * The same, with the unpacked programs kept elsewhere.
     *
     * @param binaries a directory that several clusters, users of the same machine account and JVMs may share
     */
    public static EmbeddedPostgres start(Path home, Path binaries) {
        return start(home, binaries, Settings.DURABLE);
    }

    static EmbeddedPostgres start(Path home, Path binaries, Settings settings) {
        try {
            Home place = Home.at(home);
            HomeLock lock = HomeLock.take(place.directory());
            try {
                return start(place, lock, Programs.unpack(binaries, Platform.current()), settings);
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL in " + home + " cannot start: " + e, e);
        }
    }

    /**
     * How to reach the server that another process has running below {@code home}; empty if none answers. Takes no
     * lock and changes nothing.
     */
    public static Optional<Running> running(Path home) {
        try {
            if (!Files.isDirectory(home)) {
                return Optional.empty();
            }
            Home place = new Home(home.toRealPath());
            Optional<PidFile> server = PidFile.of(place.cluster())
                    .filter(PidFile::ready)
                    .filter(file -> Processes.holder(file, place.cluster()) == Processes.Holder.SERVER);
            Optional<Passwords> passwords = Passwords.read(place.passwords());
            return server.flatMap(file -> passwords.map(known -> running(known, file.port())));
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The database directory " + home + " cannot be read: " + e, e);
        }
    }

    /** Whether there are data below {@code home}, running or not. */
    public static boolean isIn(Path home) {
        return Files.isDirectory(new Home(home).cluster());
    }

    /** As {@code manager_owner}, who owns database and schema and runs migrations. */
    public DatabaseAddress owner() {
        return passwords.ofOwner(port, DATABASE);
    }

    /** As {@code manager}, who owns nothing, and whom row level security binds. */
    public DatabaseAddress runtime() {
        return passwords.ofRuntime(port, DATABASE);
    }

    /** As {@code postgres}, for maintenance and tests. */
    public DatabaseAddress superuser() {
        return passwords.ofSuperuser(port, DATABASE);
    }

    /**
     * Stops the server in good order, waits until it is gone, and lets others use the home. Repeating it is harmless; an
     * interrupt does not cut it short.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try (lock) {
            if (postmaster.isRunning()) {
                postmaster.stop();
                LOG.info("PostgreSQL has stopped");
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL cannot be stopped: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static EmbeddedPostgres start(Home home, HomeLock lock, Programs programs, Settings settings)
            throws IOException, SQLException {
        long begin = System.nanoTime();
        Identity identity = Identity.choose(settings.insteadOfRoot(), home.directory(), programs.postgres());
        Cluster cluster = new Cluster(home, programs, identity);
        Postmaster postmaster = new Postmaster(home, programs, identity);
        String version = programs.version();
        cluster.requireSameMajor(version);
        home.removeUnfinished();
        postmaster.clearTheWay(settings.patience());
        Passwords passwords = passwords(home);
        cluster.createIfMissing(passwords);

        LOG.info("PostgreSQL {} starts in {}", version, home.directory());
        int port = postmaster.start(cluster, settings);
        EmbeddedPostgres started = new EmbeddedPostgres(lock, postmaster, passwords, port);
        try {
            started.provide();
        } catch (SQLException | RuntimeException e) {
            started.close();
            throw e;
        }
        LOG.info(
                "PostgreSQL answers on {}:{} after {} ms",
                Home.LOOPBACK,
                port,
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return started;
    }

    private static Passwords passwords(Home home) throws IOException {
        Optional<Passwords> kept = Passwords.read(home.passwords());
        if (kept.isPresent()) {
            return kept.get();
        }
        if (Files.exists(home.cluster())) {
            throw new EmbeddedPostgresException("The file " + home.passwords()
                    + " is missing, and without it nobody can log in to the data. Put it back from a copy.");
        }
        return Passwords.create(home.passwords());
    }

    private void provide() throws SQLException {
        try (Connection connection = Roles.connect(passwords.ofSuperuser(port, MAINTENANCE))) {
            Roles.ensurePassword(connection, Roles.SUPERUSER, passwords.superuser());
            Roles.ensureRole(connection, Roles.OWNER, passwords.owner());
            Roles.ensureRole(connection, Roles.RUNTIME, passwords.runtime());
            Roles.ensureDatabase(connection, DATABASE, "template0");
            Roles.execute(connection, "revoke all on database " + MAINTENANCE + ", template1 from public");
        }
        try (Connection connection = Roles.connect(superuser())) {
            Roles.ensureSchema(connection);
        }
    }

    private static Running running(Passwords passwords, int port) {
        return new Running(passwords.ofOwner(port, DATABASE), passwords.ofRuntime(port, DATABASE));
    }
}
