package dev.productify.manager.jdbc.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.TcpProxy;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Thread.sleep(3_000); // longer than any time-out of a session

        assertThat(heard).containsExactly("any:*"); // the session was never lost
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
        // It stays so, whatever is tried meanwhile.
        for (int i = 0; i < 150; i++) {
            assertThat(feed.audible()).isFalse();
            Thread.sleep(10);
        }
        assertThat(heard).isEmpty();

        proxy.heal();
        until("audible", feed::audible);
        assertThat(heard).containsExactly(Change.EVERYTHING.text());
    }

    @Test
    void whatHearsNothingOfOthersIsNeverAudible() throws Exception {
        // As behind a pooler: what another connection says goes elsewhere.
        try (MigratedDatabase elsewhere = MigratedDatabase.create()) {
            AtomicBoolean asked = new AtomicBoolean();
            DataSource deaf = source(elsewhere);
            start(new PGSimpleDataSource() {
                @Override
                public Connection getConnection() throws SQLException {
                    asked.set(true);
                    return deaf.getConnection();
                }
            });
            until("tried", asked::get);
            for (int i = 0; i < 250; i++) {
                assertThat(feed.audible()).isFalse();
                Thread.sleep(10);
            }
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void whenClosedItIsNotAudibleAndNoSessionIsLeft() throws Exception {
        start(others());
        until("audible", feed::audible);

        listener.close();

        assertThat(feed.audible()).isFalse();
        until("no session", () -> sessions() == 0);
    }

    @Test
    void aDatabaseThatCannotBeReachedStopsNothing() throws Exception {
        proxy.close();
        start(others());

        Thread.sleep(300);
        assertThat(feed.audible()).isFalse();
        listener.close();
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

    private static int sessions() {
        try (Connection connection = database.connectAsRuntime();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_stat_activity where application_name = '"
                        + LISTENER + "' and datname = current_database()")) {
            rows.next();
            return rows.getInt(1);
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

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
