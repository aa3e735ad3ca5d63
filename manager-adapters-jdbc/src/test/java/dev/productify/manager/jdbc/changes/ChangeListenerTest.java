package dev.productify.manager.jdbc.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.TcpProxy;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
class ChangeListenerTest {
    private static final String LISTENER = "manager-changes";

    private static MigratedDatabase database;

    private final Hearing hearing = new Hearing(System::nanoTime, InstantSource.system());
    private final ChangeFeed feed = new ChangeFeed(hearing);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private TcpProxy proxy;
    private ChangeListener listener;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void listen() throws Exception {
        proxy = TcpProxy.to(database.runtime());
        feed.subscribe(change -> heard.add(change.text() + (feed.audible() ? " audible" : "")));
    }

    @AfterEach
    void end() throws Exception {
        listener.close();
        proxy.close();
    }

    @Test
    void allThatIsToldIsHeardInOrderAndAFirstTimeEverythingIsDropped() throws Exception {
        start(others());
        until("audible", feed::audible);

        for (int i = 0; i < 50; i++) {
            notify("token:" + i);
        }
        until("all heard", () -> heard.size() >= 51);

        assertThat(heard).first().isEqualTo("any:*");
        assertThat(heard).element(1).isEqualTo("token:0 audible");
        assertThat(heard).last().isEqualTo("token:49 audible");
        assertThat(heard).hasSize(51);
    }

    @Test
    void itStaysAudibleWhileNothingHappens() throws Exception {
        start(others());
        until("audible", feed::audible);
        Set<String> heartbeats = new HashSet<>();
        // That is longer than any time-out of a session.
        until("seven heartbeats", () -> heartbeats.addAll(heartbeats()) && heartbeats.size() >= 7);

        assertThat(heartbeats)
                .extracting(beat -> beat.split(" ")[0])
                .containsOnly(heartbeats().get(0).split(" ")[0]);
        assertThat(heard).containsExactly("any:*");
    }

    @Test
    void aSessionThatIsEndedIsReplacedAndEverythingIsDroppedBeforeItIsAudible() throws Exception {
        start(others());
        until("audible", feed::audible);
        heard.clear();

        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + LISTENER
                + "' and datname = current_database()");
        until("everything dropped", () -> heard.contains(Change.EVERYTHING.text()));
        until("audible", feed::audible);
        notify("user:1");
        until("heard", () -> heard.contains("user:1 audible"));
    }

    @Test
    void aLineThatIsCutWithoutAWordIsNoticedAndReplacedOnceItWorksAgain() throws Exception {
        start(others());
        until("audible", feed::audible);
        heard.clear();

        proxy.silence(LISTENER);
        notify("user:lost");
        until("not audible", () -> !feed.audible());
        untilAndNeverAudible("two tries more", () -> proxy.lossyLines() >= 3);
        assertThat(heard).isEmpty();

        proxy.heal();
        until("audible", feed::audible);
        assertThat(heard).containsExactly(Change.EVERYTHING.text());
    }

    @Test
    void whatHearsNothingOfOthersIsNeverAudible() throws Exception {
        // As behind a pooler: what another connection says goes elsewhere.
        try (MigratedDatabase elsewhere = MigratedDatabase.create()) {
            AtomicInteger asked = new AtomicInteger();
            DataSource deaf = source(elsewhere);
            start(new PGSimpleDataSource() {
                @Override
                public Connection getConnection() throws SQLException {
                    asked.incrementAndGet();
                    return deaf.getConnection();
                }
            });
            untilAndNeverAudible("tried again", () -> asked.get() >= 2);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void whenClosedItIsNotAudibleAndNoSessionIsLeft() throws Exception {
        start(others());
        until("audible", feed::audible);

        listener.close();

        assertThat(feed.audible()).isFalse();
        until("no session", () -> heartbeats().isEmpty());
    }

    @Test
    void aDatabaseThatCannotBeReachedStopsNothing() throws Exception {
        try (ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nobody.setSoTimeout(20_000);
            String url = "jdbc:postgresql://127.0.0.1:" + nobody.getLocalPort() + "/manager";
            DatabaseAddress gone = new DatabaseAddress(url, "manager", "secret");
            listener = ChangeListener.start(gone, others(), feed, hearing);
            for (int tries = 0; tries < 5; tries++) {
                nobody.accept().close();
                assertThat(feed.audible()).isFalse();
            }
        }
        listener.close();

        assertThat(feed.audible()).isFalse();
        assertThat(heard).isEmpty();
    }

    private void start(DataSource others) {
        listener = ChangeListener.start(proxy.address(database.runtime()), others, feed, hearing);
    }

    private static DataSource others() {
        return source(database);
    }

    private static DataSource source(MigratedDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.runtime().jdbcUrl());
        source.setUser(database.runtime().user());
        source.setPassword(database.runtime().password());
        return source;
    }

    /** Of each session that listens its process and when it last said something. */
    private static List<String> heartbeats() {
        try (Connection connection = database.connectAsRuntime();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select concat(pid, ' ', query_start) from pg_stat_activity"
                        + " where application_name = '" + LISTENER + "' and datname = current_database()")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void notify(String text) throws SQLException {
        execute("select pg_notify('manager_changes', '" + text + "')");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connectAsRuntime();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void untilAndNeverAudible(String what, BooleanSupplier holds) throws InterruptedException {
        until(what, () -> {
            assertThat(feed.audible()).as("audible before " + what).isFalse();
            return holds.getAsBoolean();
        });
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
