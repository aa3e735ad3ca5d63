package dev.productify.manager.jdbc.changes;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.changes.Hearing.Moment;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session that listens, on a thread of its own, and passes on what it hears. A heartbeat each {@value
 * #HEARTBEAT_MILLIS} ms shows that nothing went unheard so far. When the session is lost another one takes its place; copies
 * that were made before are dropped before changes are audible again.
 */
public final class ChangeListener implements AutoCloseable {
    static final int HEARTBEAT_MILLIS = 500;

    /** A heartbeat that takes longer proves nothing of use: what it shows is out of date when it comes. */
    private static final int SILENCE_MILLIS = 1_000;

    /** A login under way is not waited for; it ends by itself. */
    private static final long CLOSING_MILLIS = 2_000;

    private static final long HELLO_MILLIS = 2_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);

    private final DatabaseAddress login;
    private final DataSource others;
    private final ChangeFeed feed;
    private final Hearing hearing;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::keepListening, "changes");

    private volatile ListeningSession current;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean troubleIsKnown;

    private ChangeListener(DatabaseAddress login, DataSource others, ChangeFeed feed, Hearing hearing) {
        this.login = login;
        this.others = others;
        this.feed = feed;
        this.hearing = hearing;
    }

    /**
     * Begins to listen; returns at once, and changes become audible when the first session hears them.
     *
     * @param others connections of others to the same database, to try whether they are heard
     */
    public static ChangeListener start(DatabaseAddress login, DataSource others, ChangeFeed feed, Hearing hearing) {
        ChangeListener listener = new ChangeListener(login, others, feed, hearing);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    private void keepListening() {
        do {
            try (ListeningSession session = ListeningSession.open(login, SILENCE_MILLIS)) {
                current = session;
                listen(session);
            } catch (SQLException | RuntimeException trouble) {
                report(String.valueOf(trouble.getMessage()).lines().findFirst().orElse(""));
            } finally {
                hearing.lost();
            }
        } while (!isClosedAfterPause());
    }

    private void listen(ListeningSession session) throws SQLException {
        if (isClosed()) {
            return;
        }
        if (!session.hears(others, HELLO_MILLIS)) {
            report("notifications do not arrive; is there a pooler in between that lends connections by transaction?");
            return;
        }
        feed.announce(Change.EVERYTHING);
        while (!isClosed()) {
            beat(session);
        }
    }

    /** One heartbeat, and what comes until the next one is due. */
    private void beat(ListeningSession session) throws SQLException {
        Moment asOf = hearing.now();
        passOn(session.heartbeat());
        hearing.caughtUp(asOf);
        recovered();
        long due = asOf.nanos() + Duration.ofMillis(HEARTBEAT_MILLIS).toNanos();
        for (long left = millisUntil(due); left > 0; left = millisUntil(due)) {
            passOn(session.receive(left));
        }
    }

    private long millisUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - hearing.now().nanos());
    }

    private void passOn(List<Change> changes) {
        changes.forEach(feed::announce);
    }

    private void recovered() {
        pauseMillis = FIRST_PAUSE_MILLIS;
        if (troubleIsKnown) {
            troubleIsKnown = false;
            LOG.info("changes of other nodes are heard again");
        }
    }

    private void report(String reason) {
        if (!troubleIsKnown && !isClosed()) {
            troubleIsKnown = true;
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .log("changes of other nodes are not heard; until they are, nothing is answered from memory");
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean isClosedAfterPause() {
        try {
            boolean ended = closed.await(pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            return ended;
        } catch (InterruptedException ended) {
            return true;
        }
    }

    /** Ends the session; changes are not audible from now on. */
    @Override
    public void close() {
        closed.countDown();
        ListeningSession session = current;
        if (session != null) {
            session.abort();
        }
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        hearing.lost();
    }
}
