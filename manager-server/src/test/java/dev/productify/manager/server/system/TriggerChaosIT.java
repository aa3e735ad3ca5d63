package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three executors on one database, 200 triggers that are due each second, a receiver that fails in all kinds of ways; executors
 * are killed and all sessions of the database are cut, again and again. In the end the receiver's ledger and the runs agree: each
 * second of each trigger was run once, none is missing and none is there twice. It takes as long as it is told:
 * {@code -Dtrigger.chaos.seconds=25}.
 */
@EnabledIfSystemProperty(named = "trigger.chaos.seconds", matches = "\\d+")
class TriggerChaosIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIGGERS = 200;
    private static final int EXECUTORS = 3;

    /** Run ids by trigger and instant. */
    private final Map<String, Set<String>> ledger = new ConcurrentHashMap<>();

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Random random = new Random();

    @TempDir
    Path folder;

    @Test
    void nothingIsLostAndNothingIsRunTwice() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/", this::answer);
        receiver.start();
        try (TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY)) {
            Map<String, String> variables = new HashMap<>(Node.variables(database));
            variables.put("PFY_OUTBOUND_ALLOW", "127.0.0.0/8");
            variables.put("PFY_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
            variables.put("PFY_RUN_MODE", "api");
            try (Node api = Node.start(folder.resolve("api"), variables)) {
                plant(api, receiver.getAddress().getPort());
                storm(database, variables);
            }
        } finally {
            receiver.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode call = JSON.readTree(exchange.getRequestBody().readAllBytes());
        calls.incrementAndGet();
        String instant = call.get("triggerId").textValue() + " "
                + Instant.parse(call.get("scheduledAt").textValue());
        ledger.computeIfAbsent(instant, any -> ConcurrentHashMap.newKeySet())
                .add(call.get("runId").textValue());
        int fate = ThreadLocalRandom.current().nextInt(20);
        if (fate > 2) {
            exchange.sendResponseHeaders(204, -1);
        } else if (fate > 1) {
            refused.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
        } else if (fate > 0) {
            refused.incrementAndGet(); // closed without a word
        } else {
            sleep(1_000);
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void plant(Node api, int port) throws Exception {
        Client admin = api.admin();
        String project = admin.idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        String tenant =
                admin.idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        String application = admin.idOf(
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }");
        String made = admin.run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                + "\", input: {name: \"R\", username: \"robot\", hashedKey: \"__GENERATE_TOKEN__\", enabled: true})"
                + " { generatedToken machineUser { id } } }");
        String token = made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
        for (String name : List.of("first", "second")) {
            var answer =
                    Client.send(HttpRequest.newBuilder(api.manager().uri().resolve("/api/machine/register-backend"))
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofString("{\"name\":\"" + name
                                    + "\",\"callbackUrl\":\"http://127.0.0.1:" + port + "/" + name + "\"}")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        for (int i = 0; i < TRIGGERS; i++) {
            admin.idOf("mutation { createTrigger(applicationId: \"" + application + "\", input: {name: \"T" + i
                    + "\", cronExpression: \"* * * * * *\", overlap: allow}) { id } }");
        }
    }

    private void storm(TestDatabase database, Map<String, String> variables) throws Exception {
        Map<String, String> executor = new HashMap<>(variables);
        executor.put("PFY_RUN_MODE", "executor");
        List<ServerProcess> executors = new ArrayList<>();
        int kills = 0;
        int cuts = 0;
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            for (int i = 0; i < EXECUTORS; i++) {
                executors.add(start(i, executor));
            }
            for (ServerProcess process : executors) {
                process.awaitAddress();
            }
            // What was due before somebody looked is not of this test.
            sql.execute("delete from trigger_run");
            sql.execute("delete from trigger_delivery");
            long end = System.nanoTime()
                    + Duration.ofSeconds(Long.getLong("trigger.chaos.seconds")).toNanos();
            while (System.nanoTime() < end) {
                sleep(2_000 + random.nextInt(2_000));
                int victim = random.nextInt(EXECUTORS);
                executors.get(victim).kill();
                kills++;
                executors.set(victim, start(victim, executor));
                if (random.nextInt(3) == 0) {
                    cut(database);
                    cuts++;
                }
            }
            for (ServerProcess process : executors) {
                process.awaitAddress();
            }
            sleep(2_000);
            sql.execute("delete from trigger_due");
            Await.until(
                    "nothing is to be sent any more",
                    Duration.ofSeconds(60),
                    () -> sql.number("select count(*) from trigger_delivery where status in ('waiting', 'running')")
                            == 0);
            settle(sql, kills, cuts);
        } finally {
            executors.forEach(ServerProcess::close);
        }
    }

    private ServerProcess start(int number, Map<String, String> variables) throws IOException {
        Path home = Files.createDirectories(folder.resolve("executor-" + number));
        return ServerProcess.start(home, variables);
    }

    /** Ends all sessions of the nodes, as a restart of the database does. */
    private static void cut(TestDatabase database) throws Exception {
        var login = database.runtime();
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()");
        }
    }

    private void settle(OwnerSql sql, int kills, int cuts) throws Exception {
        long runs = sql.number("select count(*) from trigger_run");
        long expected = sql.number(
                "select sum(n)::bigint from (select extract(epoch from max(scheduled_at) - min(scheduled_at))"
                        + "::bigint + 1 as n from trigger_run group by trigger_id) s");
        long instants =
                sql.number("select count(*) from (select distinct trigger_id, scheduled_at from trigger_run) s");
        long skipped = sql.number("select count(*) from trigger_run where status = 'SKIPPED'");
        long lost = sql.number("select count(*) from trigger_attempt where error like 'the node died%'");
        int twice = 0;
        int missing = 0;
        int strange = 0;
        List<String> recorded = sql.texts("select trigger_id || ' ' || to_char(scheduled_at at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || id from trigger_run");
        Map<String, String> ids = new HashMap<>();
        recorded.forEach(
                row -> ids.put(row.substring(0, row.lastIndexOf(' ')), row.substring(row.lastIndexOf(' ') + 1)));
        for (Map.Entry<String, String> run : ids.entrySet()) {
            Set<String> seen = ledger.getOrDefault(run.getKey(), Set.of());
            missing += seen.isEmpty() ? 1 : 0;
            twice += seen.size() > 1 ? 1 : 0;
            strange += seen.isEmpty() || seen.contains(run.getValue()) ? 0 : 1;
        }
        System.out.printf(
                "trigger chaos: %d runs of %d instants expected, %d kills, %d cuts of all sessions; %d calls, %d of them refused,"
                        + " %d attempts taken over; missing %d, twice %d, other ids %d, skipped %d%n",
                runs, expected, kills, cuts, calls.get(), refused.get(), lost, missing, twice, strange, skipped);
        assertThat(runs).isEqualTo(expected).isEqualTo(instants).isPositive();
        assertThat(List.of(missing, twice, strange)).containsOnly(0);
        assertThat(skipped).isZero();
    }
}
