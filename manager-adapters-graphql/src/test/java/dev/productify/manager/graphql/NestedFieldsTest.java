package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import java.util.Optional;
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

    @Test
    void whoSeesAPlaceByNameOnlyIsRefusedWhatMayBeAbsentAndGetsTheRest() {
        Project project = described("p");
        Tenant tenant = desk.world.tenant(project, "a");
        Tenant other = desk.world.tenant(project, "b");
        Application shop = desk.world.application(other, "shop");
        Call eve = desk.world.with(desk.world.person("eve"), tenant.place(), Role.VIEWER);
        desk.world.with(eve, shop.place(), Role.ADMIN);

        JsonNode answer = desk.ask(
                "{ project(slug: \"p\") { id name slug description protected createdAt"
                        + " tenants { slug description applications { slug } } }"
                        + " none: projectsCount(filters: [{ field: \"description\", value: \"plan\" }]) }",
                eve);

        assertThat(Desk.codes(answer)).isEqualTo("FORBIDDEN FORBIDDEN");
        assertThat(answer.at("/errors/0/path")).hasToString("[\"project\",\"description\"]");
        assertThat(answer.at("/errors/1/path")).hasToString("[\"project\",\"tenants\",1,\"description\"]");
        assertThat(answer.at("/data/project/description").isNull()).isTrue();
        assertThat(answer.at("/data/project/createdAt").asText()).isNotEmpty();
        assertThat(answer.at("/data/project/tenants"))
                .hasToString("[{\"slug\":\"a\",\"description\":null,\"applications\":[]},"
                        + "{\"slug\":\"b\",\"description\":null,\"applications\":[{\"slug\":\"shop\"}]}]");
        assertThat(answer.at("/data/none").asInt()).isZero();
        assertThat(desk.data("{ project(slug: \"p\") { description tenants { description } } }"))
                .hasToString("{\"project\":{\"description\":\"The plan\","
                        + "\"tenants\":[{\"description\":null},{\"description\":null}]}}");
    }

    @Test
    void askingForWhatIsAbsentTakesOneCallForEachLevel() {
        String query = "{ projects(pagination: { limit: 100, offset: 0 }) { description"
                + " tenants(pagination: { limit: 5, offset: 0 }) { description } } }";
        grow(0, 1);
        desk.data(query);
        int callsForOne = desk.transactions.storeCalls();

        grow(1, 30);
        desk.data(query);

        // the lists, and the sights of both levels
        assertThat(callsForOne).isEqualTo(4);
        assertThat(desk.transactions.storeCalls()).isEqualTo(callsForOne);
    }

    private Project described(String slug) {
        return desk.world
                .useCases
                .projects()
                .create(
                        desk.world.admin,
                        new Project.Draft(
                                new Name("Project"),
                                Optional.of(new Slug(slug)),
                                Optional.of(new Description("The plan")),
                                false));
    }
}
