package dev.productify.manager.server.benchmark;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where processes are started and ended. All share one database: the embedded PostgreSQL with the settings that the
 * Manager ships, started here and not by the Manager, so that it stays when a Manager goes.
 */
final class Bench implements AutoCloseable {
    /** The same for all JVMs that are measured. */
    static final String HEAP = "-Xmx512m";

    /** For a look inside, such as a flight recording; figures of such a run are not those of others. */
    private static final List<String> EXTRA = Stream.of(
                    System.getenv().getOrDefault("BENCH_JVM_OPTIONS", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final Pattern MANAGER_ANSWERS = Pattern.compile("the Manager answers.* address=\"([^\"]+)\"");
    private static final Pattern METRICS_ANSWER = Pattern.compile("the Manager answers.* metrics=\"([^\"]+)\"");
    private static final Pattern PEER_ANSWERS = Pattern.compile("(?m)^listening on port ([0-9]+)$");

    private final Path scratch;
    private final Path home;
    private volatile EmbeddedPostgres database;
    private final Deque<Child> children = new ArrayDeque<>();
    private final List<Child> all = new ArrayList<>();
    private final long opened = System.nanoTime();
    private boolean closed;

    private Bench(Path scratch, Path home, EmbeddedPostgres database) {
        this.scratch = scratch;
        this.home = home;
        this.database = database;
    }

    /**
     * Starts a database.
     *
     * @param scratch an empty folder, removed by whoever made it
     * @param home the folder with the files of benchmarks
     */
    static Bench open(Path scratch, Path home) {
        return new Bench(
                scratch.toAbsolutePath(), home.toAbsolutePath(), EmbeddedPostgres.start(scratch.resolve("postgres")));
    }

    Path home() {
        return home;
    }

    /** For files of this run. */
    Path scratch() {
        return scratch;
    }

    /** A Manager that answers. */
    record Node(Child process, URI query, URI metrics, String adminToken) {}

    Node startManager(Jdk jdk) throws IOException, InterruptedException {
        return startManager(jdk, Map.of());
    }

    /** @param more settings, as environment variables */
    Node startManager(Jdk jdk, Map<String, String> more) throws IOException, InterruptedException {
        return startManager(jdk, List.of(HEAP), more);
    }

    /** @param options of the JVM, among them how large its heap may be */
    Node startManager(Jdk jdk, List<String> options, Map<String, String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java());
        command.addAll(options);
        command.addAll(EXTRA);
        command.addAll(List.of("-jar", System.getProperty("benchmark.jar")));
        Map<String, String> settings = settings();
        settings.putAll(more);
        Child manager = start("manager", command, settings);
        URI address = URI.create(manager.awaitWord(MANAGER_ANSWERS));
        String token = Files.readString(data().resolve("admin-token")).strip();
        URI metrics = URI.create(manager.awaitWord(METRICS_ANSWER));
        return new Node(manager, address.resolve("/query"), metrics, token);
    }

    /** A command of the Manager in a JVM of its own. */
    Child startCommand(Jdk jdk, String heap, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java(), heap, "-jar", System.getProperty("benchmark.jar")));
        command.addAll(List.of(words));
        return start("command", command, settings());
    }

    private Path data() {
        return scratch.resolve("data");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PFY_SERVER_PORT", "0");
        settings.put("PFY_METRICS_PORT", "0");
        settings.put("PFY_DATA_DIR", data().toString());
        settings.put("PFY_DATABASE_URL", database.runtime().jdbcUrl());
        settings.put("PFY_DATABASE_USER", database.runtime().user());
        settings.put("PFY_DATABASE_PASSWORD", database.runtime().password());
        settings.put("PFY_DATABASE_MIGRATION_USER", database.owner().user());
        settings.put("PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
        settings.put("PFY_PROJECTS_CREATION", "users");
        return settings;
    }

    /** A program of the benchmarks' own in a JVM of its own; answers on the port that it names. */
    Child startPeer(Jdk jdk, Class<?> main, Map<String, String> settings) throws IOException {
        return start(
                main.getSimpleName(),
                List.of(jdk.java(), HEAP, "-cp", System.getProperty("java.class.path"), main.getName()),
                withDatabase(settings));
    }

    /** A program for Node, in a folder into which its packages have been installed. */
    Child startNode(String folder, Map<String, String> settings) throws IOException {
        return start(
                folder,
                List.of("node", scratch.resolve(folder).resolve("server.mjs").toString()),
                withDatabase(settings));
    }

    /** Where a peer answers, once it does. */
    URI addressOf(Child peer) throws IOException, InterruptedException {
        return URI.create("http://127.0.0.1:" + peer.awaitWord(PEER_ANSWERS));
    }

    private Map<String, String> withDatabase(Map<String, String> settings) {
        DatabaseAddress login = database.runtime();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("BENCH_DB_URL", login.jdbcUrl());
        all.put("BENCH_DB_USER", login.user());
        all.put("BENCH_DB_PASSWORD", login.password());
        return all;
    }

    /** Starts a process that this bench ends at the latest when it is closed. */
    synchronized Child start(String name, List<String> command, Map<String, String> environment) throws IOException {
        if (closed) {
            throw new IllegalStateException("this bench is closed");
        }
        Child child = Child.start(name, scratch, command, environment);
        children.push(child);
        all.add(child);
        // The script that started this run ends what this process could not end itself.
        Files.writeString(
                scratch.resolve("started"), child.pid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return child;
    }

    /** As the owner of the tables, bound to the whole installation. */
    Connection owner() throws SQLException {
        DatabaseAddress owner = database.owner();
        Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        connection.setSchema("manager");
        try (var statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
        }
        return connection;
    }

    /** Address, user and password of the role of requests. */
    String[] login() {
        DatabaseAddress login = database.runtime();
        return new String[] {login.jdbcUrl(), login.user(), login.password()};
    }

    /** For a database of a peer's own. */
    Connection superuser() throws SQLException {
        DatabaseAddress superuser = database.superuser();
        return DriverManager.getConnection(superuser.jdbcUrl(), superuser.user(), superuser.password());
    }

    /** Kills the database's main process, as {@code kill -9} does, and starts it again at the same address. */
    synchronized void crashDatabase() throws IOException {
        if (closed) {
            throw new IllegalStateException("this bench is closed");
        }
        String pid = Files.readAllLines(scratch.resolve("postgres/cluster/postmaster.pid"))
                .get(0);
        ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(postmaster -> {
            postmaster.destroyForcibly();
            postmaster.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
        database.close();
        database = EmbeddedPostgres.start(scratch.resolve("postgres"));
    }

    String databaseVersion() throws SQLException {
        try (Connection connection = owner()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Whether so much of the run's time is left. */
    boolean hasTimeFor(Duration work, Plan plan) {
        return System.nanoTime() - opened + work.toNanos() < plan.limit().toNanos();
    }

    void say(String what) {
        System.err.println(what);
    }

    /** The last words of every process, for a run that failed. */
    void showLogs() {
        for (Child child : all) {
            try {
                String said = child.said();
                if (!said.isBlank() && !said.contains("RESULT")) {
                    System.err.println("--- " + said.substring(Math.max(0, said.length() - 2_000)));
                }
            } catch (IOException gone) {
                System.err.println("--- " + gone);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        children.forEach(Child::close);
        database.close();
    }
}
