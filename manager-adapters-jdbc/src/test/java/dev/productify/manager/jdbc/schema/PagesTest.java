package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page costs its rows, however many others there are and however unevenly they are spread: here all rows are of the
 * first parent, and the statements are executed as the role of requests, with plans for their values and with plans
 * for any values.
 */
class PagesTest {
    private static final int PARENTS = 20;
    private static final int ROWS = 10;

    /** Rows that a page may touch: its own and as many again, where 5,000 would be all. */
    private static final long MOST = 2 * ROWS + PARENTS;

    private static final Pattern SCAN = Pattern.compile("Scan.* on (\\w+).*rows=([0-9.]+) loops=([0-9]+)");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by (?:Filter|Index Recheck): ([0-9]+)");

    private static MigratedDatabase database;
    private static HikariDataSource pool;
    private static RecordedStatements recorded;
    private static Installations installation;
    private static Call person;
    private static Call tenantMember;
    private static final List<ProjectId> PROJECTS = new ArrayList<>();
    private static Installations.Tree full;
    private static Installations.Tree empty;

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
        person = installation.person("reader");
        tenantMember = installation.person("visitor");
        full = installation.tree(person, "full");
        empty = installation.tree(person, "empty");
        PROJECTS.add(full.project().id());
        PROJECTS.add(empty.project().id());
        for (int i = 3; i <= PARENTS; i++) {
            PROJECTS.add(installation
                    .useCases
                    .projects()
                    .create(person, World.projectDraft("project-" + i))
                    .id());
        }
        crowd();
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    private static void crowd() throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            statement.execute("""
                    delete from tenant where project_id <> (select id from project where slug = 'full');
                    delete from application;
                    delete from machine_user;
                    insert into tenant (id, project_id, name, slug, type, protected, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, p.id, 'Tenant ' || i, 'tenant-' || i, 'run', false,
                           now() - i * interval '1 s', now() - i * interval '1 s', 1
                      from project p, generate_series(1, 5000) i where p.slug = 'full';
                    insert into application (id, project_id, tenant_id, name, slug, version, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, t.project_id, t.id, 'Application ' || i, 'app-' || i, '1.0.' || i,
                           now() - i * interval '1 s', now() - i * interval '1 s', 1
                      from tenant t, project p, generate_series(1, 5000) i
                     where t.slug = 'near' and p.id = t.project_id and p.slug = 'full';
                    insert into machine_user (id, project_id, tenant_id, name, username, username_key, enabled, role, selector,
                                              hash, display_prefix, credentials_since, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, t.project_id, t.id, 'Robot ' || i, 'robot-' || i, 'robot-' || i, true, 'viewer',
                           lpad(i::text, 16, '0'), sha256(i::text::bytea), 'pfm_', now(), now() - i * interval '1 s',
                           now() - i * interval '1 s', 1
                      from tenant t, project p, generate_series(1, 5000) i
                     where t.slug = 'near' and p.id = t.project_id and p.slug = 'full';
                    insert into endpoint (id, project_id, tenant_id, application_id, name, enabled, consume_url, url, auth_type,
                                          log_level, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, a.project_id, a.tenant_id, a.id,
                           'Endpoint ' || i, true, '/endpoint/' || i, 'https://backend.example.com', 'None', 'BASIC',
                           now() - i * interval '1 s', now() - i * interval '1 s', 1
                      from application a, generate_series(1, 5000) i where a.slug = 'app-1';
                    insert into pilet_content (project_id, hash, size) select id, repeat('0', 64), 0 from project where slug = 'full';
                    insert into pilet_package (project_id, hash, size, name, version, spec, main, integrity, dependency_keys,
                                               dependency_values)
                    select id, repeat('0', 64), 0, 'pilet', '1.0.0', 'v2', 'index.js', repeat('0', 64), '{}', '{}'
                      from project where slug = 'full';
                    insert into pilet (id, project_id, name, version, hash, size, enabled, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, p.id, 'pilet-' || i, '1.0.0',
                           repeat('0', 64), 0, true, now() - i * interval '1 s', now() - i * interval '1 s', 1
                      from project p, generate_series(1, 5000) i where p.slug = 'full';
                    insert into trigger (id, project_id, tenant_id, application_id, name, cron_expression, time_zone, enabled,
                                         overlap, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, a.project_id, a.tenant_id, a.id,
                           'Trigger ' || i, '0 0 1 1 *', 'UTC', true, 'skip', now() - i * interval '1 s',
                           now() - i * interval '1 s', 1
                      from application a, generate_series(1, 5000) i where a.slug = 'app-1';
                    insert into trigger_run (id, project_id, tenant_id, application_id, trigger_id, cause, scheduled_at, status,
                                             trigger_name, application_slug, tenant_slug, ends_at, created_at)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, tr.project_id, tr.tenant_id,
                           tr.application_id, tr.id, 'SCHEDULE', now() - i * interval '1 s', 'SUCCEEDED', tr.name, 'app-1', 'near',
                           now(), now() - i * interval '1 s'
                      from trigger tr, generate_series(1, 5000) i where tr.name = 'Trigger 1';
                    insert into trigger_attempt (id, delivery_id, run_id, project_id, tenant_id, application_id, backend_id,
                                                 backend_name, number, status, started_at)
                    select gen_random_uuid(), gen_random_uuid(), r.id, r.project_id, r.tenant_id, r.application_id,
                           gen_random_uuid(), 'Backend', 1, 'SUCCEEDED', r.scheduled_at
                      from trigger_run r where r.trigger_name = 'Trigger 1';
                    insert into backend (id, project_id, tenant_id, machine_user_id, name, callback_url, signing_secret, enabled,
                                         gone, heartbeat_at, created_at, updated_at, revision)
                    select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, m.project_id, m.tenant_id, m.id,
                           'Backend ' || i, 'https://backend.example.com/', decode(repeat('01', 60), 'hex'), true, false, now(),
                           now() - i * interval '1 s', now() - i * interval '1 s', 1
                      from machine_user m, generate_series(1, 5000) i where m.username = 'robot-1';
                    insert into user_account (id, username, username_key, email, disabled, platform_administrator,
                                              created_at, updated_at, revision)
                    select gen_random_uuid(), 'user-' || i, 'user-' || i, 'u@example.com', false, false, now(), now(), 1
                      from generate_series(1, 5000) i;
                    insert into member (id, user_id, project_id, role, created_at, updated_at)
                    select gen_random_uuid(), u.id, p.id, 'viewer', now() - row_number() over () * interval '1 s',
                           now() - row_number() over () * interval '1 s'
                      from user_account u, project p where u.username like 'user-%' and p.slug = 'full';
                    insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                    select gen_random_uuid(), u.id, t.project_id, t.id, 'viewer', now() - row_number() over () * interval '1 s',
                           now() - row_number() over () * interval '1 s'
                      from user_account u, tenant t, project p
                     where u.username like 'user-%' and t.slug = 'near' and p.id = t.project_id and p.slug = 'full';
                    insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                    select gen_random_uuid(), u.id, t.project_id, t.id, 'viewer', now(), now()
                      from user_account u join tenant t on t.slug = replace(u.username, 'user', 'tenant');
                    insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                    select gen_random_uuid(), u.id, t.project_id, t.id, 'viewer', now(), now()
                      from user_account u, tenant t where u.username = 'visitor' and t.slug like 'tenant-%';
                    insert into personal_access_token (id, user_id, name, selector, hash, display_prefix, created_at)
                    select gen_random_uuid(), u.id, 'Token ' || i, substr(md5(i::text), 1, 16), sha256(i::text::bytea), 'pfy_',
                           now() - i * interval '1 s'
                      from user_account u, generate_series(1, 5000) i where u.username = 'user-1';
                    """);
            statement.execute(
                    "vacuum analyze tenant, application, endpoint, machine_user, user_account, member, pilet, project,"
                            + " personal_access_token, trigger, trigger_run, trigger_attempt, backend");
        }
    }

    @Test
    void tenantsOfManyProjects() throws SQLException {
        for (TenantColumn column : TenantColumn.values()) {
            for (ListQuery<TenantColumn> query : orders(column)) {
                assertTouchesAPage(
                        "tenant", () -> installation.useCases.tenants().listOf(person, PROJECTS, query));
            }
        }
    }

    @Test
    void tenantsOfOneProject() throws SQLException {
        for (TenantColumn column : TenantColumn.values()) {
            for (ListQuery<TenantColumn> query : orders(column)) {
                for (String slug : List.of("full", "empty")) {
                    assertTouchesAPage(
                            "tenant", () -> installation.useCases.tenants().list(person, new Slug(slug), query));
                }
            }
        }
    }

    @Test
    void tenantsOfOneProjectOfSomebodyWhoIsAMemberOfEach() throws SQLException {
        for (TenantColumn column : TenantColumn.values()) {
            for (ListQuery<TenantColumn> query : orders(column)) {
                // The policy looks up their memberships, which are 5,000, once.
                assertTouches(
                        "tenant",
                        "member",
                        5_000 + MOST,
                        () -> installation.useCases.tenants().list(tenantMember, new Slug("full"), query));
            }
        }
    }

    @Test
    void applicationsOfManyTenants() throws SQLException {
        List<TenantId> tenants = List.of(full.near().id(), full.far().id());
        for (ApplicationColumn column : ApplicationColumn.values()) {
            for (ListQuery<ApplicationColumn> query : orders(column)) {
                assertTouchesAPage(
                        "application",
                        () -> installation.useCases.applications().listOf(person, tenants, query));
            }
        }
    }

    @Test
    void endpointsOfManyApplications() throws SQLException {
        List<ApplicationId> applications =
                Stream.of(1, 2).map(i -> new ApplicationId(id(i))).toList();
        for (EndpointColumn column : EndpointColumn.values()) {
            for (ListQuery<EndpointColumn> query : orders(column)) {
                assertTouchesAPage(
                        "endpoint", () -> installation.useCases.endpoints().listOf(person, applications, query));
            }
        }
    }

    @Test
    void machineUsersOfATenant() throws SQLException {
        for (MachineUserColumn column : MachineUserColumn.values()) {
            for (ListQuery<MachineUserColumn> query : orders(column)) {
                for (TenantId tenant : List.of(full.near().id(), full.far().id())) {
                    assertTouchesAPage(
                            "machine_user",
                            () -> installation.useCases.machineUsers().list(person, tenant, query));
                }
            }
        }
    }

    @Test
    void piletsOfAProject() throws SQLException {
        for (PiletColumn column : PiletColumn.values()) {
            for (ListQuery<PiletColumn> query : orders(column)) {
                for (ProjectId project :
                        List.of(full.project().id(), empty.project().id())) {
                    assertTouchesAPage(
                            "pilet", () -> installation.useCases.pilets().list(person, project, query));
                }
            }
        }
    }

    @Test
    void triggersOfManyApplications() throws SQLException {
        List<ApplicationId> applications =
                Stream.of(1, 2).map(i -> new ApplicationId(id(i))).toList();
        for (TriggerColumn column : TriggerColumn.values()) {
            for (ListQuery<TriggerColumn> query : orders(column)) {
                assertTouchesAPage(
                        "trigger", () -> installation.useCases.triggers().listOf(person, applications, query));
            }
        }
    }

    @Test
    void runsOfATriggerAndTheirAttempts() throws SQLException {
        for (TriggerRunColumn column : TriggerRunColumn.values()) {
            for (ListQuery<TriggerRunColumn> query : orders(column)) {
                for (int trigger : List.of(1, 2)) {
                    assertTouchesAPage(
                            "trigger_run",
                            () -> installation.useCases.triggerRuns().list(person, new TriggerId(id(trigger)), query));
                }
                assertTouchesAPage(
                        "trigger_attempt",
                        () -> installation.useCases.triggerRuns().list(person, new TriggerId(id(1)), query));
            }
        }
    }

    @Test
    void backendsOfATenant() throws SQLException {
        for (BackendColumn column : BackendColumn.values()) {
            for (ListQuery<BackendColumn> query : orders(column)) {
                for (TenantId tenant : List.of(full.near().id(), full.far().id())) {
                    assertTouchesAPage(
                            "backend", () -> installation.useCases.backends().list(person, tenant, query));
                }
            }
        }
    }

    @Test
    void membersOfAPlace() throws SQLException {
        for (MemberColumn column : MemberColumn.values()) {
            for (ListQuery<MemberColumn> query : orders(column)) {
                for (Target target : List.of(
                        new Target.OfProject(full.project().id()),
                        new Target.OfProject(empty.project().id()),
                        new Target.OfTenant(full.near().id()),
                        new Target.OfTenant(full.far().id()))) {
                    assertTouchesAPage(
                            "member", () -> installation.useCases.members().list(person, target, query));
                }
            }
        }
    }

    @Test
    void tokensOfAUser() throws SQLException {
        for (PersonalAccessTokenColumn column : PersonalAccessTokenColumn.values()) {
            for (ListQuery<PersonalAccessTokenColumn> query : orders(column)) {
                assertTouchesAPage(
                        "personal_access_token",
                        () -> installation.useCases.personalAccessTokens().list(person, query));
            }
        }
    }

    @Test
    void projectsOfSomebodyAndOfEverybody() throws SQLException {
        for (ProjectColumn column : ProjectColumn.values()) {
            for (ListQuery<ProjectColumn> query : orders(column)) {
                assertTouchesAPage(
                        "project", () -> installation.useCases.projects().list(person, query));
                assertTouchesAPage(
                        "project", () -> installation.useCases.projects().list(installation.admin, query));
            }
        }
    }

    /** Of one of the crowd. */
    private static UUID id(int number) {
        return UUID.fromString("01990000-0000-7000-8000-00000000000" + number);
    }

    /** The first rows without an order, and by a column where no two rows have the same value in it. */
    private static <C extends Enum<C> & Column<?>> List<ListQuery<C>> orders(C column) {
        Optional<Page> page = Optional.of(new Page(ROWS, 0));
        if (!List.of("id", "name", "slug", "username", "created_at", "updated_at", "scheduled_at")
                        .contains(column.field())
                || !column.orderable()) {
            return List.of(new ListQuery<>(List.of(), Optional.empty(), page));
        }
        return Stream.of(false, true)
                .map(descending ->
                        new ListQuery<>(List.of(), Optional.of(new ListQuery.Order<>(column, descending)), page))
                .toList();
    }

    private static void assertTouchesAPage(String table, Runnable work) throws SQLException {
        assertTouches(table, table, MOST, work);
    }

    /**
     * @param listed the table whose rows are listed
     * @param table the same, or the one whose rows decide on them
     * @param most how many rows of that table may be read
     */
    private static void assertTouches(String listed, String table, long most, Runnable work) throws SQLException {
        List<RecordedStatements.Sent> sent = recorded.sentDuring(work);
        // Of the list: how many rows it has over all pages may be counted behind it.
        Pattern named = Pattern.compile("(?s)from " + listed + "\\b.* order by ");
        RecordedStatements.Sent list = sent.stream()
                .filter(statement -> named.matcher(statement.sql()).find())
                .reduce((before, last) -> last)
                .orElseThrow();
        for (String plans : List.of("force_custom_plan", "force_generic_plan")) {
            List<String> plan = executed(list, plans);
            assertThat(touched(plan, table))
                    .as(plans + "\n" + list.sql() + "\n" + String.join("\n", plan))
                    .isLessThanOrEqualTo(most);
        }
    }

    /** How many rows of a table the scans read, those included that they left out. */
    private static long touched(List<String> plan, String table) {
        double rows = 0;
        double loops = 0;
        boolean ofTable = false;
        boolean any = false;
        for (String line : plan) {
            Matcher removed = REMOVED.matcher(line);
            if (line.contains("(actual ") || line.contains("never executed")) {
                Matcher scan = SCAN.matcher(line);
                ofTable = scan.find() && scan.group(1).equals(table);
                if (ofTable) {
                    any = true;
                    loops = Double.parseDouble(scan.group(3));
                    rows += Double.parseDouble(scan.group(2)) * loops;
                }
            } else if (ofTable && removed.find()) {
                rows += Double.parseDouble(removed.group(1)) * loops;
            }
        }
        assertThat(any).as("scans of %s in %s", table, plan).isTrue();
        return Math.round(rows);
    }

    /** What PostgreSQL did, line by line. */
    private static List<String> executed(RecordedStatements.Sent message, String plans) throws SQLException {
        int binding = message.sql().indexOf(";\n");
        int settings = (int) message.sql()
                .substring(0, binding)
                .chars()
                .filter(c -> c == '?')
                .count();
        List<String> values =
                message.parameters().stream().map(PagesTest::literal).toList();
        try (Connection connection = database.connectAsRuntimeSimply();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = " + plans);
            String[] names = {"binding", "project", "tenant", "user"};
            for (int i = 0; i < settings; i++) {
                statement.execute("select set_config('manager." + names[i] + "', " + values.get(i) + ", false)");
            }
            statement.execute("prepare list as " + numbered(message.sql().substring(binding + 2)));
            String given = values.stream().skip(settings).collect(Collectors.joining(", "));
            try (ResultSet result =
                    statement.executeQuery("explain (analyze, costs off, timing off) execute list(" + given + ")")) {
                List<String> lines = new ArrayList<>();
                while (result.next()) {
                    lines.add(result.getString(1));
                }
                return lines;
            }
        }
    }

    private static String literal(Object value) {
        return value instanceof Integer ? value.toString() : "'" + value + "'";
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
