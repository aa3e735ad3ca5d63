package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Promotions of small and of large applications; see {@code docs/benchmarks/promotion.md}. */
final class PromotionBenchmark implements Benchmark {
    private static final List<Integer> SIZES = List.of(1, 100, 1_000);
    private static final int ONE_BY_ONE = 100;
    private static final double MOST_MILLIS = 2_000;
    private static final double LEAST_AHEAD = 5;

    private Api administrator;
    private String dev;
    private String stage;
    private int copies;

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        administrator = administrator(bench.startManager(Jdk.installed(17).orElseGet(Jdk::running)));
        String project = administrator.fieldOf("id", "mutation { createProject(input: {name: \"Shop\"}) { id } }");
        dev = tenant(project, "dev");
        stage = tenant(project, "stage");
        Map<Integer, String> sources = new TreeMap<>();
        for (int size : SIZES) {
            sources.put(size, planted(bench, size));
        }
        int times = plan.quick() ? 3 : 25;
        bench.say("warming");
        for (int i = 0; i < times; i++) {
            measured(times(1, () -> copied(sources.get(SIZES.get(1)), false)));
        }
        Map<Integer, Double> all = new TreeMap<>();
        report.heading("Waiting time of one promotion, one connection");
        report.header("Endpoints and triggers", "What", "p50 ms", "p95 ms", "Times");
        for (int size : SIZES) {
            bench.say("promoting " + size);
            String source = sources.get(size);
            all.put(size, row(report, size, "all of them new", times(times, () -> copied(source, false))));
            row(report, size, "all of them new, a dry run", times(times, () -> copied(source, true)));
            promoted(source);
            List<Double> changed = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                change(bench, source, i);
                changed.add(millis(() -> promoted(source)));
            }
            row(report, size, "all of them changed", changed);
            row(report, size, "nothing changed", times(times, () -> promoted(source)));
        }
        bench.say("one by one");
        double single = millis(this::oneByOne);
        row(report, ONE_BY_ONE, "made one by one, each by a mutation of its own", List.of(single));
        Verdicts verdicts = new Verdicts();
        verdicts.add(
                "1,000 endpoints and 1,000 triggers, all of them new",
                "≤ 2 s",
                String.format(Locale.ROOT, "%.2f s", all.get(1_000) / 1_000),
                all.get(1_000) <= MOST_MILLIS);
        double ahead = single / all.get(ONE_BY_ONE);
        verdicts.add(
                "100 of each, against making them one by one",
                "≥ 5 ×",
                String.format(Locale.ROOT, "%.1f ×", ahead),
                ahead >= LEAST_AHEAD);
        verdicts.write(report);
    }

    private static Api administrator(Bench.Node manager) {
        return new Api(manager.query(), manager.adminToken());
    }

    private String tenant(String project, String slug) throws IOException {
        return administrator.fieldOf(
                "id",
                "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"" + slug + "\"}) { id } }");
    }

    private String application(String slug) throws IOException {
        return administrator.fieldOf(
                "id",
                "mutation { createApplication(tenantId: \"" + dev + "\", input: {name: \"" + slug + "\"}) { id } }");
    }

    /** An application with that many endpoints and triggers, past all rules. */
    private String planted(Bench bench, int size) throws IOException, SQLException {
        String application = application("of-" + size);
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            String from = " from application a cross join generate_series(1, " + size + ") i where a.id = '"
                    + application + "'";
            statement.execute("""
                    insert into endpoint (id, project_id, tenant_id, application_id, name, enabled, consume_url, url, auth_type,
                                          log_level, created_at, updated_at, revision)
                    select uuidv7(), a.project_id, a.tenant_id, a.id, 'Endpoint ' || i, true, '/api/' || i || '/*',
                           'https://backend.example.com/' || i, 'None', 'BASIC', now(), now(), 1
                    """ + from);
            statement.execute("""
                    insert into trigger (id, project_id, tenant_id, application_id, name, cron_expression, time_zone, enabled,
                                         overlap, created_at, updated_at, revision)
                    select uuidv7(), a.project_id, a.tenant_id, a.id, 'Trigger ' || i, '0 0 1 1 *', 'UTC', true, 'skip',
                           now(), now(), 1
                    """ + from);
            statement.execute("vacuum analyze endpoint, trigger");
        }
        return application;
    }

    private static void change(Bench bench, String application, int round) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("update endpoint set description = 'Round " + round
                    + "', revision = revision + 1 where application_id = '" + application + "'");
            statement.execute("update trigger set cron_expression = '" + round % 60
                    + " 0 1 1 *', revision = revision + 1 where application_id = '" + application + "'");
        }
    }

    private void copied(String source, boolean dryRun) throws IOException {
        answered("mutation { copyApplication(input: {sourceApplicationId: \"" + source + "\", targetTenantId: \""
                + stage + "\", slug: \"copy-" + ++copies + "\", dryRun: " + dryRun
                + "}) { slug differences { text } } }");
    }

    private void promoted(String source) throws IOException {
        answered("mutation { promoteApplication(input: {applicationId: \"" + source + "\", targetTenantId: \"" + stage
                + "\"}) { slug differences { text } } }");
    }

    private void oneByOne() throws IOException {
        String application = application("one-by-one");
        for (int i = 0; i < ONE_BY_ONE; i++) {
            answered("mutation { createEndpoint(applicationId: \"" + application + "\", input: {name: \"Endpoint " + i
                    + "\", consumeURL: \"/api/" + i + "/*\", url: \"https://backend.example.com/" + i
                    + "\"}) { id } }");
            answered("mutation { createTrigger(applicationId: \"" + application + "\", input: {name: \"Trigger " + i
                    + "\", cronExpression: \"0 0 1 1 *\"}) { id } }");
        }
    }

    private void answered(String document) throws IOException {
        String answer = administrator.run(document);
        if (answer.contains("\"errors\"")) {
            throw new IOException(answer);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double millis(Work work) throws IOException {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static List<Double> times(int times, Work work) throws IOException {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(millis(work));
        }
        return all;
    }

    private static double measured(List<Double> millis) {
        return Spread.percentile(all(millis), 0.5);
    }

    private static DoubleStream all(List<Double> millis) {
        return millis.stream().mapToDouble(Double::doubleValue);
    }

    private static double row(Report report, int size, String what, List<Double> millis) {
        double median = measured(millis);
        report.row(size, what, median, Spread.percentile(all(millis), 0.95), millis.size());
        return median;
    }
}
