package dev.productify.manager.server.benchmark;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The service bus beside other gateways; see {@code docs/benchmarks/bus.md}. */
final class BusBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;
    private static final int ROUTES = 100;
    private static final int LOGGED_PER_SECOND = 5_000;
    private static final int QUIET_PER_SECOND = 1_000;
    /** Together 1,000 connections, each group within the limits of its endpoint and its tenant. */
    private static final int GROUPS = 12;

    private static final int GROUPS_OF_A_TENANT = 4;
    private static final int CONNECTIONS_OF_A_GROUP = 84;
    private static final long STREAMED = 1L << 30;
    private static final String BODY = "{\"a\":\"" + "x".repeat(BusBackend.JSON_BYTES - 8) + "\"}";

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Verdicts verdicts = new Verdicts();
        try (Child process = bench.startPeer(jdk, BusBackend.class, Map.of())) {
            URI backend = bench.addressOf(process);
            Bench.Node manager = bench.startManager(jdk, BenchCaller.LOOPBACK_MAY_BE_CALLED);
            Api administrator = new Api(manager.query(), manager.adminToken());
            String project = administrator.fieldOf(
                    "id", "mutation { createProject(input: {name: \"Bus\", slug: \"bus\"}) { id } }");
            List<BenchCaller> callers = new ArrayList<>();
            for (int i = 0; i < GROUPS / GROUPS_OF_A_TENANT; i++) {
                callers.add(BenchCaller.enrol(administrator, project, "caller-" + i));
            }
            Target alone = rates(bench, plan, report, verdicts, jdk, backend, callers);
            quiet(plan, bench, report, verdicts, backend, alone);
            logged(bench, plan, report, verdicts, backend, callers.get(0));
            manyConnections(bench, plan, report, verdicts, backend, callers);
            manager.process().close();
            streams(bench, plan, report, verdicts, jdk, backend, callers.get(0));
        }
        verdicts.write(report);
    }

    private static Target rates(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, URI backend, List<BenchCaller> callers)
            throws Exception {
        callers.get(0).lead("/json/*", backend.resolve("/json").toString(), "NONE");
        for (int i = 0; i < ROUTES; i++) {
            callers.get(1)
                    .lead("/json" + i + "/*/orders/*", backend.resolve("/json").toString(), "NONE");
        }
        Target bus = callers.get(0).posts("Manager, bus", "/json/1", BODY);
        Target among = callers.get(1).posts("Manager, bus, one of " + ROUTES + " routes", "/json77/7/orders/1", BODY);
        Child bare = bench.startPeer(jdk, BareProxy.class, Map.of("BENCH_BACKEND", backend.toString()));
        Target proxy = same(bus, "bare ProxyHandler", bench.addressOf(bare));
        List<Target> all = new ArrayList<>(List.of(bus, among, proxy, same(bus, "the backend itself", backend)));
        Optional<Target> nginx = Gateways.nginx(bench, backend).map(at -> same(bus, "nginx", at));
        nginx.ifPresent(all::add);
        Optional<Target> spring = Gateways.spring(bench, jdk, backend).map(at -> same(bus, "Spring Cloud Gateway", at));
        spring.ifPresent(all::add);
        for (Target target : all) {
            Duration time = plan.warmUp(target.equals(nginx.orElse(null)) ? 0.1 : 1);
            bench.say("warming " + target.name() + " for " + time.toSeconds() + " s");
            Load.of(bench, target, CONNECTIONS, time);
        }
        Rounds rounds = Rounds.of(bench, all, plan.manyRounds(), CONNECTIONS, plan.shortSlot());
        report.heading(
                "POST of 1 KiB JSON, answered with 1 KiB, " + CONNECTIONS + " connections, JDK " + jdk.version());
        rounds.write(report, all, proxy);
        rounds.verdict(verdicts, "Bus against a bare ProxyHandler", bus, proxy, 0.85);
        if (spring.isPresent()) {
            rounds.verdict(verdicts, "Bus against Spring Cloud Gateway", bus, spring.get(), 1.3);
        } else {
            report.paragraph("Spring Cloud Gateway was not there: it could not be fetched.");
        }
        if (nginx.isEmpty()) {
            report.paragraph("nginx was not there.");
        }
        rounds.verdict(verdicts, ROUTES + " routes against one", among, bus, 0.94);
        bare.close();
        return bus;
    }

    /** The same request to somebody else, who passes on what it is to the bus to look at. */
    private static Target same(Target bus, String name, URI at) {
        return new Target(name, bus.method(), at.resolve("/json/1"), bus.headers(), bus.body());
    }

    private static Target plain(String name, URI at) {
        return new Target(name, at.resolve("/json/1"), Map.of(), BODY);
    }

    /** Waiting times of callers who ask now and then. */
    private static void quiet(Plan plan, Bench bench, Report report, Verdicts verdicts, URI backend, Target bus)
            throws Exception {
        report.heading(QUIET_PER_SECOND + " requests a second over 16 connections");
        report.header("Contender", "Requests/s", "p50 ms", "p99 ms");
        double[] medians = new double[2];
        Target direct = plain("the backend itself", backend);
        for (Target target : List.of(direct, bus)) {
            bench.say("asking " + target.name() + " " + QUIET_PER_SECOND + " times a second");
            FixedRate measured =
                    FixedRate.of(target, QUIET_PER_SECOND, 16, plan.slot().multipliedBy(2));
            medians[target == bus ? 1 : 0] = measured.p50();
            report.row(
                    target.name(),
                    String.format(Locale.ROOT, "%,.0f", measured.perSecond()),
                    String.format(Locale.ROOT, "%.2f", measured.p50()),
                    String.format(Locale.ROOT, "%.2f", measured.p99()));
        }
        double added = medians[1] - medians[0];
        verdicts.add(
                "Added to the median waiting time at " + QUIET_PER_SECOND + " requests a second",
                "< 1 ms",
                String.format(Locale.ROOT, "%.2f ms", added),
                added < 1);
    }

    /** Whether each of many calls is in the log. */
    private static void logged(
            Bench bench, Plan plan, Report report, Verdicts verdicts, URI backend, BenchCaller caller)
            throws Exception {
        String endpoint = caller.lead("/logged/*", backend.resolve("/json").toString(), "BASIC");
        Target target = caller.posts("Manager, bus, BASIC", "/logged/1", BODY);
        bench.say("asking " + target.name() + " " + LOGGED_PER_SECOND + " times a second");
        FixedRate measured =
                FixedRate.of(target, LOGGED_PER_SECOND, CONNECTIONS, plan.slot().multipliedBy(3));
        long kept = 0;
        for (int attempt = 0; attempt < 100 && kept < measured.sent(); attempt++) {
            Thread.sleep(100);
            kept = rows(bench, endpoint);
        }
        report.heading("Log level BASIC at a fixed rate");
        report.line(String.format(
                Locale.ROOT,
                "%,d calls at %,.0f a second, p50 %.2f ms, p99 %.2f ms; %,d are in the log.",
                measured.sent(),
                measured.perSecond(),
                measured.p50(),
                measured.p99(),
                kept));
        boolean fast = measured.perSecond() >= 0.98 * LOGGED_PER_SECOND;
        verdicts.add(
                "Calls that are missing in the log at " + LOGGED_PER_SECOND + " a second",
                "0",
                (measured.sent() - kept) + (fast ? "" : ", but only " + Math.round(measured.perSecond()) + " a second"),
                kept == measured.sent() && fast);
    }

    private static long rows(Bench bench, String endpoint) throws SQLException {
        try (Connection connection = bench.owner();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from esb_log where endpoint_id = ?::uuid")) {
            count.setString(1, endpoint);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void manyConnections(
            Bench bench, Plan plan, Report report, Verdicts verdicts, URI backend, List<BenchCaller> callers)
            throws Exception {
        List<Callable<Load>> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            BenchCaller caller = callers.get(i / GROUPS_OF_A_TENANT);
            String path = "/large" + i;
            caller.lead(path, backend.resolve("/large").toString(), "NONE");
            Target target = caller.gets("large", path);
            groups.add(() ->
                    Load.of(bench, target, CONNECTIONS_OF_A_GROUP, plan.slot().multipliedBy(2)));
        }
        int connections = GROUPS * CONNECTIONS_OF_A_GROUP;
        bench.say("asking for " + BusBackend.LARGE_BYTES + " bytes over " + connections + " connections");
        ExecutorService threads = Executors.newFixedThreadPool(GROUPS);
        double failed = 0;
        double perSecond = 0;
        double slowest = 0;
        try {
            for (Future<Load> group : threads.invokeAll(groups)) {
                failed += group.get().failed();
                perSecond += group.get().perSecond();
                slowest = Math.max(slowest, group.get().p99());
            }
        } finally {
            threads.shutdown();
        }
        report.heading("100 KB to " + connections + " connections, heap of 512 MB");
        report.line(String.format(
                Locale.ROOT,
                "%,.0f answers a second, %,.0f MB/s; p99 of the slowest group %,.0f ms; %.0f failed.",
                perSecond,
                perSecond * BusBackend.LARGE_BYTES / 1e6,
                slowest,
                failed));
        verdicts.add(
                "Errors with " + connections + " connections and 100 KB",
                "0",
                String.format(Locale.ROOT, "%.0f", failed),
                failed == 0);
    }

    private static void streams(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, URI backend, BenchCaller caller)
            throws Exception {
        long bytes = plan.quick() ? STREAMED / 16 : STREAMED;
        Bench.Node manager = bench.startManager(jdk, List.of("-Xmx256m"), BenchCaller.LOOPBACK_MAY_BE_CALLED);
        Api administrator = new Api(manager.query(), caller.administrator().token());
        BenchCaller again = new BenchCaller(
                administrator,
                administrator.query().resolve("/esb/" + caller.application()),
                caller.application(),
                caller.robot(),
                caller.token());
        again.lead("/stream/*", backend.resolve("/stream").toString(), "NONE");
        again.lead("/sink", backend.resolve("/sink").toString(), "NONE");
        report.heading("Bodies of " + (bytes >> 20) + " MiB, heap of 256 MB");
        report.header("Way", "Bytes that arrived", "MB/s");
        bench.say("streaming " + bytes + " bytes each way");
        long before = System.nanoTime();
        long down = Streams.download(URI.create(again.address() + "/stream/" + bytes), again.token());
        report.row("to the caller", down, bytes / 1e6 / ((System.nanoTime() - before) / 1e9));
        before = System.nanoTime();
        long up = Streams.upload(URI.create(again.address() + "/sink"), again.token(), bytes);
        report.row("to the backend", up, bytes / 1e6 / ((System.nanoTime() - before) / 1e9));
        verdicts.add(
                (bytes >> 20) + " MiB each way in a heap of 256 MB",
                "all arrive",
                down + " and " + up,
                down == bytes && up == bytes && manager.process().isAlive());
        manager.process().close();
    }
}
