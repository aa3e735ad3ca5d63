package dev.productify.manager.graphql.promotion;

import static dev.productify.manager.graphql.Desk.codes;
import static dev.productify.manager.graphql.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.graphql.Desk;
import dev.productify.manager.ports.call.Call;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionGraphQlTest {
    private static final String ALL = " { id name slug version created dryRun application { id tenant { slug } }"
            + " differences { kind key what changes text } } }";

    private final Desk desk = new Desk();
    private final Project project = desk.world.project("shop");
    private final Tenant dev = desk.world.tenant(project, "dev");
    private final Tenant stage = desk.world.tenant(project, "stage");
    private final Tenant elsewhere = desk.world.tenant(desk.world.project("other"), "stage");
    private final Application source = desk.world.application(dev, "web");

    @BeforeEach
    void plant() {
        desk.world.endpoint(source, "/orders/*");
        desk.world.trigger(source, "Daily", "0 0 * * *");
    }

    private String promote(Tenant tenant, String more) {
        return "mutation { promoteApplication(input: { applicationId: \""
                + source.id().value() + "\", targetTenantId: \""
                + tenant.id().value() + "\" " + more + " })" + ALL;
    }

    private String copy(Tenant tenant, String slug, String more) {
        return "mutation { copyApplication(input: { sourceApplicationId: \""
                + source.id().value() + "\", targetTenantId: \""
                + tenant.id().value() + "\", slug: \"" + slug + "\" " + more + " })" + ALL;
    }

    @Test
    void aDryRunIsAListThatPeopleCanRead() {
        JsonNode dry = desk.data(promote(stage, ", dryRun: true")).get("promoteApplication");

        assertThat(dry.get("id").isNull()).isTrue();
        assertThat(dry.get("application").isNull()).isTrue();
        assertThat(dry.get("created").asBoolean()).isTrue();
        assertThat(dry.get("dryRun").asBoolean()).isTrue();
        assertThat(dry.get("slug").asText()).isEqualTo("web");
        assertThat(dry.get("version").asText()).isEqualTo("0.1.0");
        assertThat(dry.get("differences").findValuesAsText("text"))
                .containsExactly(
                        "Application \"web\" created: name \"Application web\", version \"0.1.0\"",
                        dry.at("/differences/1/text").asText(),
                        "Trigger \"Daily\" created: cronExpression \"0 0 * * *\", timeZone \"UTC\","
                                + " runKey \"daily-report\", enabled false, overlap \"skip\"");
        assertThat(dry.at("/differences/1/text").asText())
                .startsWith("Endpoint \"/orders/*\" created: name \"Endpoint\", enabled false,")
                .endsWith("authType \"Bearer\"");
        assertThat(dry.toString()).doesNotContain("secret-token", "authToken");
    }

    @Test
    void everyFieldIsThere() {
        JsonNode made = desk.data(promote(stage, ", slug: \"shop-web\", name: \"Shop\", version: \"1.2.0\""))
                .get("promoteApplication");
        assertThat(made.get("id")).isEqualTo(made.at("/application/id"));
        assertThat(made.at("/application/tenant/slug").asText()).isEqualTo("stage");
        assertThat(made.get("name").asText()).isEqualTo("Shop");
        assertThat(made.get("slug").asText()).isEqualTo("shop-web");
        assertThat(made.get("version").asText()).isEqualTo("1.2.0");

        JsonNode again = desk.data(promote(stage, ", slug: \"shop-web\", name: \"Shop\", version: \"1.3.0\""))
                .get("promoteApplication");
        assertThat(again.get("created").asBoolean()).isFalse();
        assertThat(again.get("differences").toString())
                .isEqualTo("[{\"kind\":\"Application\",\"key\":\"shop-web\",\"what\":\"CHANGED\","
                        + "\"changes\":{\"version\":{\"old\":\"1.2.0\",\"new\":\"1.3.0\"}},"
                        + "\"text\":\"Application \\\"shop-web\\\" changed: version \\\"1.2.0\\\" → \\\"1.3.0\\\"\"}]");
        JsonNode nothing = desk.data(promote(stage, ", slug: \"shop-web\", name: \"Shop\", version: \"1.3.0\""))
                .get("promoteApplication");
        assertThat(nothing.get("differences")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", dryRun: true"})
    void promotionStaysInTheProjectAndLeavesTheTenant(String dryRun) {
        JsonNode own = desk.ask(promote(dev, dryRun));
        assertThat(codes(own)).isEqualTo("BAD_USER_INPUT");
        assertThat(message(own)).contains("copyApplication");

        JsonNode other = desk.ask(promote(elsewhere, dryRun));
        assertThat(codes(other)).isEqualTo("BAD_USER_INPUT");
        assertThat(message(other)).contains("another project");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", dryRun: true"})
    void aCopyTakesAFreeSlug(String dryRun) {
        assertThat(codes(desk.ask(copy(dev, "web", dryRun)))).isEqualTo("CONFLICT");
        JsonNode made = desk.data(copy(elsewhere, "web", dryRun)).get("copyApplication");
        assertThat(made.get("created").asBoolean()).isTrue();
        assertThat(made.get("differences")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1", "v1.0.0", "1.0", "01.0.0", "1.0.0-", "''", "latest"})
    void aVersionIsSemantic(String version) {
        for (String document : new String[] {
            promote(stage, ", version: \"" + version + "\""), copy(stage, "copy", ", version: \"" + version + "\"")
        }) {
            JsonNode answer = desk.ask(document);
            assertThat(codes(answer)).isEqualTo("BAD_USER_INPUT");
            assertThat(message(answer)).contains("semantic version");
        }
    }

    @Test
    void aViewerOfTheTargetIsRefusedAndAStrangerFindsNothing() {
        Call viewer = desk.world.with(desk.world.person("viewer"), Place.of(project.id()), Role.VIEWER);
        Call editor = desk.world.with(desk.world.person("editor"), dev.place(), Role.EDITOR);
        int rows = desk.world.audited().size();

        JsonNode refused = desk.ask(promote(stage, ""), viewer);
        assertThat(codes(refused)).isEqualTo("FORBIDDEN");
        assertThat(message(refused)).contains("editor on the tenant");
        assertThat(desk.world.audited()).hasSize(rows + 1).endsWith("denied Tenant");
        assertThat(codes(desk.ask(copy(dev, "copy", ""), viewer))).isEqualTo("FORBIDDEN");

        JsonNode hidden = desk.ask(promote(stage, ""), editor);
        assertThat(codes(hidden)).isEqualTo("NOT_FOUND");
        assertThat(message(hidden)).isEqualTo("Tenant not found");
        assertThat(codes(desk.ask(copy(dev, "copy", ""), editor))).isEmpty();
    }

    @Test
    void aSourceThatIsGoneIsNotFound() {
        desk.world.useCases.applications().delete(desk.world.admin, source.id());

        JsonNode answer = desk.ask(promote(stage, ""));
        assertThat(codes(answer)).isEqualTo("NOT_FOUND");
        assertThat(message(answer)).isEqualTo("Application not found");
        assertThat(codes(desk.ask(copy(stage, "copy", "")))).isEqualTo("NOT_FOUND");
    }

    @Test
    void whatIsNoIdIsRefused() {
        String document = promote(stage, "").replace(source.id().value().toString(), "app");
        assertThat(codes(desk.ask(document))).isEqualTo("BAD_USER_INPUT");
        String absent = promote(stage, "")
                .replace(stage.id().value().toString(), UUID.randomUUID().toString());
        assertThat(codes(desk.ask(absent))).isEqualTo("NOT_FOUND");
    }
}
