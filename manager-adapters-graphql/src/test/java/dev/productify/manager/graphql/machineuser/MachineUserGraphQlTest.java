package dev.productify.manager.graphql.machineuser;

import static dev.productify.manager.graphql.Desk.codes;
import static dev.productify.manager.graphql.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.graphql.Desk;
import dev.productify.manager.ports.call.Call;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineUserGraphQlTest {
    private final Desk desk = new Desk();
    private final Tenant tenant = desk.world.tenant(desk.world.project("shop"), "acme");

    @Test
    void everyFieldOfAMachineUserIsThere() {
        JsonNode made = desk.data(create("name: \"Robot\", username: \"Robot\", role: viewer"))
                .at("/createMachineUserWithCredentials");

        assertThat(TokenText.parse(made.get("generatedToken").asText())).isPresent();
        JsonNode user = made.get("machineUser");
        assertThat(user.get("name").asText()).isEqualTo("Robot");
        assertThat(user.get("username").asText()).isEqualTo("Robot");
        assertThat(user.get("enabled").asBoolean()).isTrue();
        assertThat(user.get("role").asText()).isEqualTo("viewer");
        assertThat(made.get("generatedToken").asText())
                .startsWith(user.get("tokenPrefix").asText());
        assertThat(user.get("credentialsSince").asText()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(user.get("formerTokenUntil").isNull()).isTrue();
        assertThat(user.get("lastUsedAt").isNull()).isTrue();
    }

    @Test
    void withoutAWordOnTheSecretATokenIsGeneratedForAnEnabledEditor() {
        JsonNode user = desk.data(create("name: \"Robot\", username: \"robot\""))
                .at("/createMachineUserWithCredentials/machineUser");

        assertThat(user.get("enabled").asBoolean()).isTrue();
        assertThat(user.get("role").asText()).isEqualTo("editor");
        assertThat(user.get("tokenPrefix").asText()).startsWith("muser_").hasSize(12);
    }

    @Test
    void aChosenPasswordIsNeverAnswered() {
        JsonNode made = desk.data(create("name: \"Robot\", username: \"robot\", hashedKey: \"correct horse battery\""))
                .at("/createMachineUserWithCredentials");

        assertThat(made.get("generatedToken").isNull()).isTrue();
        assertThat(made.at("/machineUser/tokenPrefix").isNull()).isTrue();
        assertThat(made.toString()).doesNotContain("horse").doesNotContain("argon2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 letters!",
                "",
                "$argon2id$v=19$m=4194304,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=6,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoGoodAsASecretIsRefused(String secret) {
        JsonNode answer = desk.ask(create("name: \"Robot\", username: \"robot\", hashedKey: \"" + secret + "\""));

        assertThat(codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(message(answer)).startsWith("hashedKey");
        assertThat(desk.world.passwords.checks()).isZero();
    }

    @Test
    void aSecretIsRotatedWithAnOverlap() {
        String id = desk.data(create("name: \"Robot\", username: \"robot\""))
                .at("/createMachineUserWithCredentials/machineUser/id")
                .asText();

        JsonNode rotated = desk.data("mutation { rotateMachineUserToken(id: \"" + id + "\", overlapSeconds: 60) {"
                        + " generatedToken machineUser { tokenPrefix formerTokenUntil } } }")
                .get("rotateMachineUserToken");

        assertThat(rotated.get("generatedToken").asText())
                .startsWith(rotated.at("/machineUser/tokenPrefix").asText());
        assertThat(rotated.at("/machineUser/formerTokenUntil").asText()).isEqualTo("2026-01-31T12:01:00Z");
        assertThat(codes(desk.ask("mutation { rotateMachineUserToken(id: \"" + id
                        + "\", overlapSeconds: 604801) { generatedToken } }")))
                .isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void listsAreFilteredOrderedAndCounted() {
        for (String name : new String[] {"b", "a", "c"}) {
            desk.world.machineUser(tenant, name + "-service");
        }
        desk.world.machineUser(desk.world.tenant(desk.world.project("other"), "other"), "a-far-service");
        String arguments = "tenant: \"" + tenant.id().value() + "\"";

        JsonNode data = desk.data("{ machineUsers(" + arguments
                + ", order: {field: \"username\", direction: DESC}, pagination: {limit: 2, offset: 0}) { username }"
                + " machineUsersCount(" + arguments + ", filters: [{field: \"username\", value: \"SERVICE\"}]) }");

        assertThat(data.get("machineUsers").findValuesAsText("username")).containsExactly("c-service", "b-service");
        assertThat(data.get("machineUsersCount").asInt()).isEqualTo(3);
    }

    @Test
    void onlyAdministratorsOfTheTenantGetAtThem() {
        Call editor = desk.world.with(desk.world.person("ed"), tenant.place(), Role.EDITOR);
        Call stranger = desk.world.person("stranger");
        String list = "{ machineUsers(tenant: \"" + tenant.id().value() + "\") { id } }";

        assertThat(codes(desk.ask(list, editor))).isEqualTo("FORBIDDEN");
        assertThat(codes(desk.ask(list, stranger))).isEqualTo("NOT_FOUND");
        assertThat(codes(desk.ask("mutation { deleteMachineUser(id: \"" + UUID.randomUUID() + "\") }")))
                .isEqualTo("NOT_FOUND");
    }

    private String create(String input) {
        return "mutation { createMachineUserWithCredentials(tenantId: \""
                + tenant.id().value() + "\", input: {" + input + "}) { generatedToken machineUser { id name username"
                + " enabled role tokenPrefix credentialsSince formerTokenUntil lastUsedAt createdAt updatedAt } } }";
    }
}
