package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Project;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ErrorsTest {
    private static final String ABSENT = "019c13ec-0000-7000-8000-000000000000";

    private final Desk desk = new Desk();

    @Test
    void aMissingProjectAnswersExactlyAsTheReferencePrints() {
        assertThat(desk.ask("{ project(slug: \"nope\") { id } }"))
                .hasToString("{\"errors\":[{\"message\":\"Project not found\",\"path\":[\"project\"],"
                        + "\"extensions\":{\"code\":\"NOT_FOUND\"}}],\"data\":null}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            projectId  | { tenant(projectId: "x", slug: "a") { id } }
            projectId  | { application(projectId: "1-1-1-1-1", tenantId: "x", slug: "a") { id } }
            tenantId   | { application(projectId: "019c13ec-0000-7000-8000-000000000000", tenantId: "x", slug: "a") { id } }
            id         | mutation { deleteProject(id: "x") }
            id         | mutation { deleteTenant(id: "") }
            id         | mutation { deleteApplication(id: 7) }
            id         | mutation { updateApplication(id: "x", input: {}) { id } }
            projectId  | mutation { createTenant(projectId: "x", input: { name: "a" }) { id } }
            tenantId   | mutation { createApplication(tenantId: "x", input: { name: "a" }) { id } }
            """)
    void anIdThatIsNoUuidIsRefusedByItsName(String argument, String query) {
        JsonNode answer = desk.ask(query);

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).isEqualTo(argument + " must be a UUID");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BAD_USER_INPUT            | { project(slug: "Not A Slug") { id } }
            BAD_USER_INPUT            | { projects(pagination: { limit: 1001, offset: 0 }) { id } }
            BAD_USER_INPUT            | { projects(pagination: { limit: 1, offset: -1 }) { id } }
            BAD_USER_INPUT            | { projects(order: { field: "x", direction: ASC }) { id } }
            BAD_USER_INPUT            | mutation { createProject(input: { name: " " }) { id } }
            CONFLICT                  | mutation { createProject(input: { name: "x", slug: "taken" }) { id } }
            NOT_FOUND                 | mutation { deleteProject(id: "019c13ec-0000-7000-8000-000000000000") }
            GRAPHQL_PARSE_FAILED      | { project(
            GRAPHQL_PARSE_FAILED      | ''
            GRAPHQL_VALIDATION_FAILED | { nothing }
            GRAPHQL_VALIDATION_FAILED | { project { id } }
            GRAPHQL_VALIDATION_FAILED | mutation { createTenant(projectId: "x", input: { name: "a", type: LIVE }) { id } }
            BAD_USER_INPUT            | query ($slug: String!) { project(slug: $slug) { id } }
            BAD_USER_INPUT            | query a { me { id } } query b { me { id } }
            """)
    void everyRefusalHasItsCode(String code, String query) {
        desk.world.project("taken");

        assertThat(Desk.codes(desk.ask(query))).isEqualTo(code);
    }

    @Test
    void aRefusalSaysWhenToComeBackInWholeSecondsRoundedUp() {
        ManagerException busy = new ManagerException(ErrorCode.UNAVAILABLE, "Busy; try again later")
                .retryAfter(Duration.ofMillis(1_001));

        assertThat(GraphQlErrors.of(busy).getExtensions())
                .containsExactly(Map.entry("code", "UNAVAILABLE"), Map.entry("retryAfter", 2L));
    }

    @Test
    void aPersonWithoutTheRightIsForbiddenOrToldNothing() {
        Project project = desk.world.project("p");
        var eve = desk.world.person("eve");

        assertThat(Desk.codes(desk.ask("mutation { createProject(input: { name: \"x\" }) { id } }", eve)))
                .isEqualTo("FORBIDDEN");
        assertThat(Desk.codes(desk.ask(
                        "mutation { createUser(input: { username: \"x\", email: \"x@example.com\" }) { token } }",
                        eve)))
                .isEqualTo("FORBIDDEN");
        assertThat(Desk.message(desk.ask("{ project(slug: \"p\") { id } }", eve)))
                .isEqualTo("Project not found");
        assertThat(Desk.message(desk.ask(
                        "mutation { deleteProject(id: \"" + project.id().value() + "\") }", eve)))
                .isEqualTo("Project not found");
    }

    @Test
    void aProtectedProjectIsNotDeleted() {
        JsonNode created = desk.data("mutation { createProject(input: { name: \"p\", protected: true }) { id } }");
        String id = created.at("/createProject/id").asText();

        assertThat(Desk.codes(desk.ask("mutation { deleteProject(id: \"" + id + "\") }")))
                .isEqualTo("CONFLICT");
        desk.data("mutation { updateProject(id: \"" + id + "\", input: { protected: false }) { id } }");
        assertThat(desk.data("mutation { deleteProject(id: \"" + id + "\") }")).hasToString("{\"deleteProject\":true}");
    }

    @Test
    void theFieldsOfAMutationRunUpToTheFirstThatIsRefused() {
        JsonNode answer = desk.ask("mutation { a: createProject(input: { name: \"a\" }) { id } b: deleteProject(id: \""
                + ABSENT + "\") c: createProject(input: { name: \"c\" }) { id } }");

        assertThat(Desk.codes(answer)).isEqualTo("NOT_FOUND");
        assertThat(desk.data("{ projects { name } }")).hasToString("{\"projects\":[{\"name\":\"a\"}]}");
    }

    @Test
    void aFaultShowsNothingAndIsLoggedOnceUnderTheRequestId() {
        for (int i = 0; i < 3; i++) {
            desk.world.project("p" + i);
        }
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(GraphQlErrors.class);
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            desk.transactions.breakWith(new IllegalStateException("secret of the inside"));
            JsonNode answer = desk.ask("{ a: projects { id } b: projects { id } }");

            assertThat(Desk.codes(answer)).startsWith("INTERNAL_SERVER_ERROR");
            assertThat(Desk.message(answer)).isEqualTo("Internal error; the log has it under this request id");
            assertThat(answer.toString()).doesNotContain("secret");
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getKeyValuePairs().toString()).contains("request_id=\"test-request\"");
    }

    @Test
    void aRefusalOfTheStoreIsSaidAsItIs() {
        desk.transactions.breakWith(new ManagerException(ErrorCode.UNAVAILABLE, "The database does not answer"));

        JsonNode answer = desk.ask("{ projects { id } }");

        assertThat(Desk.codes(answer)).isEqualTo("UNAVAILABLE");
        assertThat(answer.get("data").isNull()).isTrue();
    }

    @Test
    void theListenerHearsOfRootFieldsByTheirNamesOnly() {
        desk.ask("{ x: me { id } y: project(slug: \"nope\") { id } }");
        desk.ask("{ inventedByTheClient }");
        desk.ask("query ($a: Int!) { me { id } }", Map.of());

        assertThat(desk.executed)
                .containsExactly(
                        "me success",
                        "project NOT_FOUND",
                        "none GRAPHQL_VALIDATION_FAILED",
                        "none GRAPHQL_VALIDATION_FAILED");
    }
}
