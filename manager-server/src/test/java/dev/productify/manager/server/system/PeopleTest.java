package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.esb.access.PocketIdStandIn;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running node whose people are those of a Pocket ID. */
@Timeout(120)
class PeopleTest {
    @TempDir
    static Path folder;

    private static PocketIdStandIn pocketId;
    private static TestDatabase database;
    private static Node node;

    @BeforeAll
    static void start() {
        pocketId = new PocketIdStandIn("https://id.example.com");
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new LinkedHashMap<>(Node.variables(database));
        variables.put("PFY_POCKET_ID_HOST", pocketId.uri().toString());
        variables.put("PFY_POCKET_ID_API_KEY", PocketIdStandIn.KEY);
        node = Node.start(folder.resolve("data"), variables);
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
        pocketId.close();
    }

    private static String listed(String username) {
        String id = UUID.randomUUID().toString();
        pocketId.add(id, username, username + "@example.com", "Person " + username, false);
        return id;
    }

    private static String search(String text) throws Exception {
        return node.admin().run("{ userProviderSearch(name: \"" + text + "\") { id username known } }");
    }

    private static String project() throws Exception {
        return node.admin().idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
    }

    private static String adding(String project, String user) {
        return "mutation { addUserToProject(projectID: \"" + project + "\", userID: \"" + user
                + "\", role: viewer) { user { id username email displayName } } }";
    }

    @Test
    void whoIsFoundBecomesAUserByBeingAddedAndStaysOne() throws Exception {
        String id = listed("john");
        String found = "{\"data\":{\"userProviderSearch\":[{\"id\":\"" + id + "\",\"username\":\"john\",\"known\":";

        assertThat(search("JOHN@")).isEqualTo(found + "false}]}}");
        assertThat(node.admin().run("{ usersCount(filters: [{field: \"username\", value: \"john\"}]) }"))
                .contains(":0");
        assertThat(node.admin().run(adding(project(), id)))
                .isEqualTo("{\"data\":{\"addUserToProject\":{\"user\":{\"id\":\"" + id + "\",\"username\":\"john\","
                        + "\"email\":\"john@example.com\",\"displayName\":\"Person john\"}}}}");
        assertThat(search("john")).isEqualTo(found + "true}]}}");
        assertThat(node.admin().run("{ usersCount(filters: [{field: \"username\", value: \"john\"}]) }"))
                .contains(":1");
    }

    @Test
    void whomNobodyKnowsIsNotFound() throws Exception {
        assertThat(node.admin().run(adding(project(), UUID.randomUUID().toString())))
                .contains("\"NOT_FOUND\"", "User not found");
    }

    @Test
    void manyWhoAddTheSamePersonAtOnceMakeOneUser() throws Exception {
        for (int round = 0; round < 3; round++) {
            String username = "racer" + round;
            String id = listed(username);
            List<String> projects = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                projects.add(project());
            }
            ExecutorService threads = Executors.newFixedThreadPool(projects.size());
            try {
                List<Future<String>> answers = new ArrayList<>();
                for (String project : projects) {
                    answers.add(threads.submit(() -> node.admin().run(adding(project, id))));
                }
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).contains("\"id\":\"" + id + "\",\"username\":\"" + username + "\"");
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(node.admin()
                            .run("{ usersCount(filters: [{field: \"username\", value: \"" + username + "\"}]) }"))
                    .isEqualTo("{\"data\":{\"usersCount\":1}}");
            assertThat(node.admin().run("{ auditLogsCount(filters: [{field: \"entity_id\", value: \"" + id + "\"}]) }"))
                    .isEqualTo("{\"data\":{\"auditLogsCount\":1}}");
        }
    }
}
