package dev.productify.manager.server.benchmark;

import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * How long a refusal takes at {@code POST /api/validate-machine-user}, by why it is one: whoever asks should not learn from
 * the time which names exist; see {@code docs/benchmarks/sign-in-timing.md}. One connection, one request after the other,
 * the reasons in an order that is drawn anew for each round.
 */
final class SignInTiming implements Benchmark {
    private static final String PROXY_TOKEN = "proxy-token-of-the-benchmark";
    private static final String PASSWORD = "correct horse battery";
    /** As many as the names that do not exist have in common with them: all begin alike and are as long. */
    private static final int NAMES = 50;

    private static final int TOKENS = 3_000;
    private static final int PASSWORDS = 300;

    private final SecureRandom random = new SecureRandom();
    private int source;

    /**
     * Why something is refused.
     *
     * @param credentials a username and a secret, another one each time
     */
    private record Reason(String name, Supplier<String[]> credentials) {}

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Bench.Node manager = bench.startManager(jdk, Map.of("PFY_PROXY_TOKEN", PROXY_TOKEN));
        Map<String, String> withToken = new LinkedHashMap<>();
        Map<String, String> withPassword = new LinkedHashMap<>();
        enrol(new Api(manager.query(), manager.adminToken()), withToken, withPassword);
        List<String> holders = List.copyOf(withToken.keySet());
        List<String> typists = List.copyOf(withPassword.keySet());
        List<Reason> tokens = List.of(
                new Reason("no such name, no such token", () -> pair(nobody(), unknownToken())),
                new Reason("a name with a token, no such token", () -> pair(any(holders), unknownToken())),
                new Reason("a name with a password, no such token", () -> pair(any(typists), unknownToken())),
                new Reason("a name with a token, somebody else's token", () -> {
                    String name = any(holders);
                    return pair(name, withToken.get(any(without(holders, name))));
                }));
        List<Reason> passwords = List.of(
                new Reason("no such name, a password", () -> pair(nobody(), wrongPassword())),
                new Reason("a name with a password, a wrong one", () -> pair(any(typists), wrongPassword())),
                new Reason("a name with a token, a password", () -> pair(any(holders), wrongPassword())));
        URI route = manager.query().resolve("/api/validate-machine-user");
        try (HttpConnection connection = HttpConnection.to(route)) {
            requireTaken(connection, route, withToken);
            bench.say("warming");
            sample(connection, route, tokens, plan.quick() ? 300 : 3_000);
            sample(connection, route, passwords, plan.quick() ? 5 : 50);
            bench.say("measuring tokens");
            Map<String, double[]> ofTokens = sample(connection, route, tokens, plan.quick() ? TOKENS / 10 : TOKENS);
            bench.say("measuring passwords");
            Map<String, double[]> ofPasswords =
                    sample(connection, route, passwords, plan.quick() ? PASSWORDS / 10 : PASSWORDS);
            write(report, "Secrets that have the form of a token", ofTokens);
            write(report, "Secrets that have not: passwords", ofPasswords);
        }
    }

    private static void enrol(Api administrator, Map<String, String> withToken, Map<String, String> withPassword)
            throws IOException {
        String project = administrator.fieldOf("id", "mutation { createProject(input: {name: \"Shop\"}) { id } }");
        String tenant = administrator.fieldOf(
                "id", "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        for (int i = 0; i < NAMES; i++) {
            String creation = "mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                    + "\", input: {name: \"M\", username: \"%s\", hashedKey: \"%s\", enabled: true}) { %s } }";
            String holder = name(i);
            withToken.put(
                    holder,
                    administrator.fieldOf(
                            "generatedToken", String.format(creation, holder, "__GENERATE_TOKEN__", "generatedToken")));
            String typist = name(NAMES + i);
            administrator.run(String.format(creation, typist, PASSWORD, "machineUser { id }"));
            withPassword.put(typist, PASSWORD);
        }
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "service-%08d", number);
    }

    /** A name that nobody has, as long as all others. */
    private String nobody() {
        return name(1_000_000 + random.nextInt(90_000_000));
    }

    private String any(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    private String unknownToken() {
        return TokenText.generate(TokenKind.MACHINE_USER, random).reveal();
    }

    private String wrongPassword() {
        return String.format(Locale.ROOT, "wrong horse %09d", random.nextInt(1_000_000_000));
    }

    private static String[] pair(String username, String secret) {
        return new String[] {username, secret};
    }

    /** What is right is taken: so the others are refused for what they are. */
    private void requireTaken(HttpConnection connection, URI route, Map<String, String> right) throws IOException {
        for (Map.Entry<String, String> each : right.entrySet()) {
            int status = connection
                    .send(request(route, pair(each.getKey(), each.getValue())))
                    .status();
            if (status != 200) {
                throw new IllegalStateException(each.getKey() + " is refused with " + status);
            }
        }
    }

    /** Each reason that many times; in microseconds, sorted. */
    private Map<String, double[]> sample(HttpConnection connection, URI route, List<Reason> reasons, int times)
            throws IOException {
        Map<String, DoubleStream.Builder> samples = new LinkedHashMap<>();
        reasons.forEach(reason -> samples.put(reason.name(), DoubleStream.builder()));
        List<Reason> order = new ArrayList<>(reasons);
        Random shuffling = new Random(42);
        for (int i = 0; i < times; i++) {
            Collections.shuffle(order, shuffling);
            for (Reason reason : order) {
                byte[] request = request(route, reason.credentials().get());
                long begin = System.nanoTime();
                HttpConnection.Answer answer = connection.send(request);
                samples.get(reason.name()).add((System.nanoTime() - begin) / 1e3);
                if (answer.status() != 401) {
                    throw new IllegalStateException(reason.name() + ": " + answer);
                }
            }
        }
        Map<String, double[]> sorted = new LinkedHashMap<>();
        samples.forEach(
                (name, micros) -> sorted.put(name, micros.build().sorted().toArray()));
        return sorted;
    }

    /** Each comes from an address of its own, so that nobody fails too often; the proxy that says so is believed. */
    private byte[] request(URI route, String[] credentials) {
        source++;
        String address = "10." + (source >> 16 & 255) + "." + (source >> 8 & 255) + "." + (source & 255);
        String body = "{\"username\":\"" + credentials[0] + "\",\"token\":\"" + credentials[1] + "\"}";
        return HttpConnection.request(
                new Target("", route, Map.of("X-Proxy-Token", PROXY_TOKEN, "X-Forwarded-For", address), body));
    }

    private static void write(Report report, String heading, Map<String, double[]> samples) {
        report.heading(heading);
        report.header(
                "Refused because",
                "Requests",
                "Quarter µs",
                "Median µs",
                "Three quarters µs",
                "Median − first row's µs",
                "Slower than first row (95 %)");
        double[] first = samples.values().iterator().next();
        samples.forEach((name, micros) -> report.row(
                name,
                micros.length,
                Spread.percentile(micros, 0.25),
                Spread.percentile(micros, 0.5),
                Spread.percentile(micros, 0.75),
                micros == first ? "" : String.format(Locale.ROOT, "%+.1f", difference(micros, first)),
                micros == first ? "" : Ranks.of(micros, first).toString()));
    }

    private static double difference(double[] one, double[] other) {
        return Spread.percentile(one, 0.5) - Spread.percentile(other, 0.5);
    }

    /**
     * The test of Mann and Whitney: how probable it is that a request of the one kind takes longer than one of the other. At
     * one half the times tell nothing.
     *
     * @param error 1.96 standard errors, were the two alike
     */
    private record Ranks(double slower, double error) {
        /** Both sorted. */
        static Ranks of(double[] one, double[] other) {
            double wins = 0;
            for (double value : one) {
                wins += (below(other, value, false) + below(other, value, true)) / 2.0;
            }
            double pairs = (double) one.length * other.length;
            return new Ranks(wins / pairs, 1.96 * Math.sqrt((one.length + other.length + 1) / (12 * pairs)));
        }

        /** How many of the sorted values are less, or not more. */
        private static int below(double[] sorted, double value, boolean orEqual) {
            int at = Arrays.binarySearch(sorted, orEqual ? Math.nextUp(value) : value);
            if (at < 0) {
                return -at - 1;
            }
            while (at > 0 && sorted[at - 1] == sorted[at]) {
                at--;
            }
            return at;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f, 0.5 ± %.3f is chance", slower, error);
        }
    }
}
