package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.MachineUserThing;
import dev.productify.manager.ports.catalogue.Spot;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/api/openapi.yaml} says what the routes do. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FRONTEND_CONFIG = "/api/frontend-config/{application_id}";

    @RegisterExtension
    static final Stage stage = new Stage();

    private static JsonNode page;

    @BeforeAll
    static void start() throws Exception {
        page = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("../docs/api/openapi.yaml").toFile());
    }

    @Test
    void everyRouteHasAnEntryAndEveryEntryARoute() {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : page.get("paths").properties()) {
            if (path.getKey().startsWith("/esb/")) {
                continue; // no route, but what is asked before the routes
            }
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getKey().equals("parameters")) {
                    continue; // of all operations at that path
                }
                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        Set<String> registered = new TreeSet<>();
        for (String route : stage.node().manager().routes()) {
            if (route.contains(" /api/") || route.contains(" /health/") || route.contains(" /pilet")) {
                registered.add(route.replace("<path>", "{path}"));
            }
        }

        assertThat(described).isEqualTo(registered).isNotEmpty();
    }

    @Test
    void answersHaveTheMembersThatTheirSchemasDemandAndNoOthers() throws Exception {
        Map<String, String> robot =
                stage.fixture().names(Caller.ADMIN_OF_TENANT).credentials(MachineUserThing.MACHINE_USER);
        String credentials = JSON.writeValueAsString(robot);
        String token = stage.fixture().names(Caller.ADMIN_OF_TENANT).token(Caller.ADMIN_OF_TENANT);
        String machine = "Bearer " + robot.get("token");

        assertDescribed("get", "/health/live", null, null);
        assertDescribed("get", "/health/ready", null, null);
        assertDescribed("get", "/api/machine/check", null, machine);
        assertDescribed("get", "/api/machine/check", null, null);
        assertDescribed("get", "/api/machine/check", null, "Bearer " + token);
        String application = stage.fixture().id(Spot.APPLICATION).toString();
        assertDescribed("get", FRONTEND_CONFIG, null, null, application);
        assertDescribed("get", FRONTEND_CONFIG, null, null, "x");
        assertDescribed("post", "/api/validate-machine-user", credentials, null);
        assertDescribed("post", "/api/validate-machine-user", "{}", null);
        for (int i = 0; i < 11; i++) {
            assertDescribed("post", "/api/validate-machine-user", "{\"username\":\"x\",\"token\":\"x\"}", null);
        }
        assertDescribed("post", "/api/validate-proxy-auth", "{\"token\":\"" + token + "\"}", null);
        assertDescribed("post", "/api/validate-proxy-auth", "{\"token\":\"x\"}", null);
        assertDescribed("post", "/api/validate-proxy-auth", "[]", null);
    }

    @Test
    void signingInAnswersAsDescribed() throws Exception {
        Fixture.Person person = stage.fixture().person(Caller.ADMIN_OF_TENANT_IN_SESSION);
        String session = "Bearer " + person.session().orElseThrow();
        String token = "Bearer " + stage.fixture().names(Caller.ADMIN_OF_TENANT).token(Caller.ADMIN_OF_TENANT);
        String machine = "Bearer "
                + stage.fixture()
                        .names(Caller.ADMIN_OF_TENANT)
                        .credentials(MachineUserThing.MACHINE_USER)
                        .get("token");
        String sessions = "/api/auth/sessions";
        String spare = stage.fixture().names(Caller.ADMIN_OF_TENANT_IN_SESSION).own("session");

        assertDescribed("get", "/api/auth/login", null, null);
        assertDescribed("get", "/api/auth/callback", null, null);
        for (String authorization : new String[] {session, token, machine, null}) {
            assertDescribed("get", sessions, null, authorization);
        }
        assertDescribed("get", "/api/auth/check", null, session);
        assertDescribed("get", "/api/auth/check", null, null);
        assertDescribed("get", sessions + "/{id}", null, session, spare);
        assertDescribed("get", sessions + "/{id}", null, token, spare);
        assertDescribed("get", sessions + "/{id}", null, session, "x");
        assertDescribed("delete", sessions + "/{id}", null, session, spare);
        assertDescribed("delete", sessions + "/{id}", null, session, spare);
        assertDescribed("post", "/api/auth/logout", null, token);
        assertDescribed("post", "/api/auth/logout", null, session);
        assertDescribed("post", "/api/auth/logout", null, session);
        assertDescribed("delete", sessions, null, token);
        assertDescribed("delete", sessions, null, machine);
        stage.spent();
    }

    /** A backend that is called is in {@code BusTest}; here is what the bus answers by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "post", "put", "patch", "delete", "options"})
    void theBusAnswersEveryMethodAsDescribed(String method) throws Exception {
        String bus = "/esb/{application_id}/{path}";
        Map<String, String> robot =
                stage.fixture().names(Caller.ADMIN_OF_TENANT).credentials(MachineUserThing.MACHINE_USER);
        String machine = "Bearer " + robot.get("token");
        String person =
                "Bearer " + stage.fixture().names(Caller.ADMIN_OF_TENANT).token(Caller.ADMIN_OF_TENANT);
        String application = stage.fixture().id(Spot.APPLICATION).toString();

        assertDescribed(method, bus, null, null, application, "api/webhook");
        assertDescribed(method, bus, null, person, application, "api/webhook");
        assertDescribed(method, bus, null, machine, application, "api/webhook");
        assertDescribed(method, bus, null, machine, application, "nowhere");
        assertDescribed(method, bus, null, machine, application, "%2e%2e");
    }

    @Test
    void theBusHasEveryMethodThatItPassesOn() {
        Set<String> methods = new TreeSet<>();
        page.at("/paths/~1esb~1{application_id}~1{path}").fieldNames().forEachRemaining(methods::add);

        assertThat(methods)
                .containsExactlyInAnyOrder(
                        "description", "parameters", "get", "head", "post", "put", "patch", "delete", "options");
    }

    @Test
    void languagePacksAnswerAsDescribed() throws Exception {
        String viewer =
                "Bearer " + stage.fixture().names(Caller.VIEWER_OF_PROJECT).token(Caller.VIEWER_OF_PROJECT);
        String editor =
                "Bearer " + stage.fixture().names(Caller.EDITOR_OF_PROJECT).token(Caller.EDITOR_OF_PROJECT);
        String file = "/api/projects/{project_id}/language-packs/{name}";
        String texts = "/api/language-packs/{application_id}/{locale}";
        String project = stage.fixture().id(Spot.PROJECT).toString();
        String application = stage.fixture().id(Spot.APPLICATION).toString();
        String nothing = UUID.randomUUID().toString();

        assertDescribed("get", texts, null, null, application, "hu-HU");
        assertDescribed("get", texts, null, null, application, "fr");
        assertDescribed("get", texts, null, null, nothing, "hu");
        assertDescribed("get", texts, null, null, application, "hu_HU");
        assertDescribed("get", file, null, viewer, project, "hu");
        assertDescribed("get", file, null, null, project, "hu");
        assertDescribed("get", file, null, viewer, project, "fr");
        assertDescribed("get", file, null, viewer, "x", "fr");
        assertDescribed("put", file, "{\"a\":\"1\"}", editor, project, "hu");
        assertDescribed("put", file, "{\"a\":\"1\"}", editor, project, "fr");
        assertDescribed("put", file, "{\"a\":{}}", editor, project, "hu");
        assertDescribed("put", file, "{}", viewer, project, "hu");
        assertDescribed("put", file, "{}", editor, nothing, "hu");
        assertDescribed("put", file, " ".repeat(17 * 1024 * 1024 + 1), editor, project, "hu");
    }

    @Test
    void piletsAnswerAsDescribed() throws Exception {
        String viewer =
                "Bearer " + stage.fixture().names(Caller.VIEWER_OF_PROJECT).token(Caller.VIEWER_OF_PROJECT);
        String project = stage.fixture().id(Spot.PROJECT).toString();
        String version = "/pilets/{project_id}/{name}/{version}";

        assertDescribed("get", "/pilets/{project_id}", null, viewer, project);
        assertDescribed("get", "/pilets/{project_id}", null, null, project);
        assertDescribed(
                "get", "/pilets/{project_id}", null, viewer, UUID.randomUUID().toString());
        assertDescribed("get", version, null, viewer, project, "none", "1.0.0");
        assertDescribed("get", version, null, viewer, project, "my-pilet", "x");
        assertDescribed("get", version, null, viewer, project, "@my-org%2Fnone", "1.0.0");
        assertDescribed("delete", version, null, viewer, project, "my-pilet", "1.0.0");
        assertDescribed(
                "get",
                "/pilet-feed/{application_id}",
                null,
                null,
                stage.fixture().id(Spot.APPLICATION).toString());
        assertDescribed("get", "/pilet-feed/{application_id}", null, null, "x");
    }

    /** @param parts of the address, in place of what is in braces */
    private static void assertDescribed(String method, String path, String body, String authorization, String... parts)
            throws Exception {
        String address = path;
        for (String part : parts) {
            address = address.replaceFirst("\\{[a-z_]+}", part);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        stage.node().manager().uri().resolve(address))
                .method(
                        method.toUpperCase(Locale.ROOT),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = Client.send(request);
        String title = method + " " + path + " " + answer.statusCode() + " " + answer.body();
        JsonNode response = resolved(page.at("/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method
                + "/responses/" + answer.statusCode()));
        assertThat(response.isObject()).as(title).isTrue();
        JsonNode schema = resolved(response.at("/content/application~1json/schema"));
        Set<String> members = new TreeSet<>();
        JSON.readTree(answer.body()).fieldNames().forEachRemaining(members::add);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(member -> required.add(member.asText()));
        Set<String> known = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);

        assertThat(members).as(title).containsAll(required);
        if (!schema.has("additionalProperties")) {
            assertThat(known).as(title).containsAll(members);
        }
        response.path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(answer.headers().firstValue(header))
                        .as(title)
                        .isPresent());
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? page.at(node.get("$ref").asText().substring(1)) : node;
    }
}
