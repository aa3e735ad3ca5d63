package dev.productify.manager.server.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** All features at once for an hour, while nodes and the database are killed; see {@code docs/benchmarks/soak.md}. */
final class SoakBenchmark implements Benchmark {
    /** The shortest that has four quarters. */
    static final int LEAST_MINUTES = 4;

    static final int MOST_MINUTES = 24 * 60;

    private static final int TRIGGERS = 20;
    private static final int PROJECTS = 20;
    private static final int CHANGED = 16;
    private static final int PILETS = 10;
    private static final int ASSET_BYTES = 20 * 1024;
    private static final int CONNECTIONS = 8;
    /** What a run is to take of what the machine can do. */
    private static final double PART = 0.5;

    private static final double FLAT = 1.1;
    private static final double SLOWER = 2;
    /** How long after a node was killed, and after the database answers again, errors are to be expected. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private static final String BODY = "{\"a\":\"" + "x".repeat(BusBackend.JSON_BYTES - 8) + "\"}";
    private static final String LIST =
            "query Projects { projects(order: {field: \"name\", direction: ASC}, pagination: {limit: 20, offset: 0})"
                    + " { id name slug description createdAt } }";

    /** The one that lives through the second quarter and all that comes after it. */
    private static final int OLD = 0;

    private static final int YOUNG = 1;

    private enum Victim {
        OLD_NODE("node 1 is killed"),
        YOUNG_NODE("node 2 is killed"),
        DATABASE("the database is killed");

        private final String what;

        Victim(String what) {
            this.what = what;
        }
    }

    /** Something that is killed when that part of the time is over. The last quarter is quiet. */
    private record Kill(double when, Victim victim) {}

    private static final List<Kill> KILLS = List.of(
            new Kill(0.10, Victim.OLD_NODE),
            new Kill(0.15, Victim.YOUNG_NODE),
            new Kill(0.20, Victim.DATABASE),
            new Kill(0.45, Victim.YOUNG_NODE),
            new Kill(0.53, Victim.DATABASE),
            new Kill(0.60, Victim.YOUNG_NODE),
            new Kill(0.66, Victim.DATABASE));

    /** Megabytes of the old node that a collection of the whole heap leaves, in the middle and in the end. */
    private record LiveHeap(double middle, double end) {}

    private final int minutes;
    private final SoakWindows windows = new SoakWindows();
    private final Map<SoakClients, Double> peaks = new LinkedHashMap<>();

    SoakBenchmark(int minutes) {
        this.minutes = minutes;
    }

    private record Kind(String name, LongFunction<byte[]> requests) {
        static Kind of(Target target) {
            byte[] request = HttpConnection.request(target);
            return new Kind(target.name(), any -> request);
        }
    }

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        SoakNodes nodes = new SoakNodes(bench, jdk);
        Bench.Node first = nodes.start(OLD);
        nodes.start(YOUNG);
        try (SoakLedger ledger = new SoakLedger();
                Child backend = bench.startPeer(jdk, BusBackend.class, Map.of())) {
            Api administrator = new Api(first.query(), first.adminToken());
            List<Kind> kinds = plant(bench, first, administrator, bench.addressOf(backend));
            Map<Kind, Double> measured = calibrate(bench, plan, nodes, kinds);
            Triggered triggered = Triggered.plant(bench, administrator);
            triggered.triggers(triggered.application("soak", ledger.url()), TRIGGERS, "* * * * * *", true);
            long start = System.nanoTime();
            for (Kind kind : kinds) {
                double peak = measured.get(kind);
                double rate = Math.max(1, peak * PART / kinds.size());
                peaks.put(
                        new SoakClients(kind.name(), nodes.addresses(), kind.requests(), rate, minutes, windows, start),
                        peak);
            }
            SoakSamples samples = new SoakSamples(bench, nodes, minutes, start);
            peaks.keySet().forEach(load -> load.begin(CONNECTIONS));
            storm(bench, nodes, start, kill -> kill.when() < 0.5);
            await(start + TimeUnit.MINUTES.toNanos(minutes) / 2);
            double middle = samples.liveHeap(jdk, OLD);
            storm(bench, nodes, start, kill -> kill.when() >= 0.5);
            await(start + TimeUnit.MINUTES.toNanos(minutes));
            for (SoakClients load : peaks.keySet()) {
                load.end();
            }
            double end = samples.liveHeap(jdk, OLD);
            samples.end();
            write(report, jdk, samples, new LiveHeap(middle, end), ledger.settle(bench));
        }
    }

    private static List<Kind> plant(Bench bench, Bench.Node node, Api administrator, URI backend) throws Exception {
        String project = administrator.fieldOf(
                "id", "mutation { createProject(input: {name: \"Soak\", slug: \"soak\"}) { id } }");
        for (int i = 1; i < PROJECTS; i++) {
            administrator.run("mutation { createProject(input: {name: \"Project " + i + "\"}) { id } }");
        }
        BenchCaller caller = BenchCaller.enrol(administrator, project, "caller");
        caller.lead("/soak/*", backend.resolve("/json").toString(), "BASIC");
        publish(bench, node, project);
        String tenant = administrator.fieldOf(
                "id", "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Changed\"}) { id } }");
        List<String> applications = new ArrayList<>();
        for (int i = 0; i < CHANGED; i++) {
            applications.add(administrator.fieldOf(
                    "id",
                    "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"App " + i
                            + "\"}) { id } }"));
        }
        URI feed = administrator.query().resolve("/pilet-feed/" + applications.get(0));
        String link = HttpConnection.once(Target.get("", feed, Map.of()))
                .replaceFirst("(?s).*?\"link\":\"http://manager\\.example\\.com([^\"]+)\".*", "$1");
        return List.of(
                Kind.of(caller.posts("bus, 1 KiB each way, BASIC", "/soak/1", BODY)),
                Kind.of(administrator.target("GraphQL, 20 projects", LIST)),
                new Kind(
                        "GraphQL, an application is changed",
                        number -> HttpConnection.request(administrator.target(
                                "",
                                "mutation { updateApplication(id: \"" + applications.get((int) (number % CHANGED))
                                        + "\", input: {description: \"" + number + "\"}) { id } }"))),
                Kind.of(Target.get("pilet feed", feed, Map.of())),
                Kind.of(Target.get("pilet file, 20 KiB", feed.resolve(link), Map.of())));
    }

    private static void publish(Bench bench, Bench.Node node, String project) throws Exception {
        for (int i = 0; i < PILETS; i++) {
            String main = "//@pilet v:2(webpackChunkpr_pilet" + i + ",{\"dep\":\"./dep.js\"})\n";
            byte[] text = (main + "x();\n".repeat(ASSET_BYTES))
                    .substring(0, ASSET_BYTES)
                    .getBytes(StandardCharsets.US_ASCII);
            Path archive = bench.scratch().resolve("pilet" + i + ".tgz");
            NpmArchive.write(archive, "@acme/pilet-" + i, "1.0.0", text);
            Publishing.require(node, project, archive);
        }
    }

    /** What each load reaches alone, over both nodes, after they were warmed by it. */
    private static Map<Kind, Double> calibrate(Bench bench, Plan plan, SoakNodes nodes, List<Kind> kinds)
            throws Exception {
        Map<Kind, Double> peaks = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            bench.say("the peak of " + kind.name());
            peak(nodes.addresses(), kind, plan.warmUp());
            peaks.put(kind, peak(nodes.addresses(), kind, plan.slot()));
            bench.say(Math.round(peaks.get(kind)) + " a second");
        }
        return peaks;
    }

    private static double peak(List<URI> nodes, Kind kind, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2 * CONNECTIONS);
        try {
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                int number = i;
                all.add(() -> {
                    long asked = 0;
                    try (HttpConnection connection = HttpConnection.to(nodes.get(number % nodes.size()))) {
                        // Numbers of which none comes twice, so that each change changes something.
                        for (; end - System.nanoTime() > 0; asked++) {
                            connection.ask(
                                    kind.requests().apply(-1 - number - 2L * CONNECTIONS * asked & Long.MAX_VALUE));
                        }
                    }
                    return asked;
                });
            }
            long sum = 0;
            for (Future<Long> part : threads.invokeAll(all)) {
                sum += part.get();
            }
            return sum / (time.toNanos() / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private void storm(Bench bench, SoakNodes nodes, long start, Predicate<Kill> when) throws Exception {
        long length = TimeUnit.MINUTES.toNanos(minutes);
        for (Kill kill : KILLS.stream().filter(when).toList()) {
            await(start + Math.round(length * kill.when()));
            bench.say(kill.victim().what);
            switch (kill.victim()) {
                case OLD_NODE -> killNode(bench, nodes, OLD);
                case YOUNG_NODE -> killNode(bench, nodes, YOUNG);
                case DATABASE -> {
                    SoakWindows.Window window = windows.open(kill.victim().what);
                    bench.crashDatabase();
                    window.endIn(RECOVERY.toNanos());
                }
            }
        }
    }

    private void killNode(Bench bench, SoakNodes nodes, int number) throws Exception {
        SoakWindows.Window window = windows.open(number == OLD ? Victim.OLD_NODE.what : Victim.YOUNG_NODE.what);
        nodes.kill(number);
        window.endIn(RECOVERY.toNanos());
        long before = System.nanoTime();
        nodes.start(number);
        bench.say(String.format(Locale.ROOT, "it answers again after %.1f s", (System.nanoTime() - before) / 1e9));
    }

    private static void await(long due) throws InterruptedException {
        long left = due - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private int early() {
        return Math.max(1, Math.min(5, minutes / 12));
    }

    private int lastQuarter() {
        return minutes - minutes / 4;
    }

    private void write(Report report, Jdk jdk, SoakSamples samples, LiveHeap heap, SoakLedger.Comparison runs) {
        report.heading(minutes + " minutes, two nodes, JDK " + jdk.version() + ", heaps of 512 MB");
        loads(report);
        killed(report);
        runs(report, runs);
        perMinute(report, samples);
        Verdicts verdicts = new Verdicts();
        long wrong = peaks.keySet().stream()
                .mapToLong(load -> load.minutes(0, minutes + 1).unexpected())
                .sum();
        verdicts.add("Errors when nothing was broken", "0", String.valueOf(wrong), wrong == 0);
        verdicts.add(
                "Each second of each trigger has one run, which the receiver knows",
                "all agree",
                runs.agrees() ? String.format(Locale.ROOT, "%,d instants agree", runs.instants()) : "they do not",
                runs.agrees());
        verdicts.add(
                "Heap after a collection of all of it, MB, in the end against the middle",
                "≤ " + FLAT + " ×",
                String.format(Locale.ROOT, "%.0f and %.0f", heap.end(), heap.middle()),
                heap.end() > 0 && heap.end() <= FLAT * heap.middle());
        flat(verdicts, samples);
        for (SoakClients load : peaks.keySet()) {
            double before = load.minutes(0, early()).percentile(0.99);
            double after = load.minutes(lastQuarter(), minutes).percentile(0.99);
            verdicts.add(
                    "p99 of " + load.name() + ", last quarter against the first " + early() + " min",
                    "≤ 2 ×",
                    String.format(Locale.ROOT, "%.1f and %.1f ms", after, before),
                    after > 0 && after <= SLOWER * before);
        }
        verdicts.write(report);
    }

    private void loads(Report report) {
        report.header(
                "Load",
                "Peak/s",
                "Asked/s",
                "Requests",
                "Went elsewhere",
                "Errors in recovery",
                "Other errors",
                "p50 ms",
                "p99 ms",
                "p99 ms, first " + early() + " min",
                "p99 ms, last quarter");
        for (Map.Entry<SoakClients, Double> one : peaks.entrySet()) {
            SoakClients load = one.getKey();
            SoakTally all = load.minutes(0, minutes + 1);
            report.row(
                    load.name(),
                    Math.round(one.getValue()),
                    Math.round(load.perSecond()),
                    all.requests(),
                    all.elsewhere(),
                    all.expected(),
                    all.unexpected(),
                    all.percentile(0.5),
                    all.percentile(0.99),
                    load.minutes(0, early()).percentile(0.99),
                    load.minutes(lastQuarter(), minutes).percentile(0.99));
        }
        for (SoakClients load : peaks.keySet()) {
            load.unexpected()
                    .forEach((what, times) -> report.paragraph("Wrong when nothing was broken, " + times + " ×, "
                            + load.name() + ": `" + what.replace('`', ' ') + "`"));
        }
    }

    private void killed(Report report) {
        report.heading("What was broken");
        report.header("What", "Errors to be expected for, s");
        windows.all().forEach(window -> report.row(window.what, window.seconds()));
    }

    private static void runs(Report report, SoakLedger.Comparison runs) {
        report.heading("Runs of " + TRIGGERS + " triggers that are due each second");
        report.header(
                "Triggers",
                "Instants",
                "Runs",
                "Missing",
                "Twice",
                "Not at the receiver",
                "At the receiver alone",
                "Skipped");
        report.row(
                runs.triggers(),
                runs.instants(),
                runs.recorded(),
                runs.missing(),
                runs.doubled(),
                runs.unheard(),
                runs.unknown(),
                runs.skipped());
    }

    private void perMinute(Report report, SoakSamples samples) {
        report.heading("Minute by minute");
        List<String> header = new ArrayList<>(List.of("Minute", "Requests", "Errors in recovery", "Other errors"));
        peaks.keySet().forEach(load -> header.add("p50/p99 ms, " + load.name()));
        header.addAll(
                List.of("Heap MB", "Resident MB", "Threads", "Files", "Pool in use", "Connections of the database"));
        report.header(header.toArray(String[]::new));
        for (int i = 0; i < minutes; i++) {
            int minute = i;
            List<Object> row = new ArrayList<>();
            SoakTally all = SoakTally.sum(peaks.keySet().stream().map(load -> load.minute(minute)));
            row.addAll(List.of(minute + 1, all.requests(), all.expected(), all.unexpected()));
            peaks.keySet()
                    .forEach(load -> row.add(String.format(
                            Locale.ROOT,
                            "%.1f/%.1f",
                            load.minute(minute).percentile(0.5),
                            load.minute(minute).percentile(0.99))));
            SoakSamples.Sample old = samples.of(OLD, minute);
            SoakSamples.Sample young = samples.of(YOUNG, minute);
            row.add(both(old.heap(), young.heap()));
            row.add(both(old.resident(), young.resident()));
            row.add(both(old.threads(), young.threads()));
            row.add(both(old.files(), young.files()));
            row.add(both(old.busy(), young.busy()));
            row.add(Math.round(samples.connections(minute)));
            report.row(row.toArray());
        }
    }

    private static String both(double old, double young) {
        return String.format(Locale.ROOT, "%.0f, %.0f", old, young);
    }

    /** Of the node that lives all the while, and of the database. */
    private void flat(Verdicts verdicts, SoakSamples samples) {
        int quarter = minutes / 4;
        SoakSamples.Sample before = samples.of(OLD, quarter, 2 * quarter);
        SoakSamples.Sample after = samples.of(OLD, lastQuarter(), minutes);
        flat(verdicts, "Resident memory, MB", before.resident(), after.resident());
        flat(verdicts, "Threads", before.threads(), after.threads());
        flat(verdicts, "Open files and connections", before.files(), after.files());
        double connectionsBefore = 0;
        double connectionsAfter = 0;
        for (int i = 0; i < quarter; i++) {
            connectionsBefore = Math.max(connectionsBefore, samples.connections(quarter + i));
            connectionsAfter = Math.max(connectionsAfter, samples.connections(lastQuarter() + i));
        }
        flat(verdicts, "Connections of the database", connectionsBefore, connectionsAfter);
    }

    private static void flat(Verdicts verdicts, String what, double before, double after) {
        verdicts.add(
                what + ", last quarter against the second",
                "≤ " + FLAT + " ×",
                String.format(Locale.ROOT, "%.0f and %.0f", after, before),
                after > 0 && after <= FLAT * before);
    }
}
