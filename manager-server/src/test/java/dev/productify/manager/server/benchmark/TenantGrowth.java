package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The time that one caller waits while the installation grows. One Manager and one database, whose tenants are added and
 * removed between measurements, so that all sizes meet the same warm JVM; each round goes through all sizes.
 */
final class TenantGrowth {
    static final List<Integer> SIZES = List.of(10, 1_000, 10_000);

    private static final Duration SETTLE = Duration.ofSeconds(2);
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
        Map<String, byte[]> requests = new LinkedHashMap<>();
        operations()
                .forEach((name, document) -> requests.put(
                        name, HttpConnection.request(callers.member(manager).target(name, document))));
        Map<String, Map<Integer, List<double[]>>> samples = new LinkedHashMap<>();
        try (HttpConnection connection = HttpConnection.to(manager.query())) {
            bench.say("warming one connection");
            sample(connection, requests, plan.warmUp(0.5));
            int rounds = Math.max(1, plan.rounds() - 2);
            for (int round = 1; round <= rounds; round++) {
                for (int size : SIZES) {
                    resize(size);
                    sample(connection, requests, SETTLE);
                    bench.say("round " + round + ": " + size + " tenants");
                    sample(connection, requests, plan.slot().multipliedBy(2))
                            .forEach((name, nanos) -> samples.computeIfAbsent(name, none -> new LinkedHashMap<>())
                                    .computeIfAbsent(size, none -> new ArrayList<>())
                                    .add(nanos));
                }
            }
        }
        write(report, verdicts, samples);
    }

    /** All requests in turn, until the time is over; sorted times by request. */
    private static Map<String, double[]> sample(HttpConnection connection, Map<String, byte[]> requests, Duration time)
            throws IOException {
        Map<String, DoubleStream.Builder> samples = new LinkedHashMap<>();
        requests.keySet().forEach(name -> samples.put(name, DoubleStream.builder()));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (Map.Entry<String, byte[]> request : requests.entrySet()) {
                long begin = System.nanoTime();
                connection.post(request.getValue());
                samples.get(request.getKey()).add(System.nanoTime() - begin);
            }
        }
        Map<String, double[]> sorted = new LinkedHashMap<>();
        samples.forEach((name, nanos) -> sorted.put(name, nanos.build().sorted().toArray()));
        return sorted;
    }

    private static void write(Report report, Verdicts verdicts, Map<String, Map<Integer, List<double[]>>> samples) {
        report.heading("Waiting time while the installation grows, one connection, member");
        report.header("Operation", "Tenants", "p50 ms", "p95 ms", "Requests");
        samples.forEach((name, sizes) -> {
            sizes.forEach((size, rounds) -> report.row(
                    name,
                    size,
                    millis(rounds, 0.50),
                    millis(rounds, 0.95),
                    rounds.stream().mapToInt(nanos -> nanos.length).sum()));
            List<double[]> least = sizes.get(SIZES.get(0));
            List<double[]> most = sizes.get(SIZES.get(SIZES.size() - 1));
            Spread ratio = Spread.of(IntStream.range(0, least.size())
                    .mapToDouble(i -> Spread.percentile(most.get(i), 0.95) / Spread.percentile(least.get(i), 0.95)));
            verdicts.add(
                    "p95 of " + name + ", 10,000 tenants against 10",
                    "≤ 1.2 ×",
                    ratio.asRatio(),
                    ratio.median() <= 1.2);
        });
    }

    private static String millis(List<double[]> rounds, double part) {
        double nanos = Spread.of(rounds.stream().mapToDouble(round -> Spread.percentile(round, part)))
                .median();
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
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
