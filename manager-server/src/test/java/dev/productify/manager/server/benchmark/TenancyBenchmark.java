package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists, growth of the installation, and creation of tenants; see {@code docs/benchmarks/tenancy.md}. */
final class TenancyBenchmark implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final String LIST = "query Projects { projects(order: {field: \"name\", direction: ASC},"
            + " pagination: {limit: " + BarePeer.ROWS + ", offset: 0})"
            + " { id name slug description protected createdAt updatedAt } }";

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk first = Jdk.installed(17).orElseGet(Jdk::running);
        Bench.Node manager = bench.startManager(first);
        Callers callers = Callers.enrol(manager);
        TenantGrowth growth = new TenantGrowth(bench, callers);
        growth.resize(TenantGrowth.SIZES.get(0));

        Verdicts verdicts = new Verdicts();
        lists(bench, plan, report, verdicts, first, manager, callers);
        growth.measure(plan, report, verdicts, manager);
        new TenantCreation(bench, callers).measure(plan, report, verdicts, manager);
        manager.process().close();

        Optional<Jdk> second = Jdk.installed(25).filter(jdk -> !jdk.equals(first));
        if (second.isEmpty()) {
            report.heading("JDK 25");
            report.line("Not installed.");
        } else if (!bench.hasTimeFor(plan.warmUp(4), plan)) {
            report.heading("JDK " + second.get().version());
            report.line("Left out: what came before took too long.");
        } else {
            newerJdk(bench, plan, report, verdicts, second.get(), callers);
        }
        verdicts.write(report);
    }

    /** Who calls: the administrator of the platform, and somebody with a role on each of the projects. */
    record Callers(String administratorToken, String administrator, String memberToken, String member) {
        static Callers enrol(Bench.Node manager) throws IOException {
            Api administrator = new Api(manager.query(), manager.adminToken());
            String id = administrator.fieldOf("id", "{ me { id } }");
            String token = administrator.fieldOf("token", """
                    mutation { createUser(input: {username: "member", email: "member@example.com", generateToken: true})
                      { token } }""");
            Api member = new Api(manager.query(), token);
            for (int i = 1; i <= BarePeer.ROWS; i++) {
                member.run(String.format(
                        "mutation { createProject(input: {name: \"Project %02d\", slug: \"%s\","
                                + " description: \"What project %d of the benchmark is there for\"}) { id } }",
                        i, TenantGrowth.project(i), i));
            }
            return new Callers(manager.adminToken(), id, token, member.fieldOf("id", "{ me { id } }"));
        }

        Api administrator(Bench.Node manager) {
            return new Api(manager.query(), administratorToken);
        }

        Api member(Bench.Node manager) {
            return new Api(manager.query(), memberToken);
        }

        Map<String, String> ids() {
            return Map.of("BENCH_ADMINISTRATOR", administrator, "BENCH_MEMBER", member);
        }
    }

    /** The contenders that are there for each JDK. */
    private record Same(
            Target administrator,
            Target member,
            Target message,
            Target memberMessage,
            Target transaction,
            Target session,
            Target hello) {
        static Same of(Bench.Node manager, URI bare, Callers callers) {
            Api administrator = callers.administrator(manager);
            Api member = callers.member(manager);
            return new Same(
                    administrator.target("Manager, administrator", LIST),
                    member.target("Manager, member", LIST),
                    at(bare, "/administrator/message", "bare route, one message, administrator"),
                    at(bare, "/member/message", "bare route, one message, member"),
                    at(bare, "/administrator/transaction", "bare route, transaction, administrator"),
                    at(bare, "/administrator/session", "bare route, autocommit, bound by session, administrator"),
                    at(bare, "/hello", "bare route, hello"));
        }

        private static Target at(URI bare, String path, String name) {
            return new Target(name, bare.resolve(path), "none", Api.body(LIST));
        }

        List<Target> all() {
            return List.of(administrator, member, message, memberMessage, transaction, session, hello);
        }

        List<Target> withoutSession() {
            return List.of(administrator, member, message, memberMessage, transaction, hello);
        }

        /** The Manager's JVM gets the whole warm-up, the bare one's three quarters, most of it on statements. */
        void warm(Bench bench, Plan plan) throws Exception {
            warmed(bench, administrator, plan.warmUp(0.5));
            warmed(bench, member, plan.warmUp(0.5));
            warmed(bench, message, plan.warmUp(0.3));
            warmed(bench, memberMessage, plan.warmUp(0.1));
            warmed(bench, transaction, plan.warmUp(0.15));
            warmed(bench, session, plan.warmUp(0.1));
            warmed(bench, hello, plan.warmUp(0.1));
        }
    }

    private static void warmed(Bench bench, Target target, Duration time) throws Exception {
        bench.say("warming " + target.name() + " for " + time.toSeconds() + " s");
        Load.of(bench, target, CONNECTIONS, time);
    }

    private static void lists(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, Bench.Node manager, Callers callers)
            throws Exception {
        try (Child bareProcess = bench.startPeer(jdk, BarePeer.class, callers.ids());
                Child prepared = yoga(bench, "transaction", 5, 1);
                Child message = yoga(bench, "message", 5, 1);
                Child uncached = yoga(bench, "transaction", 0, 1);
                Child clustered = yoga(bench, "transaction", 5, 2)) {
            Same same = Same.of(manager, bench.addressOf(bareProcess), callers);
            List<Target> peers = List.of(
                    peer(bench, prepared, callers, "Yoga, transaction, token cached 5 s"),
                    peer(bench, message, callers, "Yoga, one message, token cached 5 s"),
                    peer(bench, uncached, callers, "Yoga, transaction, token looked up"),
                    peer(bench, clustered, callers, "Yoga, transaction, token cached 5 s, 2 workers"));
            List<Target> all = new ArrayList<>(same.all());
            all.addAll(peers);
            requireSameAnswers(all);
            same.warm(bench, plan);
            for (Target peer : peers) {
                warmed(bench, peer, plan.warmUp(0.1));
            }
            Rounds rounds = Rounds.of(bench, all, plan.rounds(), CONNECTIONS, plan.slot());
            report.heading("A list of 20 projects, JDK " + jdk.version());
            table(report, rounds, all, same.administrator());
            ratios(verdicts, rounds, same, "JDK " + jdk.version());
            Target best = peers.stream()
                    .limit(3)
                    .max((one, other) -> Double.compare(
                            rounds.perSecond(one).median(),
                            rounds.perSecond(other).median()))
                    .orElseThrow();
            Spread ahead = rounds.ratio(same.administrator(), best);
            verdicts.add(
                    "List of 20 projects, against the fastest Yoga in one process (" + best.name() + ")",
                    "≥ 1.5 ×",
                    ahead.asRatio(),
                    ahead.median() >= 1.5);
            Spread aheadOfTwo = rounds.ratio(same.administrator(), peers.get(3));
            verdicts.add("The same, against Yoga in two processes", "none, reported", aheadOfTwo.asRatio(), true);
        }
    }

    private static void newerJdk(Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, Callers callers)
            throws Exception {
        Bench.Node manager = bench.startManager(jdk);
        try (Child bare = bench.startPeer(jdk, BarePeer.class, callers.ids())) {
            Same same = Same.of(manager, bench.addressOf(bare), callers);
            requireSameAnswers(same.all());
            same.warm(bench, plan);
            int rounds = Math.max(1, plan.rounds() - 2);
            Rounds measured = Rounds.of(bench, same.withoutSession(), rounds, CONNECTIONS, plan.slot());
            report.heading("A list of 20 projects, JDK " + jdk.version() + ", virtual threads");
            table(report, measured, same.withoutSession(), same.administrator());
            ratios(verdicts, measured, same, "JDK " + jdk.version());
        }
        manager.process().close();
    }

    private static void ratios(Verdicts verdicts, Rounds rounds, Same same, String jdk) {
        Spread administrator = rounds.ratio(same.administrator(), same.message());
        verdicts.add(
                "List of 20 projects, administrator, against the bare route with one message, " + jdk,
                "≥ 0.6 ×",
                administrator.asRatio(),
                administrator.median() >= 0.6);
        Spread member = rounds.ratio(same.member(), same.memberMessage());
        verdicts.add("The same, member, " + jdk, "≥ 0.6 ×", member.asRatio(), member.median() >= 0.6);
        Spread transaction = rounds.ratio(same.administrator(), same.transaction());
        verdicts.add(
                "The same, administrator, against the bare route with a transaction, " + jdk,
                "≥ 0.6 ×",
                transaction.asRatio(),
                transaction.median() >= 0.6);
    }

    private static void table(Report report, Rounds rounds, List<Target> contenders, Target product) {
        report.header(
                "Contender",
                "Requests/s, median (least to most)",
                "Manager ÷ it",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "Failed");
        for (Target contender : contenders) {
            report.row(
                    contender.name(),
                    rounds.perSecond(contender).asRate(),
                    rounds.ratio(product, contender).asRatio(),
                    rounds.median(contender, Load::p50),
                    rounds.median(contender, Load::p95),
                    rounds.median(contender, Load::p99),
                    Math.round(rounds.sum(contender, Load::failed)));
        }
    }

    private static Child yoga(Bench bench, String binding, int cacheSeconds, int workers) throws IOException {
        return bench.startNode(
                "graphql-yoga",
                Map.of(
                        "BENCH_BINDING",
                        binding,
                        "BENCH_CACHE",
                        Integer.toString(cacheSeconds),
                        "BENCH_WORKERS",
                        Integer.toString(workers),
                        "NODE_ENV",
                        "production"));
    }

    private static Target peer(Bench bench, Child process, Callers callers, String name) throws Exception {
        URI query = bench.addressOf(process).resolve("/query");
        return new Api(query, callers.administratorToken()).target(name, LIST);
    }

    /** All must answer the same rows; JavaScript's times end with milliseconds, and so they are left out. */
    private static void requireSameAnswers(List<Target> contenders) throws IOException {
        String expected = withoutFractions(HttpConnection.once(contenders.get(0)));
        for (Target contender : contenders) {
            String answer = HttpConnection.once(contender);
            if (!contender.uri().getPath().equals("/hello")
                    && !withoutFractions(answer).equals(expected)) {
                throw new IllegalStateException(contender.name() + " answers " + answer + "\nand not " + expected);
            }
        }
    }

    private static String withoutFractions(String answer) {
        return answer.replaceAll("\\.\\d+Z", "Z");
    }
}
