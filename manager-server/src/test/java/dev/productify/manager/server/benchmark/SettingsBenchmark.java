package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What frontends ask before anything else; see {@code docs/benchmarks/settings.md}. */
final class SettingsBenchmark implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final List<Integer> SIZES = List.of(10, 1_000, 10_000);

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Bench.Node manager = bench.startManager(jdk);
        Api administrator = new Api(manager.query(), manager.adminToken());
        configure(administrator);
        resize(bench, SIZES.get(0));
        Verdicts verdicts = new Verdicts();
        rates(bench, plan, report, verdicts, jdk, administrator);
        growth(bench, plan, report, verdicts, administrator);
        verdicts.write(report);
    }

    /** A project whose frontends have modules, themes, locales, and twenty pairs, half of them the tenant's. */
    private static void configure(Api administrator) throws IOException {
        String project = administrator.fieldOf(
                "id", "mutation { createProject(input: {name: \"Fronts\", slug: \"fronts\"}) { id } }");
        String tenant = administrator.fieldOf(
                "id", "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Acme\"}) { id } }");
        administrator.run("mutation { createFrontendSettings(input: {projectID: \"" + project
                + "\", moduleConfig: {EnabledModules: [\"dashboard\", \"reports\", \"billing\"],"
                + " EnabledThemes: [\"light\", \"dark\"], DefaultTheme: \"light\","
                + " EnabledLocales: [\"en\", \"hu\", \"de\"], DefaultLocale: \"en\", KeyValuePairs: "
                + pairs(0) + "}}) { id } }");
        administrator.run("mutation { createFrontendSettings(input: {tenantID: \"" + tenant
                + "\", moduleConfig: {DefaultTheme: \"dark\", KeyValuePairs: " + pairs(10) + "}}) { id } }");
    }

    private static String pairs(int from) {
        StringBuilder pairs = new StringBuilder("[");
        for (int i = from; i < from + 10; i++) {
            pairs.append("{Key: \"setting.number.").append(i).append("\", Value: \"what it is set to\"} ");
        }
        return pairs.append("]").toString();
    }

    private static void rates(Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, Api administrator)
            throws Exception {
        try (Child own = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "own"));
                Child bare = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "none"))) {
            URI address = addresses(bench, administrator, 1).get(0);
            Target full = Target.get("frontend configuration", address, Map.of());
            Target unchanged = Target.get(
                    "frontend configuration, 304", address, Map.of("If-None-Match", HttpConnection.entityTag(full)));
            Target behindOwn = Target.get(
                    "hello behind the Manager's own filters",
                    bench.addressOf(own).resolve("/hello"),
                    Map.of());
            Target atAll = Target.get("bare hello", bench.addressOf(bare).resolve("/hello"), Map.of());
            List<Target> all = List.of(full, unchanged, behindOwn, atAll);
            for (Target target : all) {
                bench.say("warming " + target.name());
                Load.of(bench, target, CONNECTIONS, plan.warmUp(0.75));
            }
            Rounds rounds = Rounds.of(bench, all, plan.rounds(), CONNECTIONS, plan.slot());
            report.heading("The frontend configuration of one application, JDK " + jdk.version());
            rounds.write(report, all, behindOwn);
            rounds.verdict(
                    verdicts, "Frontend configuration against hello behind the same filters", full, behindOwn, 0.9);
            rounds.verdict(verdicts, "The same, answered 304", unchanged, behindOwn, 0.9);
        }
    }

    private static void growth(Bench bench, Plan plan, Report report, Verdicts verdicts, Api administrator)
            throws Exception {
        Map<String, Growth.Requests> requests = new LinkedHashMap<>();
        requests.put("frontend configuration", size -> {
            List<Target> all = new ArrayList<>();
            addresses(bench, administrator, size).forEach(address -> all.add(Target.get("", address, Map.of())));
            return all;
        });
        new Growth("Waiting time while there are more applications, each asked for in turn", "applications", SIZES)
                .measureEach(bench, plan, report, verdicts, requests, size -> resize(bench, size));
    }

    private static List<URI> addresses(Bench bench, Api administrator, int most) throws SQLException {
        List<URI> addresses = new ArrayList<>();
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from application order by id limit " + most)) {
            while (rows.next()) {
                addresses.add(administrator.query().resolve("/api/frontend-config/" + rows.getString(1)));
            }
        }
        return addresses;
    }

    /** Leaves that many applications, all in one tenant. */
    private static void resize(Bench bench, int applications) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from application where id not in (select id from application order by id limit "
                    + applications + ")");
            statement.execute("""
                    insert into application (id, project_id, tenant_id, name, slug, version, created_at, updated_at, revision)
                    select uuidv7(), t.project_id, t.id, 'Application ' || i, 'application-' || i, '1.0.0', now(), now(), 1
                      from tenant t
                     cross join generate_series((select count(*) from application) + 1, %d) i
                    """.formatted(applications));
            statement.execute("vacuum analyze application");
        }
    }
}
