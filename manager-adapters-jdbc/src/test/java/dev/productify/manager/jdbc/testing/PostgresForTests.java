package dev.productify.manager.jdbc.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Databases for tests: one server per JVM, started when first asked for, and one database per test class.
 *
 * <p>The server is the embedded one. When {@code PFY_TEST_DATABASE_URL} is set it is that server; the URL names, in its
 * parameters, a user who may create roles and databases, and a password. Without a server tests fail; none is skipped.
 *
 * <p>Databases live in the time zone of Los Angeles, to show what wrongly relies on the zone of the server. A JVM's
 * sessions still begin in the JVM's zone, as the driver sets it.
 */
public final class PostgresForTests {
    /** The template with nothing in it but the two roles' rights. */
    public static final String EMPTY = "empty";

    private static final Map<String, TestDatabase> TEMPLATES = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Tells the databases of JVMs apart that share a server. */
    private static final String JVM = ProcessHandle.current().pid() + "_" + Long.toHexString(System.nanoTime());

    private PostgresForTests() {}

    /** Started by the first use. A failure here fails every test that needs a database. */
    private static final class Lazily {
        private static final TestServer SERVER = start();

        private static TestServer start() {
            String url = System.getenv("PFY_TEST_DATABASE_URL");
            TestServer server = url == null || url.isBlank() ? TestServer.embedded() : TestServer.given(url);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "end of the test databases"));
            return server;
        }
    }

    /**
     * A database of its own for the caller, who closes it.
     *
     * @param template {@link #EMPTY}, or a name given to {@link #template} before
     */
    public static TestDatabase create(String template) {
        if (template.equals(EMPTY)) {
            template(EMPTY, nobody -> {});
        }
        TestDatabase prepared = TEMPLATES.get(template);
        if (prepared == null) {
            throw new IllegalArgumentException("No template named " + template + " was prepared");
        }
        return Lazily.SERVER.create("test_" + JVM + "_" + COUNT.incrementAndGet(), prepared.name());
    }

    /**
     * Prepares a template, once per JVM and name; later calls do nothing.
     *
     * @param prepare fills an empty database, for instance with the migrations, and closes all its connections
     */
    public static void template(String name, Consumer<TestDatabase> prepare) {
        TEMPLATES.computeIfAbsent(name, missing -> {
            TestDatabase made = Lazily.SERVER.create("template_" + JVM + "_" + COUNT.incrementAndGet(), "template0");
            prepare.accept(made);
            return made;
        });
    }

    private static void end(TestServer server) {
        TEMPLATES.values().forEach(TestDatabase::close);
        server.end();
    }
}
