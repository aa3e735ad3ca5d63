package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.jdbc.testing.FullInstallation;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks the catalogue of the database as the role that requests run under, and holds for every table in it, those to
 * come included: a table that a migration adds is tested here without being named, and fails until it is isolated and
 * the installation below has rows in it.
 */
class IsolationOfTablesTest {
    /** Seen from the door: what it takes to decide who may go where, of the tree ids and slugs only. */
    private static final Set<String> AT_THE_DOOR = Set.of(
            "user_account",
            "member",
            "personal_access_token",
            "user_session",
            "machine_user",
            "door_language_pack",
            "door_project",
            "door_tenant",
            "door_application",
            "door_endpoint",
            "door_endpoint_grant",
            "door_trigger",
            "door_trigger_run",
            "door_trigger_attempt",
            "door_backend");

    /** What a tenant inherits from its project is seen from the tenant. */
    private static final Set<String> INHERITED = Set.of("settings", "pilet");

    private static MigratedDatabase database;
    private static Installations.Tree mine;
    private static Installations.Tree other;

    @BeforeAll
    static void fill() {
        database = MigratedDatabase.create();
        FullInstallation installation = FullInstallation.on(database.transactions());
        mine = installation.mine();
        other = installation.other();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static List<String> tables() throws SQLException {
        if (database == null) {
            fill();
        }
        return strings(database.connectAsOwner(), """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'manager' and c.relkind in ('r', 'p', 'v', 'm', 'f')
                   and c.relname <> 'flyway_schema_history' and not c.relispartition
                 order by 1
                """);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowLevelSecurityIsForcedOnEveryTable(String table) throws SQLException {
        List<String> found = strings(database.connectAsOwner(), """
                select concat(c.relkind, ' ', c.relrowsecurity, ' ', c.relforcerowsecurity) from pg_class c
                 where c.oid = 'manager.%s'::regclass
                """.formatted(table));

        assertThat(found).containsAnyOf("r t t", "p t t", "v f f");
    }

    /** Policies of a table hold for those who come by the table; a partition by itself must be no way around them. */
    @Test
    void partitionsAreReachedThroughTheirTableAlone() throws SQLException {
        String partitions = """
                select c.relname::text from pg_class c
                 where c.relnamespace = 'manager'::regnamespace and c.relispartition and c.relkind in ('r', 'p', 'f')
                """;
        List<String> all = strings(database.connectAsOwner(), partitions);
        List<String> closed = strings(database.connectAsOwner(), partitions + """
                   and c.relrowsecurity and c.relforcerowsecurity
                   and not has_any_column_privilege('manager', c.oid, 'select, insert, update, references')
                   and not has_table_privilege('manager', c.oid, 'select, insert, update, delete, truncate, trigger')
                """);

        assertThat(all).hasSizeGreaterThan(2);
        assertThat(closed).containsExactlyInAnyOrderElementsOf(all);
        for (String partition : all) {
            String project = id(mine.project().id().value());
            assertThat(rows(database.connectAsOwner(), partition, "place", project, ""))
                    .isEmpty();
            assertThat(rows(database.connectAsOwner(), partition, "door", "", ""))
                    .isEmpty();
        }
    }

    /** Each is a way to do what the role of requests may not: docs/security.md says what they are for. */
    @Test
    void functionsWithTheRightsOfTheOwnerAreFewAndLookNowhereElse() throws SQLException {
        List<String> functions = strings(database.connectAsOwner(), """
                select p.proname || ' ' || array_to_string(p.proconfig, ', ')
                       || ' ' || has_function_privilege('public', p.oid, 'execute')
                  from pg_proc p where p.pronamespace = 'manager'::regnamespace and p.prosecdef
                """);

        assertThat(functions)
                .containsExactlyInAnyOrder(
                        "colleagues search_path=manager, pg_temp false",
                        "esb_log_drop search_path=manager, pg_temp, lock_timeout=2s false",
                        "esb_log_prepare search_path=manager, pg_temp, lock_timeout=2s false",
                        "took_effect search_path=manager, pg_temp false");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theInstallationOfThisTestHasRowsInEveryTable(String table) throws SQLException {
        assertThat(rows(database.connectAsOwner(), table, "platform", "", "").size()
                        + rows(database.connectAsOwner(), table, "door", "", "").size())
                .as("rows of %s: let this test make some", table)
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anUnboundTransactionSeesNothing(String table) throws SQLException {
        try (Connection connection = database.connectAsRuntime()) {
            assertThat(query(connection, "select to_jsonb(t)::text from " + table + " t"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aBindingOfAnUnknownKindSeesNothing(String table) throws SQLException {
        assertThat(rows(database.connectAsRuntime(), table, "everything", "", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTransactionBoundToOneProjectSeesNothingOfAnother(String table) throws SQLException {
        Set<String> here = placed(table, Place.of(mine.project().id()));
        Set<String> there = placed(table, Place.of(other.project().id()));

        assertThat(here).noneMatch(there::contains);
        assertThat(here)
                .allSatisfy(row ->
                        assertThat(row).doesNotContain(id(other.project().id().value())));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTransactionBoundToOneTenantSeesNothingOfItsSibling(String table) throws SQLException {
        Set<String> near = placed(table, mine.near().place());
        Set<String> far = placed(table, mine.far().place());
        if (INHERITED.contains(table)) {
            near.removeIf(IsolationOfTablesTest::isOfTheProject);
            assertThat(far).allMatch(IsolationOfTablesTest::isOfTheProject);
        }

        assertThat(near).noneMatch(far::contains);
        assertThat(near)
                .allSatisfy(
                        row -> assertThat(row).doesNotContain(id(mine.far().id().value())));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theDoorShowsWhatItTakesToDecideAndNothingElse(String table) throws SQLException {
        Set<String> seen = rows(database.connectAsRuntime(), table, "door", "", "");

        assertThat(!seen.isEmpty()).as("%s at the door", table).isEqualTo(AT_THE_DOOR.contains(table));
    }

    @Test
    void theTreeHasIdsAndSlugsOnlyAtTheDoor() throws SQLException {
        List<String> columns = strings(database.connectAsOwner(), """
                select distinct column_name::text from information_schema.columns
                 where table_schema = 'manager' and table_name like 'door\\_%'
                """);

        assertThat(columns).containsExactlyInAnyOrder("id", "project_id", "tenant_id", "application_id", "slug");
    }

    @Test
    void theRoleOfRequestsOwnsNothingAndCannotChangeTheSchema() throws SQLException {
        String privileges = """
                select count(*)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'manager'
                   and (pg_has_role('manager', c.relowner, 'usage')
                        or (c.relkind in ('r', 'p', 'v')
                            and has_table_privilege('manager', c.oid, 'truncate, references, trigger')))
                """;

        assertThat(strings(database.connectAsOwner(), privileges)).containsExactly("0");
        assertThat(strings(
                        database.connectAsOwner(), "select has_schema_privilege('manager', 'manager', 'create')::text"))
                .containsExactly("false");
    }

    @Test
    void auditRowsCanBeAddedAndReadButNeitherChangedNorRemoved() throws SQLException {
        for (String table : List.of("audit_log", "audit_seal")) {
            assertThat(strings(database.connectAsOwner(), """
                    select p from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p
                     where has_table_privilege('manager', '%s', p)
                    """.formatted(table)))
                    .containsExactlyInAnyOrder("select", "insert");
        }
    }

    @Test
    void theHistoryOfMigrationsIsNobodysBusiness() throws SQLException {
        assertThat(strings(database.connectAsOwner(), """
                select has_table_privilege('manager', 'flyway_schema_history', 'select, insert, update, delete')::text
                """)).containsExactly("false");
    }

    private static Set<String> placed(String table, Place place) throws SQLException {
        return rows(
                database.connectAsRuntime(),
                table,
                "place",
                id(place.project().value()),
                place.tenant().map(tenant -> id(tenant.value())).orElse(""));
    }

    private static boolean isOfTheProject(String row) {
        return row.contains("\"tenant_id\": null") || !row.contains("\"tenant_id\"");
    }

    private static String id(java.util.UUID id) {
        return id.toString();
    }

    private static Set<String> rows(Connection connection, String table, String kind, String project, String tenant)
            throws SQLException {
        try (connection;
                PreparedStatement bind = connection.prepareStatement("""
                        select set_config('manager.binding', ?, true), set_config('manager.project', ?, true),
                               set_config('manager.tenant', ?, true)
                        """)) {
            connection.setAutoCommit(false);
            bind.setString(1, kind);
            bind.setString(2, project);
            bind.setString(3, tenant);
            bind.execute();
            return new HashSet<>(query(connection, "select to_jsonb(t)::text from " + table + " t"));
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (connection) {
            return query(connection, sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }
}
