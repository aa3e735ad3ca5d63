package dev.productify.manager.jdbc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database whose log of the bus had rows before it had partitions, and nodes that do not know of any. */
class LogBeforePartitionsTest {
    private static final String LAST_BEFORE = "29";

    /** As nodes add calls that know of no partitions. */
    private static final String ADD = """
            insert into esb_log (id, project_id, tenant_id, application_id, endpoint_id, request_id, method, path, status,
                                 duration_us, source_ip, transformation_applied, content_bytes, created_at)
            select %1$s, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'request', 'GET', '/a',
                   200, 1, '192.0.2.1', false, 0, %2$s
            on conflict (id) do nothing
            """;

    /** As they remove them. */
    private static final String REMOVE = """
            delete from esb_log l where l.id in (
                    select o.id from esb_log o where o.created_at < now() - interval '30 days' order by o.created_at limit 1000)
            """;

    private static final String OLD = "'01900000-0000-7000-8000-000000000001'";
    private static final String FAR_AHEAD = "'ffff0000-0000-7000-8000-000000000001'";

    @Test
    void rowsAreKeptWhereTheyAreAndNodesOfTheVersionBeforeGoOn() throws SQLException {
        try (TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY)) {
            migrateAsBefore(database);
            try (Connection owner = connect(database.owner())) {
                run(owner, ADD.formatted(OLD, "now() - interval '31 days'"));
                run(
                        owner,
                        ADD.formatted(
                                "(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')"
                                        + " || '70008000000000000002')::uuid",
                                "now()"));
                run(owner, ADD.formatted(FAR_AHEAD, "now()"));
            }

            Database.open(database.runtime(), Optional.of(database.owner()), 1, Optional.empty())
                    .close();

            try (Connection node = connect(database.runtime())) {
                assertThat(run(node, "select tableoid::regclass from esb_log order by id"))
                        .containsExactly("esb_log_p19700101", "esb_log_p19700101", "esb_log_default");
                run(node, ADD.formatted(OLD, "now()"));
                run(node, ADD.formatted("'ffff0000-0000-7000-8000-000000000002'", "now()"));
                assertThat(run(node, "select count(*) from esb_log")).containsExactly("4");
                run(node, REMOVE);
                assertThat(run(node, "select count(*) from esb_log")).containsExactly("3");
                assertThat(run(node, "select esb_log_prepare(1, 10)")).containsExactly("2");
                assertThat(run(node, "select count(*) from partitions_of('esb_log')"))
                        .containsExactly("3");
            }
        }
    }

    private static void migrateAsBefore(TestDatabase database) {
        DatabaseAddress owner = database.owner();
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .schemas("manager")
                .createSchemas(true)
                .locations("classpath:db/migration")
                .placeholders(Map.of("runtime", database.runtime().user()))
                .target(LAST_BEFORE)
                .load()
                .migrate();
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        connection.setSchema("manager");
        run(connection, "set manager.binding = 'platform'");
        return connection;
    }

    private static List<String> run(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
