package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.access.Users;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.audit.AuditLogs;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The statements of the product, as the role of requests plans them: policies must not turn an index scan into a scan of
 * the table, and how many statements there are must not depend on how many rows there are.
 */
class PlansTest {
    private static MigratedDatabase database;
    private static HikariDataSource pool;
    private static RecordedStatements recorded;
    private static Installations installation;
    private static Call person;
    private static Installations.Tree tree;
    private static ProjectId project;

    @BeforeAll
    static void fill() throws SQLException {
        database = MigratedDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.runtime().jdbcUrl());
        config.setUsername(database.runtime().user());
        config.setPassword(database.runtime().password());
        config.addDataSourceProperty("currentSchema", Schema.name());
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        recorded = new RecordedStatements(pool);
        installation = new Installations(new JdbcTransactions(recorded.source(), new ChangeFeed(() -> false)));
        person = installation.person("planner");
        tree = installation.tree(person, "planned");
        project = tree.project().id();
        multiply();
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    /** Many more rows than fit a page of the table, so that scanning it all is never the cheaper way. */
    private static void multiply() throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            statement.execute("""
                    insert into project (id, name, slug, protected, created_at, updated_at, revision)
                    select gen_random_uuid(), 'Project ' || i, 'project-' || i, false, now(), now(), 1
                      from generate_series(1, 3000) i;
                    insert into tenant (id, project_id, name, slug, type, protected, created_at, updated_at, revision)
                    select gen_random_uuid(), p.id, 'Tenant ' || i, 'tenant-' || i, 'run', false, now(), now(), 1
                      from project p, generate_series(1, 5) i;
                    insert into application (id, project_id, tenant_id, name, slug, version, created_at, updated_at, revision)
                    select gen_random_uuid(), t.project_id, t.id, 'Application', 'app', '1.0.0', now(), now(), 1
                      from tenant t where t.slug like 'tenant-%';
                    insert into member (id, user_id, project_id, role, created_at, updated_at)
                    select gen_random_uuid(), u.id, p.id, 'viewer', now(), now()
                      from user_account u, (select id from project where slug like 'project-1%' limit 50) p;
                    insert into user_account (id, username, username_key, email, disabled, platform_administrator,
                                              created_at, updated_at, revision)
                    select gen_random_uuid(), 'user-' || i, 'user-' || i, 'u@example.com', false, false, now(), now(), 1
                      from generate_series(1, 3000) i;
                    insert into personal_access_token (id, user_id, name, selector, hash, display_prefix, created_at)
                    select gen_random_uuid(), u.id, 'Token ' || i, substr(md5(u.id::text || i), 1, 16), sha256(i::text::bytea), 'pfy_', now()
                      from user_account u, generate_series(1, 4) i;
                    insert into audit_log (id, created_at, project_id, tenant_id, action, entity_type, entity_id, description,
                                           changes, metadata, actor, request_id)
                    select gen_random_uuid(), now() - i * interval '1 second', t.project_id, t.id, 'update', 'Tenant', t.id,
                           'Tenant updated', '{}', '{}', 'planner', 'plan'
                      from tenant t, generate_series(1, 4) i;
                    insert into audit_log (id, created_at, action, entity_type, entity_id, description,
                                           changes, metadata, actor, request_id)
                    select gen_random_uuid(), now() - i * interval '1 second', 'update', 'User', gen_random_uuid(),
                           'User updated', '{}', '{}', 'planner', 'plan'
                      from generate_series(1, 5000) i;
                    insert into esb_log (id, project_id, tenant_id, application_id, endpoint_id, request_id, method, path,
                                         status, duration_us, source_ip, transformation_applied, content_bytes, created_at)
                    select (left(uuid_at(now() + i * interval '1 minute')::text, 24) || lpad(to_hex(e.number), 12, '0'))::uuid,
                           e.project_id, e.tenant_id, e.application_id, e.id, 'plan', 'GET', '/', 200, 1, '192.0.2.1', false, 0,
                           now() + i * interval '1 minute'
                      from (select row_number() over () as number, p.* from endpoint p) e, generate_series(-1500, 8000) i;
                    analyze project, tenant, application, member, user_account, personal_access_token, audit_log, esb_log
                    """);
        }
    }

    @Test
    void lookingAtOneProjectReadsByIndexOnly() throws SQLException {
        assertReadsByIndex(2, () -> installation.useCases.projects().find(person, new Slug("planned")));
    }

    @Test
    void aPageOfAPersonsProjectsReadsByIndexOnly() throws SQLException {
        assertReadsByIndex(
                1, () -> installation.useCases.projects().list(person, newestFirst(ProjectColumn.CREATED_AT)));
    }

    @Test
    void aPageOfAllProjectsReadsByIndexOnly() throws SQLException {
        assertReadsByIndex(
                1, () -> installation.useCases.projects().list(installation.admin, newestFirst(ProjectColumn.NAME)));
    }

    @Test
    void aPageOfTenantsReadsByIndexOnly() throws SQLException {
        assertReadsByIndex(
                2,
                () -> installation
                        .useCases
                        .tenants()
                        .list(person, new Slug("planned"), newestFirst(TenantColumn.NAME)));
    }

    @Test
    void theApplicationsInTenantsOfASlugReadByIndexOnly() throws SQLException {
        Runnable work = () -> installation
                .useCases
                .applications()
                .list(installation.admin, new Slug("near"), Optional.empty(), ListQuery.all());

        assertReadsByIndex(1, work);
        assertUses("tenant_by_slug", statements(recorded.during(work)).get(0));
    }

    @Test
    void whatGoesWithAProjectIsCountedByIndexOnly() throws SQLException {
        ProjectId doomed = installation.tree(person, "doomed").project().id();

        List<String> executed =
                recorded.during(() -> installation.useCases.projects().delete(person, doomed));

        assertNoScan(executed);
        String counting = statements(executed).stream()
                .filter(sql -> sql.contains("from application a where a.project_id"))
                .findFirst()
                .orElseThrow();
        assertUses("application_by_project", counting);
    }

    private static void assertUses(String index, String sql) throws SQLException {
        assertThat(plan(sql))
                .as(sql)
                .anyMatch(line -> line.contains(" using " + index + " ") || line.contains(" on " + index));
    }

    @Test
    void aTenantIsCreatedInThreeMessagesTheLastOfWhichCommits() {
        List<String> messages = recorded.during(
                () -> installation.useCases.tenants().create(person, project, World.tenantDraft("new")));

        assertThat(messages).hasSize(3);
        assertThat(messages.get(2)).contains("insert into audit_log").endsWith(";\ncommit");
    }

    @Test
    void theTenantsOfManyProjectsAreOneStatement() throws SQLException {
        List<ProjectId> one = List.of(project);
        List<ProjectId> many = installation.useCases.projects().list(person, ListQuery.all()).stream()
                .map(found -> found.id())
                .toList();

        assertThat(many).hasSizeGreaterThan(40);
        assertReadsByIndex(
                1, () -> installation.useCases.tenants().listOf(person, one, newestFirst(TenantColumn.NAME)));
        assertReadsByIndex(
                1, () -> installation.useCases.tenants().listOf(person, many, newestFirst(TenantColumn.NAME)));
    }

    @Test
    void everyPageOfOnesTokensReadsByIndexOnly() throws SQLException {
        for (PersonalAccessTokenColumn column : PersonalAccessTokenColumn.values()) {
            if (column.orderable()) {
                assertReadsByIndex(
                        1, () -> installation.useCases.personalAccessTokens().list(person, newestFirst(column)));
            }
        }
    }

    @Test
    void aPieceOfOnesTokensBehindACursorReadsByIndexOnly() throws SQLException {
        ListQuery<PersonalAccessTokenColumn> byName = new ListQuery<>(
                List.of(), Optional.of(new ListQuery.Order<>(PersonalAccessTokenColumn.NAME, false)), Optional.empty());
        Optional<String> cursor = installation
                .useCases
                .personalAccessTokens()
                .connection(person, ConnectionQuery.parse(byName, Optional.of(2), Optional.empty()))
                .endCursor();

        assertThat(cursor).isPresent();
        assertReadsByIndex(
                2,
                () -> installation
                        .useCases
                        .personalAccessTokens()
                        .connection(person, ConnectionQuery.parse(byName, Optional.of(20), cursor)));
    }

    @Test
    void pagesOfTheAuditLogReadByIndexOnlyInEveryOrderWhoeverReads() throws SQLException {
        Call chief = installation.person("chief");
        installation.adminOf(chief, tree.near().place());
        AuditLogs logs = installation.useCases.auditLogs();
        for (AuditColumn column : List.of(AuditColumn.CREATED_AT, AuditColumn.ID)) {
            for (Optional<ProjectId> of : List.of(Optional.of(project), Optional.<ProjectId>empty())) {
                assertReadsByIndex(1, () -> logs.list(installation.admin, of, newestFirst(column)));
            }
            assertReadsByIndex(3, () -> logs.list(person, Optional.of(project), newestFirst(column)));
            assertReadsByIndex(4, () -> logs.list(chief, Optional.of(project), newestFirst(column)));
        }
        assertReadsByIndex(3, () -> logs.count(person, Optional.of(project), ListQuery.all()));
        assertReadsByIndex(4, () -> logs.count(chief, Optional.of(project), ListQuery.all()));
    }

    @Test
    void pagesOfTheLogOfTheBusReadEachPartitionByIndexOnly() throws SQLException {
        EndpointId endpoint = installation
                .useCases
                .endpoints()
                .list(person, tree.application().id(), ListQuery.all())
                .get(0)
                .id();
        for (LoggedCallColumn column : List.of(LoggedCallColumn.ID, LoggedCallColumn.CREATED_AT)) {
            List<String> executed = recorded.during(
                    () -> installation.useCases.loggedCalls().list(person, endpoint, newestFirst(column)));
            assertNoScan(executed);
            // Nothing is sorted: partitions give their rows in order, and are asked for no more than a page.
            List<String> page = plan(statements(executed).stream()
                    .filter(sql -> sql.contains("from esb_log"))
                    .findFirst()
                    .orElseThrow());
            assertThat(page)
                    .anyMatch(line -> line.contains("Merge Append"))
                    .filteredOn(line -> line.contains("Index Scan") && line.contains("on esb_log_p"))
                    .hasSizeGreaterThan(6);
        }
    }

    @Test
    void pagesOfPeopleReadByIndexOnlyInEveryOrderWhoeverReads() throws SQLException {
        Users users = installation.useCases.users();
        for (UserColumn column : UserColumn.values()) {
            if (column.orderable()) {
                assertReadsUsersByIndex(() -> users.list(installation.admin, newestFirst(column)));
                Runnable near = () -> users.list(person, newestFirst(column));
                assertReadsUsersByIndex(near);
                // One by one, so that it does not matter how many others there are.
                assertUses(
                        "user_account_pkey", statements(recorded.during(near)).get(0));
            }
        }
        assertReadsUsersByIndex(() -> users.count(person, ListQuery.all()));
        assertReadsUsersByIndex(() -> users.me(person));
    }

    private static void assertReadsUsersByIndex(Runnable work) throws SQLException {
        List<String> executed = statements(recorded.during(work));
        assertThat(executed).hasSize(1);
        assertThat(plan(executed.get(0)))
                .as(executed.get(0))
                .noneMatch(line -> line.contains("Seq Scan on user_account"));
    }

    private static <C extends Enum<C> & dev.productify.manager.ports.shared.Column<?>> ListQuery<C> newestFirst(
            C column) {
        return new ListQuery<>(
                List.of(), Optional.of(new ListQuery.Order<>(column, true)), Optional.of(new Page(20, 0)));
    }

    private static void assertReadsByIndex(int statements, Runnable work) throws SQLException {
        List<String> executed = recorded.during(work);

        assertThat(executed).hasSize(statements);
        assertNoScan(executed);
    }

    private static void assertNoScan(List<String> executed) throws SQLException {
        for (String sql : statements(executed)) {
            assertThat(plan(sql)).as(sql).noneMatch(line -> line.contains("Seq Scan on ") && onLargeTable(line));
        }
    }

    private static boolean onLargeTable(String line) {
        return Set.of("project", "tenant", "application", "personal_access_token", "audit_log", "esb_log_p").stream()
                .anyMatch(table -> line.contains("Seq Scan on " + table));
    }

    /** The statements in messages, without those that bind them and those that end transactions. */
    private static List<String> statements(List<String> messages) {
        return messages.stream()
                .flatMap(message -> Stream.of(message.split(";\n")))
                .filter(sql -> !sql.startsWith("select set_config(") && !sql.equals("commit"))
                .toList();
    }

    /** How PostgreSQL plans a statement for any values of its parameters. */
    private static List<String> plan(String statement) throws SQLException {
        try (Connection connection = database.connectAsRuntimeSimply();
                Statement explain = connection.createStatement();
                ResultSet result = explain.executeQuery("explain (generic_plan) " + numbered(statement))) {
            List<String> lines = new ArrayList<>();
            while (result.next()) {
                lines.add(result.getString(1));
            }
            assertThat(lines).isNotEmpty();
            return lines;
        }
    }

    private static String numbered(String sql) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (char c : sql.toCharArray()) {
            text.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        return text.toString();
    }
}
