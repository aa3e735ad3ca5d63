package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What shells load, and packages that are published; see {@code docs/benchmarks/pilets.md}. */
final class PiletsBenchmark implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final int PILETS = 10;
    private static final int ASSET_BYTES = 100 * 1024;
    /** What is uploaded is limited to 50,000,000 bytes; some of them are around the file. */
    private static final int LARGE_BYTES = 49_900_000;

    private static final int AT_ONCE = 8;

    /** Links of feeds begin with it, as where the Manager is reached under a name; nothing is asked there. */
    private static final Map<String, String> NAMED = Map.of("PFY_SERVER_PUBLIC_URL", "http://manager.example.com");

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Verdicts verdicts = new Verdicts();
        Bench.Node manager = bench.startManager(jdk, NAMED);
        Api administrator = new Api(manager.query(), manager.adminToken());
        String project = administrator.fieldOf(
                "id", "mutation { createProject(input: {name: \"Pilets\", slug: \"pilets\"}) { id } }");
        URI feed = administrator.query().resolve("/pilet-feed/" + application(administrator, project));
        publish(bench, manager, project);
        feed(bench, plan, report, verdicts, jdk, feed);
        asset(bench, plan, report, feed);
        manager.process().close();
        uploads(bench, plan, report, verdicts, jdk, project);
        verdicts.write(report);
    }

    private static String application(Api administrator, String project) throws IOException {
        String tenant = administrator.fieldOf(
                "id", "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Acme\"}) { id } }");
        administrator.run("mutation { createFrontendSettings(input: {projectID: \"" + project
                + "\", moduleConfig: {KeyValuePairs: [{Key: \"api\", Value: \"https://api.example.com\"}]}}) { id } }");
        return administrator.fieldOf(
                "id", "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }");
    }

    /** Ten pilets, the first of which has a main file of 100 KiB. */
    private static void publish(Bench bench, Bench.Node manager, String project) throws Exception {
        for (int i = 0; i < PILETS; i++) {
            String main = "//@pilet v:2(webpackChunkpr_pilet" + i + ",{\"dep\":\"./dep.js\"})\n";
            int length = i == 0 ? ASSET_BYTES : 1_000;
            byte[] text =
                    (main + "x();\n".repeat(ASSET_BYTES)).substring(0, length).getBytes(StandardCharsets.US_ASCII);
            Path archive = bench.scratch().resolve("pilet" + i + ".tgz");
            NpmArchive.write(archive, "@acme/pilet-" + i, "1.0.0", text);
            Publishing.require(manager, project, archive);
        }
    }

    private static void feed(Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, URI feed)
            throws Exception {
        try (Child own = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "own"));
                Child bare = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "none"))) {
            Target full = Target.get("feed", feed, Map.of());
            Target packed = Target.get("feed, compressed", feed, Map.of("Accept-Encoding", "gzip"));
            Target unchanged = Target.get("feed, 304", feed, Map.of("If-None-Match", HttpConnection.entityTag(full)));
            Target behindOwn = Target.get(
                    "hello behind the Manager's own filters",
                    bench.addressOf(own).resolve("/hello"),
                    Map.of());
            Target atAll = Target.get("bare hello", bench.addressOf(bare).resolve("/hello"), Map.of());
            List<Target> all = List.of(full, packed, unchanged, behindOwn, atAll);
            warm(bench, plan, all);
            Rounds rounds = Rounds.of(bench, all, plan.manyRounds(), CONNECTIONS, plan.shortSlot());
            report.heading("The feed of an application with " + PILETS + " pilets, "
                    + HttpConnection.once(full).length() + " bytes, JDK " + jdk.version());
            rounds.write(report, all, behindOwn);
            rounds.verdict(verdicts, "Feed against hello behind the same filters", full, behindOwn, 0.9);
            rounds.verdict(verdicts, "The same, compressed, as browsers ask for it", packed, behindOwn, 0.9);
            rounds.verdict(verdicts, "The same, answered 304", unchanged, behindOwn, 0.9);
        }
    }

    private static void warm(Bench bench, Plan plan, List<Target> all) throws Exception {
        for (Target target : all) {
            bench.say("warming " + target.name());
            Load.of(bench, target, CONNECTIONS, plan.warmUp(0.5));
        }
    }

    /** A file from memory beside nginx, which has the same one on its disk. */
    private static void asset(Bench bench, Plan plan, Report report, URI feed) throws Exception {
        String link = HttpConnection.once(Target.get("", feed, Map.of()))
                .replaceFirst("(?s).*?\"link\":\"http://manager\\.example\\.com([^\"]+)\".*", "$1");
        Target ours = Target.get("Manager", feed.resolve(link), Map.of());
        String content = HttpConnection.once(ours);
        if (content.length() != ASSET_BYTES) {
            throw new IllegalStateException("the file has " + content.length() + " bytes");
        }
        Path folder = Files.createDirectory(bench.scratch().resolve("files"));
        Files.writeString(folder.resolve("main.js"), content);
        List<Target> all = new ArrayList<>(List.of(ours));
        Optional<Target> nginx =
                Gateways.nginx(bench, folder).map(at -> Target.get("nginx", at.resolve("/main.js"), Map.of()));
        nginx.ifPresent(all::add);
        warm(bench, plan, all);
        Rounds rounds = Rounds.of(bench, all, plan.rounds(), CONNECTIONS, plan.slot());
        report.heading("A file of 100 KiB, uncompressed");
        rounds.write(report, all, nginx.orElse(ours));
        if (nginx.isEmpty()) {
            report.paragraph("nginx was not there.");
        }
    }

    private static void uploads(Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, String project)
            throws Exception {
        Bench.Node manager = bench.startManager(jdk, List.of("-Xmx256m"), NAMED);
        report.heading(AT_ONCE + " uploads at once, heap of 256 MB");
        report.header(
                "Bytes of a package",
                "Uploads",
                "Failed",
                "Seconds",
                "MB/s",
                "Heap in use, most MB",
                "Resident, most MB");
        int rounds = plan.quick() ? 1 : 2;
        Publishing.many(bench, manager, project, LARGE_BYTES / 50, AT_ONCE, 1); // cold, it waits for connections
        int failed = 0;
        double resident = 0;
        for (int bytes : new int[] {LARGE_BYTES / 10, LARGE_BYTES}) {
            Publishing.Outcome outcome =
                    Publishing.many(bench, manager, project, plan.quick() ? bytes / 10 : bytes, AT_ONCE, rounds);
            report.row(
                    outcome.bytes(),
                    outcome.uploads(),
                    outcome.failed(),
                    outcome.seconds(),
                    outcome.megabytesPerSecond(),
                    outcome.heap() / 1e6,
                    outcome.resident() / 1e6);
            failed += outcome.failed();
            resident = outcome.resident() / 1e6;
        }
        verdicts.add(
                "Failed uploads, " + AT_ONCE + " at once, in a heap of 256 MB",
                "0",
                String.valueOf(failed),
                failed == 0 && manager.process().isAlive());
        verdicts.add(
                "Resident memory after all of them",
                "< 512 MB, twice the heap",
                String.format(Locale.ROOT, "%.0f MB", resident),
                resident < 512);
        manager.process().close();
    }
}
