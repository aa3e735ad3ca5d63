package dev.productify.manager.server.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.trigger.Firing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Triggers: lag, rates beside db-scheduler, a second executor, stored triggers; see {@code docs/benchmarks/triggers.md}. */
final class TriggersBenchmark implements Benchmark {
    private static final int BURST = 1_000;
    private static final int BURST_EVERY_SECONDS = 5;
    private static final int WARM_RATE = 1_500;
    private static final int OVERLOAD = 4_000;
    private static final int WORKERS = 50;
    private static final int STORED_FEW = 1_000;
    private static final int STORED_MANY = 100_000;
    private static final int DUE = 100;
    private static final int NEIGHBOURS = 100;

    private final Map<String, String> settings = Map.of(
            "PFY_OUTBOUND_ALLOW",
            "127.0.0.0/8",
            "PFY_SECRETS_KEY",
            Base64.getEncoder().encodeToString(new byte[32]));
    private int executors;

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Map<String, String> api = new HashMap<>(settings);
        api.put("PFY_RUN_MODE", "api");
        Bench.Node manager = bench.startManager(jdk, api);
        Triggered triggered = Triggered.plant(bench, new Api(manager.query(), manager.adminToken()));
        Verdicts verdicts = new Verdicts();
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            stored(bench, plan, report, verdicts, triggered, receiver);
            dueAtOnce(bench, plan, report, verdicts, jdk, triggered, receiver);
            sustained(bench, plan, report, verdicts, jdk, triggered, receiver);
            secondExecutor(bench, plan, report, verdicts, jdk, triggered, receiver);
        }
        verdicts.write(report);
    }

    private Bench.Node executor(Bench bench, Jdk jdk, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PFY_RUN_MODE", "executor");
        Path data = Files.createDirectories(bench.scratch().resolve("executor-" + ++executors));
        all.put("PFY_DATA_DIR", data.toString());
        all.putAll(more);
        return bench.startManager(jdk, all);
    }

    private static Map<String, String> workers() {
        String number = Integer.toString(WORKERS);
        return Map.of("PFY_TRIGGERS_ATTEMPTS", number, "PFY_TRIGGERS_ATTEMPTS_PER_BACKEND", number);
    }

    private static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** What it costs to find and to fire 100 that are due, among few and among many that are not. */
    private static void stored(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Triggered triggered, CallbackReceiver receiver)
            throws Exception {
        try (HikariDataSource connection = new HikariDataSource()) {
            String[] login = bench.login();
            connection.setJdbcUrl(login[0]);
            connection.setUsername(login[1]);
            connection.setPassword(login[2]);
            connection.addDataSourceProperty("currentSchema", "manager");
            connection.setMaximumPoolSize(1);
            InstantSource clock = InstantSource.system();
            Firing firing = new Firing(
                    new JdbcTransactions(connection, new ChangeFeed(() -> false)),
                    new Journal(clock, new UuidV7(clock, new SecureRandom())),
                    MisfireRules.STANDARD,
                    RetrySchedule.STANDARD);
            stored(bench, plan, report, verdicts, triggered, receiver, firing);
        }
    }

    private static void stored(
            Bench bench,
            Plan plan,
            Report report,
            Verdicts verdicts,
            Triggered triggered,
            CallbackReceiver receiver,
            Firing firing)
            throws Exception {
        String application = triggered.application("stored", receiver.url("/stored"));
        int rounds = plan.quick() ? 60 : 400;
        List<Double> medians = new ArrayList<>();
        report.heading("Firing " + DUE + " triggers that are due, by how many are stored");
        report.header("Stored", "p50 ms", "p95 ms", "Rounds");
        int stored = 0;
        for (int size : List.of(STORED_FEW, STORED_MANY)) {
            triggered.triggers(application, size - stored, "0 0 1 1 *", false);
            stored = size;
            bench.say("firing " + DUE + " of " + size);
            fireAll(bench, firing, rounds / 2);
            double[] millis = fireAll(bench, firing, rounds);
            medians.add(Spread.percentile(IntStream.range(0, millis.length).mapToDouble(i -> millis[i]), 0.5));
            report.row(
                    String.format(Locale.ROOT, "%,d", size),
                    medians.get(medians.size() - 1),
                    Spread.percentile(IntStream.range(0, millis.length).mapToDouble(i -> millis[i]), 0.95),
                    rounds);
        }
        double ratio = medians.get(1) / medians.get(0);
        verdicts.add(
                String.format(
                        Locale.ROOT, "Firing %d that are due, %,d stored against %,d", DUE, STORED_MANY, STORED_FEW),
                "≤ 1.2 ×",
                String.format(Locale.ROOT, "%.2f", ratio),
                ratio <= 1.2);
        triggered.clear();
    }

    /** Milliseconds of each round; making them due is not measured. */
    private static double[] fireAll(Bench bench, Firing firing, int rounds) throws SQLException {
        double[] millis = new double[rounds];
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            // What was just stored makes work in the background, which is not what is measured.
            statement.execute("vacuum (analyze) trigger, trigger_due");
            checkpoint(bench);
            for (int i = 0; i < rounds; i++) {
                if (i % 50 == 0) {
                    statement.execute("truncate trigger_run, trigger_delivery");
                    statement.execute("vacuum trigger_due");
                }
                statement.execute("update trigger_due set due_at = now() where trigger_id in"
                        + " (select trigger_id from trigger_due order by random() limit " + DUE + ")");
                long before = System.nanoTime();
                int fired = firing.fire(500).triggers();
                millis[i] = (System.nanoTime() - before) / 1e6;
                if (fired != DUE) {
                    throw new IllegalStateException(fired + " were fired");
                }
            }
        }
        return millis;
    }

    private static void checkpoint(Bench bench) throws SQLException {
        try (Connection connection = bench.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Two executors; then the same with a receiver beside that never answers. */
    private void dueAtOnce(
            Bench bench,
            Plan plan,
            Report report,
            Verdicts verdicts,
            Jdk jdk,
            Triggered triggered,
            CallbackReceiver receiver)
            throws Exception {
        Bench.Node one = executor(bench, jdk, Map.of());
        Bench.Node two = executor(bench, jdk, Map.of());
        String burst = triggered.application("burst", receiver.url("/burst"));
        triggered.triggers(burst, BURST, "*/" + BURST_EVERY_SECONDS + " * * * * *", true);
        bench.say("warming two executors");
        pass(plan.warmUp());
        bench.say(BURST + " due at once");
        receiver.take("/burst");
        Instant from = nextBurst();
        int bursts = plan.quick() ? 2 : 12;
        Instant until = from.plusSeconds((long) bursts * BURST_EVERY_SECONDS);
        pass(Duration.between(InstantSource.system().instant(), until).plusSeconds(3));
        triggered.pause();
        List<double[]> lags = triggered.lags(from.toString(), until.toString());
        double[] arrived = receiver.take("/burst").stream()
                .filter(arrival -> !arrival.scheduledAt().isBefore(from)
                        && arrival.scheduledAt().isBefore(until))
                .mapToDouble(CallbackReceiver.Arrival::lateSeconds)
                .toArray();
        report.heading(String.format(
                Locale.ROOT,
                "%,d triggers due in the same second, two executors, JDK %s, %d times",
                BURST,
                jdk.version(),
                bursts));
        report.header("What", "How many", "p50 ms behind the instant", "p99 ms");
        double begun = lagRow(
                report, "runs made", lags.stream().mapToDouble(lag -> lag[0]).toArray(), 0);
        begun = lagRow(
                report,
                "callbacks begun",
                lags.stream().mapToDouble(lag -> lag[1]).toArray(),
                begun);
        lagRow(report, "callbacks arrived", arrived, 0);
        verdicts.add(
                String.format(Locale.ROOT, "%,d due in the same second on two executors: begun, p99", BURST),
                "all, < 1 s",
                String.format(Locale.ROOT, "%,d of %,d, %.2f s", lags.size(), bursts * BURST, begun / 1e3),
                lags.size() == bursts * BURST && begun < 1_000);
        triggered.clear();
        deadNeighbour(bench, plan, report, verdicts, triggered, receiver);
        one.process().close();
        two.process().close();
    }

    private static Instant nextBurst() {
        Instant soon = InstantSource.system().instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        while (soon.getEpochSecond() % BURST_EVERY_SECONDS != 0) {
            soon = soon.plusSeconds(1);
        }
        return soon;
    }

    /** @return the 99th percentile in milliseconds, or the greater one given */
    private static double lagRow(Report report, String what, double[] seconds, double least) {
        if (seconds.length == 0) {
            report.row(what, 0, "–", "–");
            return Double.MAX_VALUE;
        }
        double p50 = 1e3 * Spread.percentile(java.util.Arrays.stream(seconds), 0.5);
        double p99 = 1e3 * Spread.percentile(java.util.Arrays.stream(seconds), 0.99);
        report.row(what, String.format(Locale.ROOT, "%,d", seconds.length), Math.round(p50), Math.round(p99));
        return Math.max(least, p99);
    }

    private static void deadNeighbour(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Triggered triggered, CallbackReceiver receiver)
            throws Exception {
        report.heading("A receiver that never answers, beside one that does; " + NEIGHBOURS
                + " triggers each, due each second, two executors");
        report.header("What", "How many", "p50 ms behind the instant", "p99 ms");
        Duration time = plan.quick() ? Duration.ofSeconds(6) : Duration.ofSeconds(40);
        String alive = triggered.application("alive", receiver.url("/alive"));
        String dead = triggered.application("dead", receiver.url("/never/dead"));
        triggered.triggers(alive, NEIGHBOURS, "* * * * * *", true);
        pass(Duration.ofSeconds(5));
        receiver.take("/alive");
        pass(time);
        double[] before = late(receiver, "/alive");
        double without = lagRow(report, "callbacks that arrived, alone", before, 0);
        bench.say("beside a receiver that never answers");
        triggered.triggers(dead, NEIGHBOURS, "* * * * * *", true);
        pass(Duration.ofSeconds(5));
        receiver.take("/alive");
        pass(time);
        double[] beside = late(receiver, "/alive");
        double with = lagRow(report, "the same beside a dead receiver", beside, 0);
        double part = beside.length / (double) before.length;
        verdicts.add(
                "Callbacks to others while a receiver never answers: how many of those before, p99",
                "≥ 0.97 ×, < 1 s",
                String.format(Locale.ROOT, "%.2f, %.2f s (alone %.2f s)", part, with / 1e3, without / 1e3),
                part >= 0.97 && with < 1_000);
        triggered.pause();
        triggered.clear();
    }

    private static double[] late(CallbackReceiver receiver, String path) {
        return receiver.take(path).stream()
                .mapToDouble(CallbackReceiver.Arrival::lateSeconds)
                .toArray();
    }

    /** How many can be due each second so that all of them are done. Both do as many at once, and have the same receiver. */
    private void sustained(
            Bench bench,
            Plan plan,
            Report report,
            Verdicts verdicts,
            Jdk jdk,
            Triggered triggered,
            CallbackReceiver receiver)
            throws Exception {
        Optional<Child> peer = dbScheduler(bench, jdk, receiver.url("/scheduler"));
        if (peer.isEmpty()) {
            report.paragraph("db-scheduler was not there: it could not be fetched.");
            return;
        }
        URI scheduler = bench.addressOf(peer.get());
        Bench.Node executor = executor(bench, jdk, workers());
        String application = triggered.application("sustained", receiver.url("/manager"));
        Climbing manager = new Climbing(
                "Manager, one executor",
                receiver,
                "/manager",
                number -> triggered.replace(application, number),
                triggered::pause);
        Climbing peers = new Climbing(
                "db-scheduler",
                receiver,
                "/scheduler",
                number -> {
                    instances(bench, number);
                    tell(scheduler, "/resume");
                },
                () -> tell(scheduler, "/pause"));
        for (Climbing each : List.of(manager, peers)) {
            bench.say("warming " + each.name());
            each.run(WARM_RATE, plan.warmUp(0.6));
        }
        Duration measured = Duration.ofSeconds(plan.quick() ? 3 : 6);
        int step = plan.quick() ? 1_000 : 500;
        for (int number = step; manager.isClimbing() || peers.isClimbing(); number += step) {
            for (Climbing each : List.of(manager, peers)) {
                each.climb(bench, number, measured);
            }
        }
        report.heading(String.format(
                Locale.ROOT,
                "How many can be due each second, %d callbacks at once, JDK %s; steps of %d",
                WORKERS,
                jdk.version(),
                step));
        report.header("Contender", "Due each second and done", "Of the next step was done");
        for (Climbing each : List.of(manager, peers)) {
            report.row(each.name(), String.format(Locale.ROOT, "%,d", each.reached()), each.missed());
        }
        verdicts.add(
                "Triggers that can be due each second, against db-scheduler",
                "as many",
                String.format(Locale.ROOT, "%,d against %,d", manager.reached(), peers.reached()),
                manager.reached() > 0 && manager.reached() >= peers.reached());
        overloaded(bench, plan, report, verdicts, manager, peers);
        executor.process().close();
        peer.get().close();
        triggered.clear();
    }

    /** The same with far more that is due than can be done: what is done then, whichever instants are passed over. */
    private static void overloaded(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Climbing manager, Climbing peers)
            throws Exception {
        Map<Climbing, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < (plan.quick() ? 1 : 3); round++) {
            for (Climbing each : List.of(manager, peers)) {
                double rate = each.rate(OVERLOAD, Duration.ofSeconds(plan.quick() ? 3 : 6));
                bench.say(String.format(Locale.ROOT, "%s: %.0f/s", each.name(), rate));
                rates.computeIfAbsent(each, any -> new ArrayList<>()).add(rate);
            }
        }
        report.heading(String.format(Locale.ROOT, "%,d due each second, %d callbacks at once", OVERLOAD, WORKERS));
        report.header("Contender", "Callbacks/s, median (least to most)");
        rates.forEach((each, found) -> report.row(each.name(), spread(found).asRate()));
        double ratio =
                spread(rates.get(manager)).median() / spread(rates.get(peers)).median();
        verdicts.add(
                String.format(Locale.ROOT, "Callbacks/s against db-scheduler, %,d due each second", OVERLOAD),
                "≥ 1.0 ×",
                String.format(Locale.ROOT, "%.2f", ratio),
                ratio >= 1);
    }

    private static void instances(Bench bench, int number) throws SQLException {
        try (Connection connection = bench.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from db_scheduler.scheduled_tasks");
            statement.execute("""
                    insert into db_scheduler.scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    select 'callback', i::text, date_trunc('second', now()) + interval '3 seconds', false, 1
                      from generate_series(1, %d) i
                    """.formatted(number));
        }
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue));
    }

    private static double rate(CallbackReceiver receiver, String path, Duration time) throws InterruptedException {
        receiver.take(path);
        long before = System.nanoTime();
        pass(time);
        int came = receiver.take(path).size();
        return came / ((System.nanoTime() - before) / 1e9);
    }

    private static void tell(URI scheduler, String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(scheduler.resolve(what)).build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** In a schema of its own beside the Manager's. */
    private static Optional<Child> dbScheduler(Bench bench, Jdk jdk, String callbackUrl) throws Exception {
        Optional<Path> libraries = Optional.ofNullable(System.getProperty("benchmark.db-scheduler"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory);
        if (libraries.isEmpty()) {
            return Optional.empty();
        }
        String[] login = bench.login();
        try (Connection connection = bench.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema db_scheduler authorization \"" + login[1] + "\"");
            statement.execute("set role \"" + login[1] + "\"");
            statement.execute(
                    Files.readString(bench.home().resolve("db-scheduler").resolve("tables.sql")));
        }
        Path source = bench.home().resolve("db-scheduler").resolve("Callbacks.java");
        return Optional.of(bench.start(
                "db-scheduler",
                List.of(
                        jdk.java(),
                        Bench.HEAP,
                        "-Dhttp.maxConnections=" + WORKERS,
                        "-cp",
                        libraries.get() + "/*",
                        source.toString(),
                        callbackUrl,
                        Integer.toString(WORKERS)),
                Map.of("BENCH_DB_URL", login[0], "BENCH_DB_USER", login[1], "BENCH_DB_PASSWORD", login[2])));
    }

    /** A receiver that answers after 200 ms leaves a node with 50 workers 250 a second. */
    private void secondExecutor(
            Bench bench,
            Plan plan,
            Report report,
            Verdicts verdicts,
            Jdk jdk,
            Triggered triggered,
            CallbackReceiver receiver)
            throws Exception {
        Bench.Node one = executor(bench, jdk, workers());
        String application = triggered.application("slow", receiver.url("/slow/one"));
        triggered.triggers(application, BURST, "* * * * * *", true);
        pass(plan.warmUp(0.3));
        Duration slot = plan.slot().multipliedBy(plan.quick() ? 1 : 2);
        List<Double> alone = rates(receiver, plan, slot);
        bench.say("starting a second executor");
        Bench.Node two = executor(bench, jdk, workers());
        pass(plan.warmUp(0.3));
        List<Double> both = rates(receiver, plan, slot);
        triggered.pause();
        report.heading(String.format(
                Locale.ROOT,
                "A receiver that answers after %d ms, %d callbacks at once and node",
                CallbackReceiver.SLOW.toMillis(),
                WORKERS));
        report.header("Executors", "Callbacks/s, median (least to most)");
        report.row(1, spread(alone).asRate());
        report.row(2, spread(both).asRate());
        double ratio = spread(both).median() / spread(alone).median();
        verdicts.add(
                "Two executors against one, a receiver that takes 200 ms",
                "≥ 1.6 ×",
                String.format(Locale.ROOT, "%.2f", ratio),
                ratio >= 1.6);
        one.process().close();
        two.process().close();
    }

    private static List<Double> rates(CallbackReceiver receiver, Plan plan, Duration slot) throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            rates.add(rate(receiver, "/slow/one", slot));
        }
        return rates;
    }
}
