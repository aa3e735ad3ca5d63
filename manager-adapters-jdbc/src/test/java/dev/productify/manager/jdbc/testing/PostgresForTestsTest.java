package dev.productify.manager.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgresForTests;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresForTestsTest {
    private static final AtomicInteger PREPARED = new AtomicInteger();

    @Test
    void aTemplateIsPreparedOnceAndEveryDatabaseHasItsContent() throws SQLException {
        prepareTemplate();
        prepareTemplate();

        try (TestDatabase one = PostgresForTests.create("with a table");
                TestDatabase other = PostgresForTests.create("with a table")) {
            execute(one.runtime(), "insert into thing values ('only in one')");

            assertThat(query(one.runtime(), "select name from thing order by name"))
                    .containsExactly("given", "only in one");
            assertThat(query(other.runtime(), "select name from thing")).containsExactly("given");
            assertThat(PREPARED).hasValue(1);
        }
    }

    @Test
    void bothRolesHaveTheRightsThatTheyHaveInProduction() throws SQLException {
        try (TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY)) {
            execute(database.owner(), "create table owned (id int)");

            assertThatThrownBy(() -> execute(database.runtime(), "select * from owned"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(database.runtime(), "create table mine (id int)"))
                    .hasMessageContaining("permission denied");
            assertThat(query(database.runtime(), "select current_user::text")).containsExactly("manager");
            assertThat(query(database.owner(), "select current_user::text")).containsExactly("manager_owner");
        }
    }

    @Test
    void aDatabaseLivesInAZoneThatIsNotOurs() throws SQLException {
        try (TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY)) {
            String settings = """
                    select unnest(setconfig)
                      from pg_db_role_setting s
                      join pg_database d on d.oid = s.setdatabase
                     where datname = current_database()
                    """;

            assertThat(query(database.runtime(), settings)).containsExactly("TimeZone=America/Los_Angeles");
        }
    }

    @Test
    void aClosedDatabaseIsGoneThoughSomebodyIsStillConnected() throws SQLException {
        TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY);
        try (Connection open = EmbeddedPostgresForTests.connect(database.runtime())) {
            database.close();

            assertThat(open.isValid(5)).isFalse();
            assertThatThrownBy(() -> query(database.runtime(), "select 1")).hasMessageContaining("does not exist");
        }
    }

    @Test
    void manyClassesMayAskForDatabasesAtOnce() {
        List<TestDatabase> databases = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> PostgresForTests.create(PostgresForTests.EMPTY))
                .toList();

        assertThat(databases).extracting(TestDatabase::name).doesNotHaveDuplicates();
        databases.forEach(TestDatabase::close);
    }

    @Test
    void anUnknownTemplateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresForTests.create("nobody made this"))
                .withMessageContaining("nobody made this");
    }

    private static void prepareTemplate() {
        PostgresForTests.template("with a table", empty -> {
            PREPARED.incrementAndGet();
            try {
                execute(empty.owner(), "create table thing (name text primary key)");
                execute(empty.owner(), "insert into thing values ('given')");
                execute(empty.owner(), "grant select, insert on thing to manager");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = EmbeddedPostgresForTests.connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = EmbeddedPostgresForTests.connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
