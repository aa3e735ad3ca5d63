package dev.productify.manager.server.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time that one caller waits while they become a member of more and more tenants, and while a project gets more and
 * more members. Both take place in one project with 2,000 tenants; the caller has a role on single tenants only.
 */
final class MembershipGrowth {
    private static final int TENANTS = 2_000;
    private static final int MEMBERS = 10_000;

    private final Bench bench;
    private final Api caller;
    private final String user;

    /** @param user the id of the caller */
    MembershipGrowth(Bench bench, Api caller, String user) {
        this.bench = bench;
        this.caller = caller;
        this.user = user;
    }

    /**
     * Makes the project and its tenants, and the people who become its members. Statistics are brought up to date at once, which the
     * database does by itself a minute later, in the middle of what is measured.
     */
    void prepare() throws SQLException {
        run("""
                insert into project (id, name, slug, protected, created_at, updated_at, revision)
                values (uuidv7(), 'Crowd', 'crowd', false, now(), now(), 1)""", """
                insert into tenant (id, project_id, name, slug, type, protected, created_at, updated_at, revision)
                select uuidv7(), p.id, 'Tenant ' || i, 'tenant-' || lpad(i::text, 6, '0'), 'run', false, now(), now(), 1
                  from project p cross join generate_series(1, %d) i
                 where p.slug = 'crowd'""".formatted(TENANTS), """
                insert into user_account (id, username, username_key, email, display_name, disabled,
                                          platform_administrator, created_at, updated_at, revision)
                select uuidv7(), 'crowd-' || i, 'crowd-' || i, 'crowd-' || i || '@example.com', 'Member ' || i, false,
                       false, now(), now(), 1
                  from generate_series(1, %d) i""".formatted(MEMBERS), "vacuum analyze project, tenant, user_account");
    }

    void measure(Plan plan, Report report, Verdicts verdicts) throws Exception {
        new Growth("Waiting time while the caller becomes a member of more tenants", "tenants", List.of(10, TENANTS))
                .measure(bench, plan, report, verdicts, requests(), this::memberships);
        memberships(10);
        new Growth(
                        "Waiting time while the caller's project and tenant get more members",
                        "members",
                        List.of(10, MEMBERS))
                .measure(bench, plan, report, verdicts, requests(), this::members);
    }

    private Map<String, Target> requests() throws SQLException {
        String tenant = idOfFirstTenant();
        Map<String, Target> requests = new LinkedHashMap<>();
        requests.put("me", caller.target("me", "{ me { id username email displayName } }"));
        requests.put(
                "tenants",
                caller.target(
                        "tenants",
                        "{ tenants(projectSlug: \"crowd\", order: {field: \"name\", direction: ASC},"
                                + " pagination: {limit: 10, offset: 0}) { id name slug type } }"));
        requests.put(
                "user2tenants",
                caller.target(
                        "user2tenants",
                        "{ user2tenants(tenant: \"" + tenant + "\", pagination: {limit: 10, offset: 0})"
                                + " { id role user { id username } } }"));
        return requests;
    }

    private String idOfFirstTenant() throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select t.id from tenant t join project p on p.id = t.project_id"
                        + " where p.slug = 'crowd' and t.slug = 'tenant-000001'")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Leaves the caller a viewer of the first so many tenants. */
    private void memberships(int tenants) throws SQLException {
        run("delete from member where user_id = '" + user + "'", """
                insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                select uuidv7(), '%s', t.project_id, t.id, 'viewer', now(), now()
                  from tenant t join project p on p.id = t.project_id
                 where p.slug = 'crowd' and t.slug <= 'tenant-' || lpad('%d', 6, '0')""".formatted(user, tenants), "vacuum analyze member");
    }

    /** Leaves that many others as viewers of the project, and as many as viewers of its first tenant. */
    private void members(int people) throws SQLException {
        run(
                "delete from member where user_id <> '" + user
                        + "' and project_id = (select id from project where slug = 'crowd')",
                """
                insert into member (id, user_id, project_id, tenant_id, role, created_at, updated_at)
                select uuidv7(), u.id, p.id, place.tenant, 'viewer', now(), now()
                  from (select id from user_account where username like 'crowd-%%' order by id limit %d) u
                  join project p on p.slug = 'crowd'
                  cross join lateral (values (null::uuid),
                      ((select id from tenant t where t.project_id = p.id and t.slug = 'tenant-000001'))) place (tenant)
                """.formatted(people),
                "vacuum analyze member");
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
