package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A child cannot name one parent and lie in another: the keys refuse it, whoever asks. */
class ForeignParentsTest {
    private static MigratedDatabase database;
    private static Installations.Tree mine;
    private static Installations.Tree other;

    @BeforeAll
    static void fill() {
        database = MigratedDatabase.create();
        Installations installation = new Installations(database.transactions());
        mine = installation.tree(installation.person("mine"), "mine");
        other = installation.tree(installation.person("other"), "other");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void anApplicationLiesInATenantOfItsOwnProject() {
        assertRefused(
                "application_tenant_fk",
                """
                insert into application (id, project_id, tenant_id, name, slug, version, created_at, updated_at, revision)
                values (gen_random_uuid(), ?, ?, 'x', 'x', '1.0.0', now(), now(), 1)
                """,
                mine.project().id().value(),
                other.near().id().value());
    }

    @Test
    void aMemberOfATenantIsOneInItsProject() {
        assertRefused(
                "member_tenant_fk",
                """
                insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                select gen_random_uuid(), u.id, ?, ?, 'admin', now(), now() from user_account u limit 1
                """,
                mine.project().id().value(),
                other.near().id().value());
    }

    @Test
    void aMemberOfAnApplicationIsOneInItsTenantAndProject() {
        assertRefused(
                "member_application_fk",
                """
                insert into member (id, user_id, project_id, tenant_id, application_id, role, created_at, updated_at)
                select gen_random_uuid(), u.id, ?, ?, ?, 'admin', now(), now() from user_account u limit 1
                """,
                mine.project().id().value(),
                mine.far().id().value(),
                mine.application().id().value());
    }

    @Test
    void aTenantDoesNotMoveToAnotherProjectWhileItHasApplications() {
        assertRefused(
                "application_tenant_fk",
                "update tenant set project_id = ?, slug = 'moved' where id = ?",
                other.project().id().value(),
                mine.near().id().value());
    }

    /** The first column names the parent; the others only say where that lies. */
    @Test
    void everyForeignKeyHasAnIndexThatStartsWithItsParent() throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        select coalesce(string_agg(c.conname, ', '), '') from pg_constraint c
                         where c.contype = 'f' and c.connamespace = 'manager'::regnamespace
                           and not exists (
                               select from pg_index i
                                 join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                                where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
                                  and coalesce(pg_get_expr(i.indpred, i.indrelid), '') in
                                      ('', format('(%I IS NOT NULL)', a.attname)))
                        """)) {
            result.next();
            assertThat(result.getString(1)).isEmpty();
        }
    }

    private static void assertRefused(String constraint, String sql, UUID... ids) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(sql, ids))
                .withMessageContaining(constraint);
    }

    private static void execute(String sql, UUID... ids) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement bind = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.execute("set manager.binding = 'platform'");
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 1, ids[i]);
            }
            statement.executeUpdate();
        }
    }
}
