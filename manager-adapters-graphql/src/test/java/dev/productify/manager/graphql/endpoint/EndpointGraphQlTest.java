package dev.productify.manager.graphql.endpoint;

import static dev.productify.manager.graphql.Desk.codes;
import static dev.productify.manager.graphql.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.graphql.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGraphQlTest {
    private static final String ALL = "id name description enabled consumeURL url authType authConfigured"
            + " inputMessageType outputMessageType transformationTemplate logLevel createdAt updatedAt application { id }";

    private final Desk desk = new Desk();
    private final Tenant tenant = desk.world.tenant(desk.world.project("shop"), "acme");
    private final Application application = desk.world.application(tenant, "web");

    @Test
    void everyFieldOfAnEndpointIsThereAndNoSecret() {
        JsonNode made = create(
                "consumeURL: \"/soap/*\", url: \"https://backend.example.com/ws\", description: \"d\","
                        + " enabled: false, authType: Basic, authUsername: \"user-name\", authPassword: \"pass-word\","
                        + " inputMessageType: JSON, outputMessageType: SOAP, transformationTemplate: \"{{a}}\", logLevel: FULL");

        assertThat(made.toString()).doesNotContain("user-name").doesNotContain("pass-word");
        assertThat(made.get("description").asText()).isEqualTo("d");
        assertThat(made.get("enabled").asBoolean()).isFalse();
        assertThat(made.get("consumeURL").asText()).isEqualTo("/soap/*");
        assertThat(made.get("url").asText()).isEqualTo("https://backend.example.com/ws");
        assertThat(made.get("authType").asText()).isEqualTo("Basic");
        assertThat(made.get("authConfigured").asBoolean()).isTrue();
        assertThat(made.get("inputMessageType").asText()).isEqualTo("JSON");
        assertThat(made.get("outputMessageType").asText()).isEqualTo("SOAP");
        assertThat(made.get("transformationTemplate").asText()).isEqualTo("{{a}}");
        assertThat(made.get("logLevel").asText()).isEqualTo("FULL");
        assertThat(made.at("/application/id").asText())
                .isEqualTo(application.id().value().toString());
        assertThat(desk.data("{ endpoint(id: \"" + made.get("id").asText() + "\") {" + ALL + "} }")
                        .get("endpoint"))
                .isEqualTo(made);
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheReference() {
        JsonNode made = create("consumeURL: \"/a\", url: \"https://backend.example.com\"");

        assertThat(made.get("enabled").asBoolean()).isTrue();
        assertThat(made.get("authType").asText()).isEqualTo("None");
        assertThat(made.get("authConfigured").asBoolean()).isFalse();
        assertThat(made.get("logLevel").asText()).isEqualTo("BASIC");
        for (String field :
                new String[] {"description", "inputMessageType", "outputMessageType", "transformationTemplate"}) {
            assertThat(made.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void nullTakesAwayWhatMayBeAbsentAndRefusesWhatMayNot() {
        String id = create("consumeURL: \"/a\", url: \"https://backend.example.com\", inputMessageType: XML,"
                        + " authType: Bearer, authToken: \"token\"")
                .get("id")
                .asText();

        JsonNode changed =
                desk.data(update(id, "inputMessageType: null, authToken: null")).get("updateEndpoint");
        assertThat(changed.get("inputMessageType").isNull()).isTrue();
        assertThat(changed.get("authConfigured").asBoolean()).isFalse();
        for (String field : new String[] {"name", "enabled", "consumeURL", "url", "authType", "logLevel"}) {
            JsonNode answer = desk.ask(update(id, field + ": null"));
            assertThat(codes(answer)).as(field).isEqualTo("BAD_USER_INPUT");
            assertThat(message(answer)).startsWith(field);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consumeURL: \"a\", url: \"https://b.example.com\" | consumeURL",
                "consumeURL: \"/a*\", url: \"https://b.example.com\" | consumeURL",
                "consumeURL: \"/a\", url: \"ftp://b.example.com\" | url",
                "consumeURL: \"/a\", url: \"https://u:p@b.example.com\" | url",
                "consumeURL: \"/a\", url: \"https://b.example.com/*\" | the * in url",
                "consumeURL: \"/a\", url: \"http://127.0.0.1/\" | url",
                "consumeURL: \"/a\", url: \"https://b.example.com\", authToken: \"x\" | authToken",
                "consumeURL: \"/a\", url: \"https://b.example.com\", authType: Bearer, authToken: \"a b\" | authToken",
                "consumeURL: \"/a\", url: \"https://b.example.com\", transformationTemplate: \"\" | transformationTemplate",
            })
    void whatBreaksARuleIsRefusedByTheNameOfItsField(String input, String field) {
        JsonNode answer = desk.ask(creation(input));

        assertThat(codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(message(answer)).startsWith(field);
    }

    @Test
    void aSecretThatIsRefusedIsNotRepeated() {
        JsonNode answer = desk.ask(creation(
                "consumeURL: \"/a\", url: \"https://b.example.com\", authType: Bearer, authToken: \"my secret\""));

        assertThat(answer.toString()).doesNotContain("my secret");
    }

    @Test
    void endpointsAreListedByApplicationFilteredAndNested() {
        create("consumeURL: \"/a\", url: \"https://a.example.com\", authType: Bearer");
        create("consumeURL: \"/b\", url: \"https://b.example.com\", inputMessageType: SOAP");
        String of = "application: \"" + application.id().value() + "\"";

        JsonNode data = desk.data(
                "{ endpoints(" + of + ", order: {field: \"consumeURL\", direction: DESC}) { consumeURL }"
                        + " soap: endpoints(" + of
                        + ", filters: [{field: \"inputMessageType\", value: \"SOAP\"}]) { consumeURL }"
                        + " bearer: endpointsCount(" + of + ", filters: [{field: \"auth_type\", value: \"Bearer\"}])"
                        + " applications(tenantSlug: \"acme\") { endpoints(pagination: {limit: 1, offset: 1}) { consumeURL } } }");

        assertThat(data.get("endpoints").findValuesAsText("consumeURL")).containsExactly("/b", "/a");
        assertThat(data.get("soap").findValuesAsText("consumeURL")).containsExactly("/b");
        assertThat(data.get("bearer").asInt()).isEqualTo(1);
        assertThat(data.get("applications").findValuesAsText("consumeURL")).containsExactly("/b");
    }

    @Test
    void aTrialAnswersWhatWouldBeSent() {
        String id = create("consumeURL: \"/api/users/*\", url: \"https://backend.example.com/v1\", authType: Bearer,"
                        + " authToken: \"secret-token\"")
                .get("id")
                .asText();

        JsonNode trial = desk.data(
                        "{ testEndpoint(id: \"" + id + "\", method: \"GET\", path: \"/api/users/7?full=true\","
                                + " headers: [{name: \"Accept\", value: \"application/json\"}]) { accepted refusal method url"
                                + " headers { name value } body converted endpoint { id } } }")
                .get("testEndpoint");

        assertThat(trial.get("accepted").asBoolean()).isTrue();
        assertThat(trial.get("refusal").isNull()).isTrue();
        assertThat(trial.get("url").asText()).isEqualTo("https://backend.example.com/v1/7?full=true");
        assertThat(trial.get("headers").findValuesAsText("value"))
                .startsWith("application/json", "backend.example.com")
                .endsWith("proxy", "Bearer ***");
        assertThat(trial.at("/endpoint/id").asText()).isEqualTo(id);
        assertThat(trial.get("body").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method: \"GET /\", path: \"/\"",
                "method: \"GET\", path: \"/\", headers: [{name: \"a b\", value: \"\"}]",
                "method: \"GET\", path: \"/\", headers: [{name: \"a\", value: \"b\\r\\nc: d\"}]"
            })
    void aTrialOfWhatIsNoRequestIsRefused(String arguments) {
        String id = create("consumeURL: \"/a\", url: \"https://backend.example.com\"")
                .get("id")
                .asText();

        assertThat(codes(desk.ask("{ testEndpoint(id: \"" + id + "\", " + arguments + ") { accepted } }")))
                .isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void grantsAnswerWithMachineUserAndEndpoint() {
        String endpoint = create("consumeURL: \"/a\", url: \"https://backend.example.com\"")
                .get("id")
                .asText();
        String user = desk.world
                .machineUser(tenant, "robot")
                .machineUser()
                .id()
                .value()
                .toString();

        JsonNode made = desk.data("mutation { createMachineUser2Endpoint(input: {machineUserID: \"" + user
                        + "\", endpointID: \"" + endpoint
                        + "\"}) { id enabled machineUser { username } endpoint { name } createdAt updatedAt } }")
                .get("createMachineUser2Endpoint");
        assertThat(made.get("enabled").asBoolean()).isTrue();
        assertThat(made.at("/machineUser/username").asText()).isEqualTo("robot");
        assertThat(made.at("/endpoint/name").asText()).isEqualTo("Endpoint");

        JsonNode listed = desk.data("{ machineUser2endpoints(endpoint: \"" + endpoint
                + "\", filters: [{field: \"username\", value: \"ROB\"}]) { id } machineUser2endpointsCount(endpoint: \""
                + endpoint + "\", filters: [{field: \"enabled\", value: \"false\"}]) }");
        assertThat(listed.get("machineUser2endpoints").findValuesAsText("id"))
                .containsExactly(made.get("id").asText());
        assertThat(listed.get("machineUser2endpointsCount").asInt()).isZero();
    }

    private JsonNode create(String input) {
        return desk.data(creation(input)).get("createEndpoint");
    }

    private String creation(String input) {
        return "mutation { createEndpoint(applicationId: \"" + application.id().value()
                + "\", input: {name: \"Endpoint\", " + input + "}) {" + ALL + "} }";
    }

    private static String update(String id, String input) {
        return "mutation { updateEndpoint(id: \"" + id + "\", input: {" + input + "}) {" + ALL + "} }";
    }
}
