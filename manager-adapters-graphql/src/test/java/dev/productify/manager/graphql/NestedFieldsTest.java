package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import org.junit.jupiter.api.Test;

class NestedFieldsTest {
    private static final String TREE = """
            query {
              projects(pagination: { limit: 100, offset: 0 }) {
                slug
                tenants(order: { field: "slug", direction: DESC }, pagination: { limit: 5, offset: 0 }) {
                  slug
                  project { slug }
                  applications { slug tenant { slug } project { slug } }
                }
              }
            }
            """;

    private final Desk desk = new Desk();

    @Test
    void eachLevelTakesTheSameNumberOfStoreCallsForOneParentAndForFifty() {
        grow(0, 1);
        desk.data(TREE);
        int callsForOne = desk.transactions.storeCalls();
        int transactionsForOne = desk.transactions.opened();

        grow(1, 50);
        desk.transactions.reset();
        JsonNode data = desk.data(TREE);

        assertThat(data.get("projects")).hasSize(50);
        assertThat(data.at("/projects/49/tenants/0/applications/0/project/slug").asText())
                .isEqualTo("p49");
        // projects, tenants, their projects, applications, their tenants; their projects are already there
        assertThat(callsForOne).isEqualTo(5);
        assertThat(desk.transactions.storeCalls()).isEqualTo(callsForOne);
        assertThat(desk.transactions.opened()).isEqualTo(transactionsForOne);
    }

    private void grow(int from, int to) {
        for (int i = from; i < to; i++) {
            Project project = desk.world.project("p" + i);
            for (String slug : new String[] {"a", "b"}) {
                Tenant tenant = desk.world.tenant(project, slug);
                desk.world.application(tenant, "shop");
            }
        }
        desk.transactions.reset();
    }

    @Test
    void listsWithDifferentArgumentsDoNotMix() {
        Project project = desk.world.project("p");
        desk.world.tenant(project, "a");
        desk.world.tenant(project, "b");

        JsonNode answer = desk.data("""
                { project(slug: "p") {
                    first: tenants(pagination: { limit: 1, offset: 0 }) { slug }
                    second: tenants(pagination: { limit: 1, offset: 1 }) { slug }
                    named: tenants(filters: [{ field: "name", value: "TENANT B" }]) { slug }
                } }
                """);

        assertThat(answer)
                .hasToString("{\"project\":{\"first\":[{\"slug\":\"a\"}],\"second\":[{\"slug\":\"b\"}],"
                        + "\"named\":[{\"slug\":\"b\"}]}}");
    }

    @Test
    void aFieldOfAMutationSeesWhatTheFieldBeforeItChanged() {
        String id = desk.world.project("p").id().value().toString();

        JsonNode data = desk.data("""
                mutation {
                  a: createTenant(projectId: "%1$s", input: { name: "A" }) { project { tenants { slug } } }
                  b: createTenant(projectId: "%1$s", input: { name: "B" }) { project { tenants { slug } } }
                }
                """.formatted(id));

        assertThat(data.at("/a/project/tenants")).hasSize(1);
        assertThat(data.at("/b/project/tenants")).hasSize(2);
    }

    @Test
    void aWrongArgumentOfANestedListIsRefusedAtItsPlace() {
        desk.world.project("p");

        JsonNode answer =
                desk.ask("{ project(slug: \"p\") { tenants(filters: [{ field: \"x\", value: \"\" }]) { id } } }");

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(answer.at("/errors/0/path")).hasToString("[\"project\",\"tenants\"]");
        assertThat(Desk.message(answer)).contains("created_after");
        assertThat(answer.get("data").isNull()).isTrue();
    }

    @Test
    void aMemberOfATenantSeesNothingOfItsNeighboursThroughTheProject() {
        Project project = desk.world.project("p");
        desk.world.tenant(project, "a");

        JsonNode answer = desk.ask("{ projects { id tenants { id } } }", desk.world.person("eve"));

        assertThat(answer.at("/data/projects")).isEmpty();
    }
}
