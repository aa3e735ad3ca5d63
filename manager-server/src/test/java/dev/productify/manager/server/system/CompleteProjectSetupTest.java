package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of a first user, as the API reference prints it, on a node with nothing configured but its ports. */
@Timeout(60)
class CompleteProjectSetupTest {
    @TempDir
    static Path folder;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(folder.resolve("data"), Map.of());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void theStepsOfTheReferenceMakeATreeThatQueriesShow() throws Exception {
        Client admin = node.admin();

        String project = admin.idOf("""
                mutation {
                  createProject(input: { name: "E-commerce Platform", slug: "ecommerce" }) {
                    id
                  }
                }
                """);
        String tenant = admin.idOf("""
                mutation {
                  createTenant(
                    projectId: "project-uuid"
                    input: { name: "Store A", slug: "store-a", type: run }
                  ) {
                    id
                  }
                }
                """.replace("project-uuid", project));
        String application = admin.idOf("""
                mutation {
                  createApplication(
                    tenantId: "tenant-uuid"
                    input: {
                      name: "Storefront"
                      slug: "storefront"
                      description: "Customer-facing web application"
                    }
                  ) {
                    id
                  }
                }
                """.replace("tenant-uuid", tenant));

        String shown = "{\"id\":\"" + project + "\",\"name\":\"E-commerce Platform\",\"slug\":\"ecommerce\","
                + "\"tenants\":[{\"id\":\"" + tenant + "\",\"name\":\"Store A\",\"slug\":\"store-a\",\"type\":\"run\","
                + "\"applications\":[{\"id\":\"" + application + "\",\"name\":\"Storefront\",\"slug\":\"storefront\","
                + "\"description\":\"Customer-facing web application\",\"version\":\"0.1.0\"}]}]}";
        String wanted =
                "{ id name slug tenants { id name slug type" + " applications { id name slug description version } } }";
        assertThat(admin.run("{ projects " + wanted + " }")).isEqualTo("{\"data\":{\"projects\":[" + shown + "]}}");
        assertThat(admin.run("{ project(slug: \"ecommerce\") " + wanted + " }"))
                .isEqualTo("{\"data\":{\"project\":" + shown + "}}");
        try (OwnerSql sql = Node.ownerSql(folder.resolve("data"))) {
            assertThat(sql.texts(
                            "select entity_type || ' ' || action || ' ' || entity_id from audit_log"
                                    + " where project_id = ?::uuid order by id",
                            project))
                    .containsExactly(
                            "Project create " + project,
                            "Tenant create " + tenant,
                            "Application create " + application);
        }
    }

    @Test
    void requestsOperationsPoolAndJvmAreMeasured() throws Exception {
        node.admin().run("{ me { username } }");
        node.admin().run("{ project(slug: \"nobody-has-this\") { id } }");

        HttpResponse<String> answer = new Client(node.manager().metricsUri(), "").get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("http_server_requests_seconds_count{method=\"POST\",route=\"/query\",status=\"2xx\"}")
                .contains("graphql_operations_seconds_count{operation=\"me\",outcome=\"success\"}")
                .contains("graphql_operations_seconds_count{operation=\"project\",outcome=\"NOT_FOUND\"}")
                .containsPattern("(?m)^hikaricp_connections_active\\{pool=\"manager\"} ")
                .containsPattern("(?m)^hikaricp_connections_acquire_seconds_count\\{pool=\"manager\"} [1-9]")
                .contains("jvm_memory_used_bytes{area=\"heap\"");
    }
}
