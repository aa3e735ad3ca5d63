package dev.productify.manager.jdbc.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.backend.BackendSecrets;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Dispatch;
import dev.productify.manager.ports.trigger.Firing;
import dev.productify.manager.ports.trigger.NodeId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The statements of executors, as they are planned where there is next to nothing in their tables. Such a plan may be kept while
 * the tables fill, so it must look rows up as it would in full ones: reading all of a small table is a trap.
 */
class PlansOfTriggersTest {
    private static final Pattern SCAN = Pattern.compile(
            "^( *).*(Scan)(?: Backward)?(?: using (\\w+))? on (trigger|trigger_due|trigger_run|trigger_delivery|trigger_attempt)\\b.*");

    private static final Pattern TABLES =
            Pattern.compile("\\b(trigger_due|trigger_run|trigger_delivery|trigger_attempt)\\b");

    /** What waits and what is under way: not what was sent. */
    private static final List<String> OF_OPEN_DELIVERIES =
            List.of("trigger_delivery_waiting", "trigger_delivery_running");

    private MigratedDatabase database;
    private HikariDataSource pool;
    private RecordedStatements recorded;
    private Firing firing;
    private Dispatch dispatch;
    private NodeId node;

    @BeforeEach
    void open() {
        database = MigratedDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.runtime().jdbcUrl());
        config.setUsername(database.runtime().user());
        config.setPassword(database.runtime().password());
        config.addDataSourceProperty("currentSchema", "manager");
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        recorded = new RecordedStatements(pool);
        JdbcTransactions transactions = new JdbcTransactions(recorded.source(), new ChangeFeed(() -> false));
        Installations installation = new Installations(transactions);
        installation.tree(installation.person("planner"), "planned");
        Journal journal = new Journal(InstantSource.system(), new UuidV7(InstantSource.system(), new Random(1)));
        firing = new Firing(transactions, journal, MisfireRules.STANDARD, RetrySchedule.STANDARD);
        dispatch = new Dispatch(
                transactions, journal, new BackendSecrets(FixedSecrets::sealer), RetrySchedule.STANDARD, new Random(2));
        node = dispatch.join();
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void statementsOnNearlyEmptyTablesLookRowsUp() throws SQLException {
        asOwner("vacuum analyze");

        assertLookingUp(everything());
    }

    @Test
    void statementsOnTablesOfWhichNothingIsKnownLookRowsUp() throws SQLException {
        asOwner("truncate trigger_run, trigger_delivery, trigger_attempt");

        assertLookingUp(everything());
    }

    /** Two triggers fire; what they send is taken, succeeds, fails and is taken again; what waits for backends that are gone ends. */
    private List<String> everything() throws SQLException {
        asOwner("update trigger set overlap = 'allow'; update trigger_due set due_at = now()");
        List<String> executed = new ArrayList<>(recorded.during(() -> firing.fire(500)));
        List<Callback> taken = new ArrayList<>();
        executed.addAll(recorded.during(() -> taken.addAll(exchange(List.of(), Optional.empty()))));
        assertThat(taken).hasSizeGreaterThanOrEqualTo(2);
        Callback one = taken.get(0);
        executed.addAll(recorded.during(() -> exchange(
                List.of(outcome(one, 204), outcome(taken.get(1), 500)),
                Optional.of(one.backend().id()))));
        asOwner("update backend set enabled = false");
        executed.addAll(recorded.during(dispatch::lookAfter));
        return executed;
    }

    private List<Callback> exchange(List<Dispatch.Outcome> outcomes, Optional<BackendId> after) {
        return dispatch.exchange(node, outcomes, new Dispatch.Room(100, 100, Map.of(), after))
                .taken();
    }

    private static Dispatch.Outcome outcome(Callback callback, int status) {
        return new Dispatch.Outcome(
                callback,
                Optional.of(new CallbackAnswer(status, List.of(), "")),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    /** Each as its own transaction plans it: by what was set since that was bound. */
    private void assertLookingUp(List<String> messages) throws SQLException {
        List<String> scans = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        int planned = 0;
        for (String sql : messages.stream()
                .flatMap(message -> Stream.of(message.split(";\n")))
                .toList()) {
            if (sql.startsWith("select set_config('enable_")) {
                settings.add(sql);
            } else if (sql.startsWith("select set_config(")) {
                settings.clear();
            } else if (TABLES.matcher(sql).find()) {
                planned++;
                List<String> plan = plan(settings, sql);
                scansOfAll(plan).forEach(scan -> scans.add(scan + "\n  in\n" + String.join("\n", plan)));
            }
        }
        assertThat(scans).isEmpty();
        // due, added, planned; taken, ended, taken behind another; taken over, dropped, locked, counted
        assertThat(planned).isEqualTo(10);
    }

    /** The lines of scans that nothing narrows. */
    private static List<String> scansOfAll(List<String> plan) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            Matcher scan = SCAN.matcher(plan.get(i));
            if (!scan.matches() || OF_OPEN_DELIVERIES.contains(String.valueOf(scan.group(3)))) {
                continue;
            }
            String next = i + 1 < plan.size() ? plan.get(i + 1) : "";
            if (!next.contains("Index Cond:")) {
                all.add(plan.get(i));
            }
        }
        return all;
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            statement.execute(sql);
        }
    }

    /** For any values of its parameters, in a transaction with these settings. */
    private List<String> plan(List<String> settings, String statement) throws SQLException {
        try (Connection connection = database.connectAsRuntimeSimply();
                Statement explain = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String setting : settings) {
                explain.execute(setting);
            }
            StringBuilder numbered = new StringBuilder();
            int number = 0;
            for (char c : statement.toCharArray()) {
                numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet result = explain.executeQuery("explain (generic_plan) " + numbered)) {
                while (result.next()) {
                    lines.add(result.getString(1));
                }
            }
            return lines;
        }
    }
}
