package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.shared.ListQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes of two versions on one database: this one, which is the old one here, and one that brings more migrations, of which all
 * that the old one ever sees is what they made of the tables.
 */
class RollingUpgradeTest {
    private static final KnownMigrations NEXT = KnownMigrations.own().and("db/later");
    private static final KnownMigrations NEXT_BUT_ONE = NEXT.and("db/latest");

    private MigratedDatabase database;
    private Installations old;

    @BeforeEach
    void startTheOldNode() {
        database = MigratedDatabase.create();
        old = new Installations(database.transactions());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void anOldNodeReadsAndWritesOnWhileANewerOneAddsToTheTables() throws SQLException {
        Project before = old.tree(old.person("ada"), "before").project();

        startsWith(NEXT);

        Project after = old.tree(old.person("bert"), "after").project();
        rename(old, before, "By the old one");
        newer("update project set label = 'blue' where id = '" + after.id().value() + "'");
        rename(old, after, "Still by the old one");
        assertThat(name(old, before.id())).isEqualTo("By the old one");
        assertThat(newer("select label || ', ' || name from project where id = '"
                        + after.id().value() + "'"))
                .isEqualTo("blue, Still by the old one");
        newer("insert into label values (gen_random_uuid(), '" + after.id().value() + "', 'red')");
        old.useCases.projects().delete(old.admin, after.id());
        assertThat(newer("select count(*) from label")).isEqualTo("0");
    }

    @Test
    void anOldNodeStartsAgainBesideANewerOneAndBothSeeWhatTheOtherWrites() throws SQLException {
        Project project = old.tree(old.person("ada"), "shop").project();
        startsWith(NEXT);

        try (Database again = startsHere()) {
            Installations restarted = new Installations(again.transactions());
            rename(restarted, project, "By the one that came back");
            newer("update project set name = 'By the newer one', revision = revision + 1");
            assertThat(name(restarted, project.id())).isEqualTo("By the newer one");
        }
        startsWith(NEXT);
        assertThat(newer("select count(*) from flyway_schema_history where version = '9001'"))
                .isEqualTo("1");
    }

    /** What a newer node keeps copies of is announced by the tables themselves, to all nodes, in a word of its own. */
    @Test
    void anOldNodeThatHearsOfAKindItDoesNotKnowDropsAllCopies() throws Exception {
        Project project = old.tree(old.person("ada"), "shop").project();
        startsWith(NEXT);
        BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
        database.transactions().changes().subscribe(heard::add);
        database.open().listen();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).as("the first session").isEqualTo(Change.EVERYTHING);

        newer("insert into label values (gen_random_uuid(), '" + project.id().value() + "', 'red')");
        newer("update label set name = 'blue'");

        assertThat(heard.poll(30, TimeUnit.SECONDS)).as("of a label").isEqualTo(Change.EVERYTHING);
        rename(old, project, "And goes on");
        assertThat(name(old, project.id())).isEqualTo("And goes on");
    }

    @Test
    void onceWhatAnOldNodeUsesIsTakenAwayItIsRefusedAndItsSuccessorIsNot() throws SQLException {
        startsWith(NEXT);
        startsWith(NEXT_BUT_ONE);

        assertThatThrownBy(this::startsHere)
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageMatching(
                        "The database has migration 9002 \\(contract 9001  no descriptions\\), which this server does"
                                + " not know\\. It takes away what servers without migration 9001 use, and the last one of this"
                                + " server is \\d{4}; start the version that used it, or a newer one\\.");
        startsWith(NEXT);
    }

    private void startsWith(KnownMigrations known) throws SQLException {
        Migrations.run(database.owner(), database.runtime().user(), known);
    }

    private Database startsHere() {
        return Database.open(database.runtime(), Optional.of(database.owner()), 2, Optional.empty());
    }

    private static void rename(Installations node, Project project, String name) {
        Project.Change change = new Project.Change(Patch.set(new Name(name)), Patch.keep(), Patch.keep(), Patch.keep());
        node.useCases.projects().update(node.admin, project.id(), change);
    }

    private static String name(Installations node, ProjectId id) {
        return node.useCases.projects().list(node.admin, ListQuery.all()).stream()
                .filter(project -> project.id().equals(id))
                .findFirst()
                .orElseThrow()
                .name()
                .value();
    }

    /** A statement of the newer node, under its rights. @return the only value of its answer, if it has one */
    private String newer(String sql) throws SQLException {
        try (Connection connection = sql.contains("flyway") ? database.connectAsOwner() : database.connectAsRuntime();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
