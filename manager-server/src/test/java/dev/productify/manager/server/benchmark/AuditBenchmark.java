package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A project with a long audit log beside one with a short one; see {@code docs/benchmarks/audit.md}. */
final class AuditBenchmark implements Benchmark {
    private static final int FEW = 1_000;
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String HEAP_OF_VERIFIER = "-Xmx256m";
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d+) kB$");

    private static final String BY_ID = ", by id";
    private static final List<String> BOTH_ORDERS =
            List.of("none", "action, 1 in 1000", "action that there is not", "user that did nothing");

    private final AtomicInteger names = new AtomicInteger();

    /** @param id of a project, with a log of that many rows that nothing adds to */
    private record Log(String id, int rows) {}

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Bench.Node manager = bench.startManager(jdk, Map.of("PFY_AUDIT_SEAL_PERIOD", "1s"));
        Api reader = member(manager);
        Log shortLog = new Log(project(reader, "Short"), FEW);
        Log longLog = new Log(project(reader, "Long"), plan.quick() ? 50_000 : 1_000_000);
        List<String> tenants = tenants(reader);
        Verdicts verdicts = new Verdicts();
        try (Connection owner = bench.owner()) {
            Sealing sealing = new Sealing(owner);
            sealing.pause();
            double filling = seconds(() -> fill(owner, shortLog, longLog));
            bench.say(String.format(Locale.ROOT, "filled in %.0f s", filling));
            bench.say("warming writers");
            write(reader, tenants, plan.warmUp(0.5));
            writers(bench, plan, report, reader, tenants, sealing);
            sealing(bench, report, longLog, sealing);
            try (Statement statement = owner.createStatement()) {
                statement.execute("vacuum analyze audit_log, audit_seal, audit_unsealed");
            }
            pages(bench, plan, report, verdicts, reader, shortLog, longLog);
        }
        verification(bench, report, jdk);
        verdicts.write(report);
    }

    private static Api member(Bench.Node manager) throws IOException {
        String token = new Api(manager.query(), manager.adminToken()).fieldOf("token", """
                mutation { createUser(input: {username: "member", email: "member@example.com", generateToken: true})
                  { token } }""");
        return new Api(manager.query(), token);
    }

    private static String project(Api member, String name) throws IOException {
        return member.fieldOf("id", "mutation { createProject(input: {name: \"" + name + "\"}) { id } }");
    }

    /** One for each writer, so that they do not wait for each other. */
    private static List<String> tenants(Api member) throws IOException {
        String project = project(member, "Writers");
        List<String> tenants = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            tenants.add(member.fieldOf(
                    "id",
                    "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"T" + i + "\"}) { id } }"));
        }
        return tenants;
    }

    /** Rows as the Manager writes them, one for every half minute until now, none of them sealed. */
    private static void fill(Connection owner, Log... logs) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (Log log : logs) {
                statement.execute("""
                        with entry as (
                          insert into audit_log (id, created_at, project_id, tenant_id, action, entity_type, entity_id,
                                                 description, changes, metadata, user_id, machine_user_id, actor,
                                                 ip_address, user_agent, request_id)
                          select uuidv7((i - %1$d) * interval '30 seconds'),
                                 date_trunc('milliseconds', now() + (i - %1$d) * interval '30 seconds'),
                                 '%2$s', %3$s,
                                 case when i %% 1000 = 0 then 'revoke' when i %% 25 = 0 then 'delete'
                                      when i %% 4 = 0 then 'create' else 'update' end,
                                 case when i %% 100 = 50 then 'MachineUser' when i %% 2 = 0 then 'Tenant'
                                      else 'Application' end,
                                 %4$s, 'Application Storefront ' || i || ': description',
                                 jsonb_build_object('description', jsonb_build_object('old', 'What it was ' || i,
                                                                                      'new', 'What it is ' || i)),
                                 '{}', case when i %% 1000 <> 0 then %5$s end, case when i %% 1000 = 0 then %5$s end,
                                 'person-' || i %% 50, '192.0.2.' || i %% 250, 'benchmark', 'request-%2$s-' || i
                            from generate_series(1, %1$d) i
                          returning id)
                        insert into audit_unsealed (audit_id) select id from entry
                        """.formatted(
                                log.rows(), log.id(), uuid("1", "i % 20"), uuid("2", "i / 5"), uuid("3", "i % 50")));
            }
            statement.execute("vacuum analyze audit_log, audit_unsealed");
        }
    }

    private static String uuid(String kind, String number) {
        return "('" + kind + "0000000-0000-7000-8000-' || lpad(to_hex(" + number + "), 12, '0'))::uuid";
    }

    /** The periodic job of the node; held up by who holds the lock that it wants. */
    private record Sealing(Connection owner) {
        private static final String LOCK = "(hashtextextended('manager.audit-seal', 0))";

        void pause() throws SQLException {
            number("select 1 from pg_advisory_lock" + LOCK);
        }

        void resume() throws SQLException {
            number("select 1 from pg_advisory_unlock" + LOCK);
        }

        long sealed() throws SQLException {
            return number("select count(*) from audit_seal");
        }

        boolean isBehind() throws SQLException {
            return number("select count(*) from (select from audit_unsealed limit 10000) u") == 10_000;
        }

        private long number(String sql) throws SQLException {
            try (Statement statement = owner.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void writers(Bench bench, Plan plan, Report report, Api caller, List<String> tenants, Sealing sealing)
            throws Exception {
        List<double[]> rates = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            bench.say("writers, round " + round);
            double without = write(caller, tenants, plan.slot());
            sealing.resume();
            double with = write(caller, tenants, plan.slot());
            if (!sealing.isBehind()) {
                throw new IllegalStateException("all is sealed before the writers were measured");
            }
            sealing.pause();
            rates.add(new double[] {without, with});
        }
        report.heading("Changes over " + WRITERS + " connections, each with its audit row");
        report.header("While", "Changes/s, median (least to most)");
        report.row("nothing is sealed", spread(rates, rate -> rate[0]).asRate());
        report.row("a backlog is being sealed", spread(rates, rate -> rate[1]).asRate());
        report.row(
                "the second ÷ the first",
                spread(rates, rate -> rate[1] / rate[0]).asRatio());
    }

    private static Spread spread(List<double[]> all, ToDoubleFunction<double[]> value) {
        return Spread.of(all.stream().mapToDouble(value));
    }

    /** Changes the name of each tenant again and again; how many changes in a second. */
    private double write(Api caller, List<String> tenants, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tenants.size());
        try {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Future<Integer>> all = new ArrayList<>();
            for (String tenant : tenants) {
                all.add(threads.submit(() -> writeUntil(end, caller, tenant)));
            }
            int written = 0;
            for (Future<Integer> one : all) {
                written += one.get();
            }
            return written / ((System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private int writeUntil(long end, Api caller, String tenant) throws IOException {
        String document = "mutation Rename($id: ID!, $input: UpdateTenantInput!)"
                + " { updateTenant(id: $id, input: $input) { id name } }";
        int written = 0;
        try (HttpConnection connection = HttpConnection.to(caller.query())) {
            while (System.nanoTime() < end) {
                String body = "{\"query\":\"" + document + "\",\"variables\":{\"id\":\"" + tenant
                        + "\",\"input\":{\"name\":\"Customer " + names.incrementAndGet() + "\"}}}";
                connection.ask(HttpConnection.request(new Target("", caller.query(), caller.token(), body)));
                written++;
            }
        }
        return written;
    }

    private static void sealing(Bench bench, Report report, Log log, Sealing sealing) throws Exception {
        bench.say("sealing");
        long before = sealing.sealed();
        sealing.resume();
        double time = seconds(() -> {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (sealing.number("select count(*) from (select from audit_unsealed limit 1) u") > 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not sealed in " + PATIENCE.toSeconds() + " s");
                }
                Thread.sleep(200);
            }
        });
        long rows = sealing.sealed() - before;
        report.heading("Sealing by the periodic job of one node, nothing else to do");
        report.header("Rows", "Seconds", "Rows/s", "Rows of all logs");
        report.row(
                String.format(Locale.ROOT, "%,d", rows),
                time,
                String.format(Locale.ROOT, "%,.0f", rows / time),
                String.format(Locale.ROOT, "%,d", sealing.sealed()));
    }

    /** Each query with the filters of {@code auditLogs}, empty for none. */
    private static Map<String, String> queries(Log log) {
        int middle = log.rows() / 2 / 1000 * 1000;
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("none", "");
        filters.put("action, 4 in 100", filter("action", "delete"));
        filters.put("action, 1 in 1000", filter("action", "revoke"));
        filters.put("action that there is not", filter("action", "promote"));
        filters.put("entity_type, 1 in 100", filter("entity_type", "MachineUser"));
        filters.put("entity_id, 5 rows", filter("entity_id", id("2", middle / 5)));
        filters.put("user, 2 in 100", filter("user", id("3", 7)));
        filters.put("user that did nothing", filter("user", id("4", 7)));
        filters.put("machine_user, 1 in 1000", filter("machine_user", id("3", 0)));
        filters.put("tenant_id, 5 in 100", filter("tenant_id", id("1", 7)));
        filters.put("tenant_id and action", filter("tenant_id", id("1", 0)) + filter("action", "delete"));
        filters.put("request_id, 1 row", filter("request_id", "request-" + log.id() + "-" + middle));
        filters.put("ip_address, 4 in 1000", filter("ip_address", "192.0.2.7"));
        filters.put("ip_address that there is not", filter("ip_address", "198.51.100.1"));
        filters.put("description contains, 1 row", filter("description", "Storefront " + middle + ":"));
        return filters;
    }

    private static String filter(String field, String value) {
        return "{field: \"" + field + "\", value: \"" + value + "\"} ";
    }

    private static String id(String kind, int number) {
        return String.format(Locale.ROOT, "%s0000000-0000-7000-8000-%012x", kind, number);
    }

    private static byte[] page(Api reader, Log log, String name) {
        String filters = queries(log).get(name.replace(BY_ID, ""));
        String order = name.endsWith(BY_ID) ? "id" : "created_at";
        return HttpConnection.request(reader.target(
                "page",
                "{ auditLogs(projectID: \"" + log.id() + "\", filters: [" + filters
                        + "], order: {field: \"" + order + "\", direction: DESC}, pagination: {limit: 20, offset: 0})"
                        + " { id entityType entityID action description changes metadata ipAddress createdAt } }"));
    }

    private static void pages(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Api reader, Log shortLog, Log longLog)
            throws Exception {
        List<String> names = Stream.concat(
                        queries(longLog).keySet().stream(), BOTH_ORDERS.stream().map(name -> name + BY_ID))
                .toList();
        Map<String, List<double[]>> few = new LinkedHashMap<>();
        Map<String, List<double[]>> many = new LinkedHashMap<>();
        try (HttpConnection connection = HttpConnection.to(reader.query())) {
            bench.say("warming pages");
            for (int round = 0; round <= plan.rounds(); round++) {
                for (String name : names) {
                    byte[] ofShort = page(reader, shortLog, name);
                    byte[] ofLong = page(reader, longLog, name);
                    double[][] nanos = round == 0
                            ? inTurn(connection, ofShort, ofLong, plan.warmUp(0.02))
                            : inTurn(connection, ofShort, ofLong, plan.slot().dividedBy(4));
                    if (round > 0) {
                        few.computeIfAbsent(name, none -> new ArrayList<>()).add(nanos[0]);
                        many.computeIfAbsent(name, none -> new ArrayList<>()).add(nanos[1]);
                    }
                }
                bench.say("pages, round " + round);
            }
        }
        report.heading("Pages of 20 rows, the newest first, administrator of the project, one connection");
        report.header("Filter", "p95 ms of 1,000 rows", "p95 ms of all", "÷, median (least to most)", "Requests");
        for (String name : names) {
            Spread ratio = Spread.of(IntStream.range(0, plan.rounds())
                    .mapToDouble(round ->
                            p95(many.get(name).get(round)) / p95(few.get(name).get(round))));
            report.row(
                    name,
                    millis(few.get(name)),
                    millis(many.get(name)),
                    ratio.asRatio(),
                    many.get(name).stream().mapToInt(nanos -> nanos.length).sum());
            boolean searches = name.contains("contains");
            verdicts.add(
                    "p95 of auditLogs, " + name + ": long log against short",
                    searches ? "none, reported" : "≤ 1.2 ×",
                    ratio.asRatio(),
                    searches || ratio.median() <= 1.2);
        }
    }

    private static double[][] inTurn(HttpConnection connection, byte[] one, byte[] other, Duration time)
            throws IOException {
        DoubleStream.Builder ofOne = DoubleStream.builder();
        DoubleStream.Builder ofOther = DoubleStream.builder();
        long end = System.nanoTime() + time.toNanos();
        do {
            long begin = System.nanoTime();
            connection.ask(one);
            long middle = System.nanoTime();
            connection.ask(other);
            ofOne.add(middle - begin);
            ofOther.add(System.nanoTime() - middle);
        } while (System.nanoTime() < end);
        return new double[][] {
            ofOne.build().sorted().toArray(), ofOther.build().sorted().toArray()
        };
    }

    private static double p95(double[] sorted) {
        return Spread.percentile(sorted, 0.95);
    }

    private static String millis(List<double[]> rounds) {
        double nanos =
                Spread.of(rounds.stream().mapToDouble(AuditBenchmark::p95)).median();
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static void verification(Bench bench, Report report, Jdk jdk) throws Exception {
        bench.say("verifying");
        long[] peak = {0};
        String[] said = {""};
        double time;
        try (Child verifier = bench.startCommand(jdk, HEAP_OF_VERIFIER, "verify-audit")) {
            time = seconds(() -> {
                while (verifier.isAlive()) {
                    peak[0] = Math.max(peak[0], peakOf(verifier.pid()));
                    Thread.sleep(20);
                }
                said[0] = verifier.awaitEnd(Duration.ofSeconds(1));
            });
        }
        report.heading("verify-audit with " + HEAP_OF_VERIFIER + ", start of its JVM included");
        report.header("Says", "Seconds", "Most memory of the process, MB");
        String last = Stream.of(said[0].strip().split("\n")).reduce("", (one, other) -> other);
        report.row(last, time, Math.round(peak[0] / 1024.0));
    }

    private static long peakOf(long pid) throws IOException {
        try {
            var peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }
}
