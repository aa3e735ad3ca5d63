package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of machine users, and lists of somebody with many memberships; see {@code docs/benchmarks/access.md}. */
final class AccessBenchmark implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final String PASSWORD = "a password of the benchmark's";

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Bench.Node manager = bench.startManager(jdk);
        Api administrator = new Api(manager.query(), manager.adminToken());
        Verdicts verdicts = new Verdicts();
        checks(bench, plan, report, verdicts, jdk, manager, Checks.enrol(administrator));
        growth(bench, plan, report, verdicts, administrator);
        verdicts.write(report);
    }

    /** The ways to ask who one is. */
    private record Checks(Target bearer, Target basic) {
        static Checks enrol(Api administrator) throws IOException {
            String project = administrator.fieldOf(
                    "id", "mutation { createProject(input: {name: \"Checks\", slug: \"checks\"}) { id } }");
            String tenant = administrator.fieldOf(
                    "id",
                    "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Checks\"}) { id } }");
            URI check = administrator.query().resolve("/api/machine/check");
            String token = machineUser(administrator, tenant, "generated", "__GENERATE_TOKEN__", "generatedToken");
            machineUser(administrator, tenant, "chosen", PASSWORD, "id");
            String basic = Base64.getEncoder().encodeToString(("chosen:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            return new Checks(
                    Target.get("Manager, Bearer", check, Map.of("Authorization", "Bearer " + token)),
                    Target.get("Manager, Basic", check, Map.of("Authorization", "Basic " + basic)));
        }

        private static String machineUser(Api administrator, String tenant, String name, String key, String wanted)
                throws IOException {
            return administrator.fieldOf(
                    wanted,
                    "mutation { createMachineUserWithCredentials(tenantId: \"" + tenant + "\", input: {name: \"" + name
                            + "\", username: \"" + name + "\", hashedKey: \"" + key
                            + "\"}) { machineUser { id } generatedToken } }");
        }
    }

    private static void checks(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, Bench.Node manager, Checks checks)
            throws Exception {
        try (Child own = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "own"));
                Child bare = bench.startPeer(jdk, HelloPeer.class, Map.of("BENCH_FILTERS", "none"))) {
            Target behindOwn = hello(bench, own, "hello behind the Manager's own filters");
            Target atAll = hello(bench, bare, "bare hello");
            List<Target> all = new ArrayList<>(List.of(checks.bearer(), checks.basic(), behindOwn, atAll));
            for (Target target : all) {
                warmed(bench, target, plan.warmUp(target.equals(checks.bearer()) ? 1 : 0.75));
            }
            withoutSql(bench, plan, verdicts, checks.bearer());
            Optional<Target> introspection = introspection(bench, plan);
            introspection.ifPresent(all::add);
            Rounds rounds = Rounds.of(bench, all, plan.manyRounds(), CONNECTIONS, plan.shortSlot());
            report.heading("Who is asking? JDK " + jdk.version());
            rounds.write(report, all, behindOwn);
            rounds.verdict(verdicts, "Bearer against hello behind the same filters", checks.bearer(), behindOwn, 0.9);
            rounds.verdict(verdicts, "Bearer against a bare hello", checks.bearer(), atAll, 0.7);
            rounds.verdict(verdicts, "Basic, once verified, against Bearer", checks.basic(), checks.bearer(), 0.8);
            if (introspection.isPresent()) {
                rounds.verdict(
                        verdicts, "Bearer against Keycloak's introspection", checks.bearer(), introspection.get(), 10);
            } else {
                report.paragraph("Keycloak was not there: its archive could not be fetched.");
            }
        }
    }

    private static Target hello(Bench bench, Child peer, String name) throws IOException, InterruptedException {
        return Target.get(name, bench.addressOf(peer).resolve("/hello"), Map.of());
    }

    private static Optional<Target> introspection(Bench bench, Plan plan) throws Exception {
        Optional<Path> archive = Keycloak.archive();
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        Target question =
                Keycloak.introspection(bench, archive.get(), Jdk.installed(25).orElseGet(Jdk::running));
        warmed(bench, question, plan.warmUp(0.75));
        return Optional.of(question);
    }

    private static void warmed(Bench bench, Target target, Duration time) throws Exception {
        bench.say("warming " + target.name() + " for " + time.toSeconds() + " s");
        Load.of(bench, target, CONNECTIONS, time);
    }

    /** While nothing but checks goes on, the database counts the transactions of the Manager's own housekeeping. */
    private static void withoutSql(Bench bench, Plan plan, Verdicts verdicts, Target bearer) throws Exception {
        long before = transactions(bench);
        Load load = Load.of(bench, bearer, CONNECTIONS, plan.slot());
        long asked = Math.round(load.perSecond() * plan.slot().toSeconds());
        long during = transactions(bench) - before;
        verdicts.add(
                "Transactions in the database while that many checks were answered: " + asked,
                "< 1 in 100 checks",
                Long.toString(during),
                during * 100 < asked);
    }

    private static long transactions(Bench bench) throws SQLException, InterruptedException {
        Thread.sleep(1_500); // sessions tell their counts at most once a second
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void growth(Bench bench, Plan plan, Report report, Verdicts verdicts, Api administrator)
            throws Exception {
        String token = administrator.fieldOf("token", """
                mutation { createUser(input: {username: "busy", email: "busy@example.com", generateToken: true})
                  { token } }""");
        Api caller = new Api(administrator.query(), token);
        MembershipGrowth growth = new MembershipGrowth(bench, caller, caller.fieldOf("id", "{ me { id } }"));
        growth.prepare();
        growth.measure(plan, report, verdicts);
    }
}
