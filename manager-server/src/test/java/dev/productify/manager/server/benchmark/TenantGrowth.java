package dev.productify.manager.server.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The time that one caller waits while tenants are added to the installation. */
final class TenantGrowth {
    static final List<Integer> SIZES = List.of(10, 1_000, 10_000);

    private static final int APPLICATIONS = 2;

    private final Bench bench;
    private final TenancyBenchmark.Callers callers;

    TenantGrowth(Bench bench, TenancyBenchmark.Callers callers) {
        this.bench = bench;
        this.callers = callers;
    }

    /** The slug of a project; the first one holds all tenants. */
    static String project(int number) {
        return String.format(Locale.ROOT, "project-%02d", number);
    }

    private Map<String, String> operations() {
        Map<String, String> operations = new LinkedHashMap<>();
        operations.put("me", "{ me { id username email displayName } }");
        operations.put("projects", "{ projects(pagination: {limit: 20, offset: 0}) { id name slug } }");
        operations.put(
                "tenants",
                "{ tenants(projectSlug: \"" + project(1) + "\", order: {field: \"name\", direction: ASC},"
                        + " pagination: {limit: 10, offset: 0}) { id name slug type } }");
        operations.put("nested", """
                { projects(pagination: {limit: 20, offset: 0}) { slug
                    tenants(pagination: {limit: 10, offset: 0}) { slug
                      applications(pagination: {limit: 10, offset: 0}) { slug } } } }""");
        return operations;
    }

    void measure(Plan plan, Report report, Verdicts verdicts, Bench.Node manager) throws Exception {
        Api member = callers.member(manager);
        Map<String, Target> requests = new LinkedHashMap<>();
        operations().forEach((name, document) -> requests.put(name, member.target(name, document)));
        new Growth("Waiting time while the installation grows, one connection, member", "tenants", SIZES)
                .measure(bench, plan, report, verdicts, requests, this::resize);
    }

    /** Leaves that many tenants in the installation, all in the first project, each with two applications. */
    void resize(int tenants) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            String project = "(select id from project where slug = '" + project(1) + "')";
            statement.execute("delete from tenant where slug > '" + slug(tenants) + "'");
            statement.execute("""
                    insert into tenant (id, project_id, name, slug, type, protected, created_at, updated_at, revision)
                    select uuidv7(), %1$s, 'Tenant ' || i, 'tenant-' || lpad(i::text, 6, '0'), 'run', false,
                           now(), now(), 1
                      from generate_series((select count(*) from tenant where project_id = %1$s) + 1, %2$d) i
                    """.formatted(project, tenants));
            statement.execute("""
                    insert into application (id, project_id, tenant_id, name, slug, version, created_at, updated_at, revision)
                    select uuidv7(), t.project_id, t.id, 'Application ' || i, 'application-' || i, '1.0.' || i,
                           now(), now(), 1
                      from tenant t cross join generate_series(1, %d) i
                     where not exists (select from application a where a.tenant_id = t.id)
                    """.formatted(APPLICATIONS));
            statement.execute("vacuum analyze tenant, application");
        }
    }

    private static String slug(int number) {
        return String.format(Locale.ROOT, "tenant-%06d", number);
    }
}
