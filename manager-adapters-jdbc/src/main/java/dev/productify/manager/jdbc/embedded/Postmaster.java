package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one cluster: started, stopped, and cleared away when an earlier Manager left it behind. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    /** Long enough for a server that first has to replay what a crash left. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration FAST_STOP = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 50;
    private static final int PORTS_TO_TRY = 3;

    private final Home home;
    private final Programs programs;
    private final Identity identity;
    private final ServerLog log;

    Postmaster(Home home, Programs programs, Identity identity) {
        this.home = home;
        this.programs = programs;
        this.identity = identity;
        this.log = new ServerLog(home.log());
    }

    /**
     * Starts the server and returns the port on which it answers. No other server may be at work; see
     * {@link #clearTheWay}.
     */
    int start(Cluster cluster, Settings settings) throws IOException {
        DurableFiles.createPrivateDirectory(home.log());
        identity.own(home.log());
        for (int attempt = 1; ; attempt++) {
            int port = home.choosePort();
            cluster.configure(settings, port);
            Command.Result result = pgCtl(START, "start", "-l", log.ofStart());
            if (result.succeeded()) {
                return port;
            }
            boolean overtaken = !Home.isFree(port) && attempt < PORTS_TO_TRY;
            if (!overtaken) {
                stopQuietly();
                throw new EmbeddedPostgresException("PostgreSQL in " + home.directory() + " does not start. "
                        + log.lastLines()
                                .map(lines -> "Its log ends with:\n" + lines)
                                .orElse(result.output()));
            }
            LOG.info("Port {} was taken by somebody else meanwhile; trying another", port);
        }
    }

    /**
     * Stops the server: open transactions are rolled back, everything committed is written down. If it takes too long
     * it is ended like by a crash, from which it recovers at the next start. One that has ended by itself is as good.
     */
    void stop() throws IOException {
        Command.Result fast = stop("fast", FAST_STOP);
        if (fast.succeeded() || !isRunning()) {
            return;
        }
        LOG.warn("PostgreSQL in {} does not stop by itself: {}", home.directory(), fast.output());
        Command.Result immediate = stop("immediate", IMMEDIATE_STOP);
        if (!immediate.succeeded() && isRunning()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL in " + home.directory() + " cannot be stopped: " + immediate.output());
        }
    }

    boolean isRunning() throws IOException {
        return PidFile.of(home.cluster())
                .filter(file -> Processes.holder(file, home.cluster()) == Processes.Holder.SERVER)
                .isPresent();
    }

    /**
     * Ends what an earlier Manager left behind when it was killed, so that a new server can start.
     *
     * <p>A server that still runs is stopped. A number in {@code postmaster.pid} that belongs to a zombie or to somebody
     * else must not keep us from starting: the file is removed, but only after nothing works on the data any more,
     * since two servers on the same data would destroy them. No process but our own server is ever signalled.
     */
    void clearTheWay(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isClear(System.nanoTime() > deadline)) {
            pause();
        }
    }

    private boolean isClear(boolean patienceIsOver) throws IOException {
        Optional<PidFile> found = PidFile.of(home.cluster());
        if (found.isEmpty()) {
            return true;
        }
        PidFile file = found.get();
        Processes.Holder holder = Processes.holder(file, home.cluster());
        if (holder == Processes.Holder.SERVER) {
            LOG.info(
                    "A PostgreSQL server of an earlier run, process {}, still works in {}; stopping it",
                    file.pid(),
                    home.directory());
            stop();
            return false;
        }
        if (Processes.use(home.cluster(), file)) {
            if (patienceIsOver) {
                throw new EmbeddedPostgresException("Processes of a killed PostgreSQL server still work on "
                        + home.cluster() + ". End the processes named postgres that work there, then start again.");
            }
            return false;
        }
        return switch (holder) {
            case SERVER -> false;
            case NOBODY -> removeIfUnreadable(file);
            case STRANGER -> removeIfAllIsVisible(file);
            case ZOMBIE -> patienceIsOver && removeIfAllIsVisible(file); // mostly its parent takes notice soon
        };
    }

    /** PostgreSQL itself replaces the file of a process that is gone, but an empty one it does not understand. */
    private boolean removeIfUnreadable(PidFile file) throws IOException {
        return file.pid() != 0 || removeIfAllIsVisible(file);
    }

    /** Without sight of all processes we leave the decision to PostgreSQL. */
    private boolean removeIfAllIsVisible(PidFile file) throws IOException {
        if (Processes.areVisible()) {
            LOG.info("Removing the stale {} of process {} in {}", PidFile.NAME, file.pid(), home.cluster());
            Files.deleteIfExists(home.cluster().resolve(PidFile.NAME));
        }
        return true;
    }

    private void stopQuietly() {
        try {
            if (isRunning()) {
                stop();
            }
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.warn("PostgreSQL in {} may still run", home.directory(), e);
        }
    }

    private Command.Result stop(String mode, Duration timeout) {
        return pgCtl(timeout, "stop", "-m", mode);
    }

    private Command.Result pgCtl(Duration timeout, String action, String option, Object value) {
        return Command.of(
                        identity.prefix(),
                        home.directory(),
                        timeout.plus(MARGIN),
                        programs.pgCtl(),
                        action,
                        "-D",
                        home.cluster(),
                        "-w",
                        "-s",
                        "-t",
                        timeout.toSeconds(),
                        option,
                        value)
                .run();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while waiting for an earlier PostgreSQL server to end", e);
        }
    }
}
