package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are left over when transactions meet, which takes luck: here they are made by SQL. */
class OrphanedRowsTest {
    private static MigratedDatabase database;
    private static Installations.Tree tree;

    @BeforeAll
    static void fill() {
        database = MigratedDatabase.create();
        Installations installation = new Installations(database.transactions());
        Call person = installation.person("orphans");
        tree = installation.tree(person, "orphans");
        installation
                .useCases
                .pilets()
                .publish(
                        installation.admin,
                        tree.project().id(),
                        PlainPackage.of("pilet", "1.0.0", "main"),
                        Optional.empty());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static int platform(Function<Stores, Integer> work) {
        return database.transactions()
                .write(
                        door -> new Admission<>(new Binding.Platform("test"), null),
                        (stores, nothing) -> work.apply(stores));
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            ResultSet row = statement.getResultSet();
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void whatWasSentForRunsThatAreGoneIsRemoved() throws SQLException {
        assertThat(platform(stores -> stores.runs().removeOrphans(10))).isZero();
        long attempts = count("select count(*) from trigger_attempt");
        long deliveries = count("select count(*) from trigger_delivery");
        assertThat(count("delete from trigger_run where id = (select id from trigger_run order by id limit 1)"))
                .isEqualTo(1);

        assertThat(platform(stores -> stores.runs().removeOrphans(1))).isEqualTo(1);
        assertThat(platform(stores -> stores.runs().removeOrphans(10))).isEqualTo(1);
        assertThat(platform(stores -> stores.runs().removeOrphans(10))).isZero();

        assertThat(count("select count(*) from trigger_attempt")).isEqualTo(attempts - 1);
        assertThat(count("select count(*) from trigger_delivery")).isEqualTo(deliveries - 1);
    }

    @Test
    void contentsThatNoPackageHasAreRemoved() throws SQLException {
        assertThat(platform(stores -> stores.packages().removeOrphans(10))).isZero();
        long contents = count("select count(*) from pilet_content");
        String project = tree.project().id().value().toString();
        for (char hash : new char[] {'a', 'b', 'c'}) {
            String row = "'" + project + "', '" + String.valueOf(hash).repeat(64) + "'";
            count("insert into pilet_content (project_id, hash, size) values (" + row + ", 1)");
            count("insert into pilet_piece (project_id, hash, number, bytes) values (" + row + ", 0, '\\x00')");
        }

        assertThat(platform(stores -> stores.packages().removeOrphans(2))).isEqualTo(2);
        assertThat(platform(stores -> stores.packages().removeOrphans(2))).isEqualTo(1);
        assertThat(platform(stores -> stores.packages().removeOrphans(2))).isZero();

        assertThat(count("select count(*) from pilet_content")).isEqualTo(contents);
        assertThat(count("""
                select count(*) from pilet_piece p
                 where not exists (select from pilet_content c where c.project_id = p.project_id and c.hash = p.hash)
                """)).isZero();
    }
}
