package dev.productify.manager.server.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Three executors on one database, 200 triggers that are due each second, a {@linkplain ChaoticReceiver receiver} that fails in
 * all kinds of ways. Executors are killed, the database is stopped or killed and started again, clocks of executors jump, again
 * and again. In the end the receiver's ledger and the runs must agree: each second of each trigger was run once under one id,
 * none is missing and none is there twice.
 *
 * <p>A program, not a test: {@code docs/features/triggers.md} has the command. Its argument is how many seconds all of this goes
 * on; starting before that and clearing up behind it take about 30 s more. It starts all it needs, ends each process by its id,
 * and its exit code is 0 when everything agreed.
 */
public final class TriggerChaos {
    private static final int TRIGGERS = 200;
    private static final int EXECUTORS = 3;
    private static final long TIME_OUT_SECONDS = 15;
    private static final int MOST_STARTS = 4;
    private static final int MOST_JUMP_SECONDS = 7_200;

    private final Path folder;
    private final Random random;
    private final ChaoticReceiver receiver;
    private final Map<String, String> variables = new HashMap<>();
    private final List<ServerProcess> executors = new ArrayList<>();
    private final Optional<Path> falseTime;
    private EmbeddedPostgres database;
    private int kills;
    private int stops;
    private int crashes;
    private int jumps;
    private int seenJumps;
    private long farthest;

    private TriggerChaos(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.receiver = new ChaoticReceiver(seed);
        this.falseTime = libraryOfFalseTime();
    }

    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofSeconds(Long.parseLong(arguments[0]));
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("manager-chaos-");
        TriggerChaos chaos = new TriggerChaos(folder, seed);
        Runtime.getRuntime().addShutdownHook(new Thread(chaos::end, "end"));
        System.out.println("trigger chaos: " + length.toSeconds() + " s, seed " + seed
                + (chaos.falseTime.isPresent() ? "" : "; clocks do not jump, since libfaketime is not installed"));
        List<String> wrong;
        try {
            wrong = chaos.run(length);
        } catch (Exception failure) {
            failure.printStackTrace();
            wrong = List.of("it did not come to its end");
        }
        wrong.forEach(what -> System.out.println("trigger chaos: WRONG: " + what));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    /** Debian's package libfaketime; without it clocks stay as they are. */
    private static Optional<Path> libraryOfFalseTime() throws IOException {
        Path libraries = Path.of("/usr/lib");
        try (Stream<Path> kinds = Files.list(libraries)) {
            return kinds.map(kind -> kind.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    private List<String> run(Duration length) throws Exception {
        startDatabase();
        variables.put("PFY_DATABASE_URL", database.runtime().jdbcUrl());
        variables.put("PFY_DATABASE_USER", database.runtime().user());
        variables.put("PFY_DATABASE_PASSWORD", database.runtime().password());
        variables.put("PFY_DATABASE_MIGRATION_USER", database.owner().user());
        variables.put("PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
        variables.put("PFY_OUTBOUND_ALLOW", "127.0.0.0/8");
        variables.put("PFY_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        plant();
        for (int i = 0; i < EXECUTORS; i++) {
            executors.add(start(i));
        }
        awaitExecutors();
        // What was due before somebody looked is not of this test.
        Instant begin;
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            sql.execute("update trigger_due set due_at = date_trunc('second', now()) + interval '2 seconds'");
            begin = Instant.ofEpochSecond(
                    sql.number("select extract(epoch from min(due_at))::bigint from trigger_due"));
            sql.execute("delete from trigger_attempt");
            sql.execute("delete from trigger_delivery");
            sql.execute("delete from trigger_run");
        }
        storm(length);
        return settle(begin);
    }

    private void startDatabase() {
        database = EmbeddedPostgres.start(folder.resolve("data/postgres"));
    }

    private void plant() throws Exception {
        Map<String, String> settings = new HashMap<>(variables);
        settings.put("PFY_RUN_MODE", "api");
        Path home = Files.createDirectories(folder.resolve("api"));
        try (ServerProcess api = started(ServerProcess.start(home, settings))) {
            Client admin = new Client(api.awaitAddress(), Node.adminToken(home.resolve("data")));
            String project = admin.idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
            String tenant = admin.idOf(
                    "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
            String application = admin.idOf(
                    "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }");
            String made = admin.run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                    + "\", input: {name: \"R\", username: \"robot\", hashedKey: \"__GENERATE_TOKEN__\", enabled: true})"
                    + " { generatedToken } }");
            String token = new ObjectMapper()
                    .readTree(made)
                    .findValue("generatedToken")
                    .textValue();
            HttpResponse<String> answer =
                    Client.send(HttpRequest.newBuilder(admin.node().resolve("/api/machine/register-backend"))
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofString("{\"name\":\"Ledger\",\"callbackUrl\":\"http://127.0.0.1:"
                                    + receiver.port() + "/\"}")));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            for (int i = 0; i < TRIGGERS; i++) {
                admin.idOf("mutation { createTrigger(applicationId: \"" + application + "\", input: {name: \"T" + i
                        + "\", cronExpression: \"* * * * * *\", overlap: allow}) { id } }");
            }
        }
    }

    private ServerProcess start(int number) throws IOException {
        Path home = Files.createDirectories(folder.resolve("executor-" + number));
        Map<String, String> settings = new HashMap<>(variables);
        settings.put("PFY_RUN_MODE", "executor");
        if (falseTime.isPresent()) {
            Path clock = home.resolve("clock");
            if (Files.notExists(clock)) {
                Files.writeString(clock, "+0\n");
            }
            settings.put("LD_PRELOAD", falseTime.get().toString());
            settings.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
            settings.put("FAKETIME_CACHE_DURATION", "1");
            // Waiting goes by a clock that never jumps, on real machines, too.
            settings.put("DONT_FAKE_MONOTONIC", "1");
            settings.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        }
        return started(ServerProcess.start(home, settings));
    }

    /** A suite that is interrupted has what is left ended by these ids. */
    private ServerProcess started(ServerProcess process) throws IOException {
        String list = System.getenv("CI_STARTED");
        if (list != null) {
            Files.writeString(Path.of(list), process.pid() + " " + folder + "\n", StandardOpenOption.APPEND);
        }
        return process;
    }

    private void storm(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(2_000));
            for (int i = 0; i < EXECUTORS; i++) {
                startAgainIfEnded(i);
            }
            switch (round % 4) {
                case 0, 2 -> killAnExecutor();
                case 1 -> restartTheDatabase();
                default -> jump();
            }
            if (end - System.nanoTime() < TimeUnit.SECONDS.toNanos(TIME_OUT_SECONDS / 2)) {
                receiver.answerAll();
            }
        }
        receiver.answerAll();
        awaitExecutors();
    }

    /** As whatever watches over processes does: those that ended because there was no database are started again. */
    private void awaitExecutors() throws Exception {
        for (int i = 0; i < EXECUTORS; i++) {
            awaitExecutor(i);
        }
    }

    private void awaitExecutor(int number) throws Exception {
        for (int attempt = 1; ; attempt++) {
            startAgainIfEnded(number);
            try {
                executors.get(number).awaitAddress();
                return;
            } catch (AssertionError slowOrEnded) {
                if (attempt == MOST_STARTS) {
                    throw slowOrEnded;
                }
            }
        }
    }

    private void startAgainIfEnded(int number) throws Exception {
        if (!executors.get(number).runsFor(0)) {
            executors.set(number, start(number));
        }
    }

    private void killAnExecutor() throws Exception {
        int victim = random.nextInt(EXECUTORS);
        executors.get(victim).kill();
        forget(executors.get(victim));
        kills++;
        executors.set(victim, start(victim));
    }

    /** What libfaketime shares between processes, and who is killed leaves. */
    private static void forget(ServerProcess killed) throws IOException {
        for (String name : List.of("faketime_shm_", "sem.faketime_sem_")) {
            Files.deleteIfExists(Path.of("/dev/shm", name + killed.pid()));
        }
    }

    private void restartTheDatabase() throws IOException {
        if (random.nextBoolean()) {
            String pid = Files.readAllLines(folder.resolve("data/postgres/cluster/postmaster.pid"))
                    .get(0);
            ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
            crashes++;
        } else {
            stops++;
        }
        database.close();
        startDatabase();
    }

    /** The clock of one executor goes forward or back, by up to two hours. */
    private void jump() throws Exception {
        if (falseTime.isEmpty()) {
            return;
        }
        int number = random.nextInt(EXECUTORS);
        long seconds = random.nextInt(2 * MOST_JUMP_SECONDS) - MOST_JUMP_SECONDS;
        Files.writeString(
                folder.resolve("executor-" + number).resolve("clock"), String.format(Locale.ROOT, "%+d%n", seconds));
        jumps++;
    }

    /** How far each executor's clock is from ours, by the header {@code Date} of its answers. */
    private void readClocks() throws Exception {
        for (ServerProcess executor : executors) {
            HttpResponse<String> answer =
                    Client.send(HttpRequest.newBuilder(executor.awaitAddress().resolve("/health/live")));
            Optional<String> date = answer.headers().firstValue("Date");
            if (date.isPresent()) {
                Instant shown = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                long apart =
                        Math.abs(Duration.between(shown, InstantSource.system().instant())
                                .toSeconds());
                seenJumps += apart > 5 ? 1 : 0;
                farthest = Math.max(farthest, apart);
            }
        }
    }

    private List<String> settle(Instant begin) throws Exception {
        readClocks();
        // Lets executors catch up with what was due while they were away.
        TimeUnit.SECONDS.sleep(2);
        List<String> wrong = new ArrayList<>();
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            Instant last = Instant.ofEpochSecond(sql.number("select floor(extract(epoch from now()))::bigint - 1"));
            sql.execute("delete from trigger_due where due_at > now()");
            Await.until("nothing is due any more", Duration.ofSeconds(60), () -> none(sql, "trigger_due"));
            String open = "trigger_delivery where status in ('waiting', 'running')";
            Await.until("nothing is to be sent any more", Duration.ofSeconds(90), () -> none(sql, open));
            compare(sql, begin, last, wrong);
        }
        if (falseTime.isPresent() && jumps > 0 && seenJumps == 0) {
            wrong.add("clocks were to jump, and no executor's did");
        }
        return wrong;
    }

    /** Triggers that are due move on while this waits, and are then taken away, too. */
    private static boolean none(OwnerSql sql, String rows) throws Exception {
        if (rows.equals("trigger_due")) {
            sql.execute("delete from trigger_due where due_at > now()");
        }
        return sql.number("select count(*) from " + rows) == 0;
    }

    private void compare(OwnerSql sql, Instant begin, Instant last, List<String> wrong) throws Exception {
        Map<Long, String> ledger = new HashMap<>(receiver.ledger());
        ledger.keySet().removeIf(key -> (key & (1L << 40) - 1) < begin.getEpochSecond());
        long runs = 0;
        long twice = 0;
        long missing = 0;
        long others = 0;
        Map<Integer, long[]> ends = new HashMap<>();
        Map<Long, String> recorded = new HashMap<>();
        for (String row : sql.texts("select substr(trigger_name, 2) || ' ' || extract(epoch from scheduled_at)::bigint"
                + " || ' ' || id from trigger_run where status <> 'SKIPPED'")) {
            String[] parts = row.split(" ");
            int trigger = Integer.parseInt(parts[0]);
            long second = Long.parseLong(parts[1]);
            long key = ChaoticReceiver.key(trigger, Instant.ofEpochSecond(second));
            runs++;
            ends.merge(trigger, new long[] {second, second}, (one, other) ->
                    new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
            twice += recorded.put(key, parts[2]) == null ? 0 : 1;
            String called = ledger.get(key);
            missing += called == null ? 1 : 0;
            others += called == null || called.equals(parts[2]) ? 0 : 1;
        }
        long unknown = ledger.keySet().stream()
                .filter(key -> !recorded.containsKey(key))
                .count();
        long instants =
                ends.values().stream().mapToLong(span -> span[1] - span[0] + 1).sum();
        long skipped = sql.number("select count(*) from trigger_run where status = 'SKIPPED'");
        long attempts = sql.number("select count(*) from trigger_attempt");
        long takenOver = sql.number("select count(*) from trigger_attempt where error like 'the node died%'");
        System.out.printf(
                Locale.ROOT,
                "trigger chaos: %d executors killed, database stopped %d and killed %d times, %d jumps of clocks"
                        + " (%d executors seen off in the end, by up to %d s)%n",
                kills,
                stops,
                crashes,
                jumps,
                seenJumps,
                farthest);
        System.out.printf(
                Locale.ROOT,
                "trigger chaos: %d calls, %d of them repetitions; answered 500: %d, late: %d, reset: %d, never: %d;"
                        + " %d attempts, %d taken over%n",
                receiver.calls.get(),
                receiver.repeated.get(),
                receiver.refused.get(),
                receiver.late.get(),
                receiver.reset.get(),
                receiver.unanswered.get(),
                attempts,
                takenOver);
        System.out.printf(
                Locale.ROOT,
                "trigger chaos: %d triggers, %d seconds each: %d instants, %d runs; missing %d, twice %d, two ids %d,"
                        + " other ids %d, not recorded %d, skipped %d%n",
                ends.size(),
                last.getEpochSecond() - begin.getEpochSecond() + 1,
                instants,
                runs,
                missing,
                twice,
                receiver.doubled().size(),
                others,
                unknown,
                skipped);
        require(wrong, ends.size() == TRIGGERS, "only " + ends.size() + " triggers have runs");
        require(wrong, runs == instants, "runs and instants are not as many");
        ends.forEach((trigger, span) -> {
            require(wrong, span[0] == begin.getEpochSecond(), "T" + trigger + " began late");
            require(wrong, span[1] >= last.getEpochSecond() - 2, "T" + trigger + " stopped early");
        });
        require(wrong, missing == 0, "instants that the receiver never heard of");
        require(wrong, twice + receiver.doubled().size() == 0, "instants that were run twice");
        require(wrong, others + unknown == 0, "runs under ids that are not recorded");
        require(wrong, skipped == 0, "instants that were skipped");
    }

    private static void require(List<String> wrong, boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    /** Ends all that was started, each process by its id. */
    private synchronized void end() {
        for (ServerProcess executor : executors) {
            try {
                executor.kill();
                forget(executor);
            } catch (Exception problem) {
                System.err.println("an executor is not ended: " + problem);
            }
        }
        receiver.close();
        if (database != null) {
            database.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException problem) {
            System.err.println(folder + " is not removed: " + problem);
        }
    }
}
