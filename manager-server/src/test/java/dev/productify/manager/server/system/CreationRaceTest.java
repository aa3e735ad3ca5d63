package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many who want the same at once. */
@Timeout(60)
class CreationRaceTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Node node;

    @BeforeAll
    static void start() {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        node = Node.start(folder.resolve("data"), Node.variables(database));
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    @Test
    void ofFortyWhoWantTheSameSlugOneGetsIt() throws Exception {
        List<String> answers =
                atOnce(40, "mutation { createProject(input: {name: \"Wanted\", slug: \"wanted\"}) { slug } }");

        assertThat(answers)
                .filteredOn(answer -> answer.equals("{\"data\":{\"createProject\":{\"slug\":\"wanted\"}}}"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.contains("\"code\":\"CONFLICT\""))
                .hasSize(39);
    }

    @Test
    void twentyProjectsOfTheSameNameGetTwentySlugs() throws Exception {
        List<String> answers = atOnce(20, "mutation { createProject(input: {name: \"Same\"}) { slug } }");

        assertThat(answers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(n ->
                                "{\"data\":{\"createProject\":{\"slug\":\"same" + (n == 1 ? "" : "-" + n) + "\"}}}")
                        .toList());
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            assertThat(sql.number("select count(*) from audit_log a join project p on p.id = a.entity_id"
                            + " where p.name = 'Same' and a.action = 'create'"))
                    .isEqualTo(20);
        }
    }

    @Test
    void ofTwentyWithTheSameKeyOneMakesAndTheOthersAreToldTheSameOrToComeAgain() throws Exception {
        String document = "mutation { createProject(input: {name: \"Keyed\"}) { id slug } }";

        List<String> answers = atOnce(20, () -> keyed("race", document));

        List<String> made = answers.stream()
                .filter(answer -> !answer.contains("is being carried out"))
                .distinct()
                .toList();
        assertThat(made).hasSize(1);
        assertThat(made.get(0)).contains("\"slug\":\"keyed\"");
        assertThat(keyed("race", document)).isEqualTo(made.get(0));
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            assertThat(sql.number("select count(*) from audit_log where changes::text like '%\"Keyed\"%'"))
                    .isEqualTo(1);
            assertThat(sql.number("select count(*) from project where name = 'Keyed'"))
                    .isEqualTo(1);
        }
    }

    private static String keyed(String key, String document) throws Exception {
        Client admin = node.admin();
        return Client.send(admin.posting("{\"query\":" + Client.quoted(document) + "}")
                        .header("Authorization", "Bearer " + admin.token())
                        .header("Idempotency-Key", key))
                .body();
    }

    @Test
    void namesInEveryScriptAreKeptAsTheyAre() throws Exception {
        String name = "🚀 Ünïcödé İıŞ עברית 👩‍👩‍👧 漢字";
        String document = "mutation($name: String!) { createProject(input: {name: $name}) { name slug } }";

        assertThat(node.admin()
                        .query(document, "{\"name\":" + Client.quoted(name) + "}")
                        .body())
                .isEqualTo("{\"data\":{\"createProject\":{\"name\":\"" + name + "\",\"slug\":\"unicode-iis\"}}}");
    }

    private static List<String> atOnce(int clients, String document) throws Exception {
        Client admin = node.admin();
        return atOnce(clients, () -> admin.run(document));
    }

    private static List<String> atOnce(int clients, Callable<String> each) throws Exception {
        CyclicBarrier start = new CyclicBarrier(clients);
        Callable<String> one = () -> {
            start.await();
            return each.call();
        };
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<String>> running = new ArrayList<>();
            IntStream.range(0, clients).forEach(i -> running.add(threads.submit(one)));
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : running) {
                answers.add(answer.get(30, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
