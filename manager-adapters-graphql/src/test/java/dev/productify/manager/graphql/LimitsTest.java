package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.tenancy.Project;
import graphql.introspection.IntrospectionQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For each limit one document that just passes and one just above, refused before any transaction is opened. */
class LimitsTest {
    private final Desk desk = new Desk();

    private void passes(String query) {
        JsonNode answer = desk.ask(query);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        desk.transactions.reset();
    }

    private void isRefused(String query, String code, String message) {
        refusedFor(desk.ask(query), code, message);
    }

    private void refusedFor(JsonNode answer, String code, String message) {
        assertThat(Desk.codes(answer)).isEqualTo(code);
        assertThat(Desk.message(answer)).contains(message);
        assertThat(answer.has("data")).isFalse();
        assertThat(desk.transactions.opened()).isZero();
    }

    private static String times(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> text.replace("#", "f" + i))
                .collect(Collectors.joining(" "));
    }

    @Test
    void depth() {
        String fifteen = "{ projects { " + "tenants(pagination: { limit: 1, offset: 0 }) { project { ".repeat(6)
                + "tenants { id }" + " } }".repeat(6) + " } }";
        String sixteen = fifteen.replace("tenants { id }", "tenants { project { id } }");

        passes(fifteen);
        isRefused(sixteen, "GRAPHQL_VALIDATION_FAILED", "16 deep, the limit is 15");
    }

    @Test
    void depthIsMeasuredThroughFragments() {
        String document = "query { ...A } fragment A on Query { projects { ...B } } fragment B on Project { "
                + "tenants(pagination: { limit: 1, offset: 0 }) { project { ".repeat(7) + "id" + " } }".repeat(7)
                + " }";

        isRefused(document, "GRAPHQL_VALIDATION_FAILED", "16 deep, the limit is 15");
    }

    @Test
    void tokens() {
        Desk narrow = new Desk(new GraphQlLimits(15, 10, 2_000, 30, 100_000, 10_000));
        assertThat(narrow.ask("{ me { id id id id } }").has("errors")).isFalse();
        narrow.transactions.reset();
        assertThat(Desk.codes(narrow.ask("{ me { id id id id id } }"))).isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(narrow.transactions.opened()).isZero();
        // 999 fields of 15 tokens each, 9 plain ones, 5 tokens around them, and the end
        String most = "{ me { " + "id @skip(if: false) @include(if: true) ".repeat(999) + "id ".repeat(9) + "} }";
        passes(most);
        isRefused(most.replace("} }", "id } }"), "GRAPHQL_PARSE_FAILED", "more than 15000 tokens");
    }

    @Test
    void fields() {
        passes("{ me { " + "id ".repeat(1_999) + "} }");
        isRefused("{ me { " + "id ".repeat(2_000) + "} }", "GRAPHQL_VALIDATION_FAILED", "more than 2000 fields");
    }

    @Test
    void fragmentsThatMultiplyEachOtherAreCountedWrittenOut() {
        String bomb = "{ me { ...F0 } } "
                + IntStream.range(0, 60)
                        .mapToObj(i -> "fragment F" + i + " on User { ...F" + (i + 1) + " ...F" + (i + 1) + " }")
                        .collect(Collectors.joining(" "))
                + " fragment F60 on User { id }";

        isRefused(bomb, "GRAPHQL_VALIDATION_FAILED", "more than 2000 fields");
    }

    @Test
    void aLongChainOfFragmentsIsRefused() {
        String chain = "{ me { ...F0 } } "
                + IntStream.range(0, 1_500)
                        .mapToObj(i -> "fragment F" + i + " on User { ...F" + (i + 1) + " }")
                        .collect(Collectors.joining(" "))
                + " fragment F1500 on User { id }";

        isRefused(chain, "GRAPHQL_VALIDATION_FAILED", "deep");
    }

    @Test
    void fragmentsThatGoInCirclesAreRefused() {
        JsonNode answer = desk.ask("{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }");

        assertThat(Desk.codes(answer)).startsWith("GRAPHQL_VALIDATION_FAILED");
        assertThat(desk.transactions.opened()).isZero();
    }

    @Test
    void rootFields() {
        passes("{ " + times(30, "#: __typename") + " }");
        isRefused(
                "{ " + times(31, "#: __typename") + " }",
                "GRAPHQL_VALIDATION_FAILED",
                "31 root fields, the limit is 30");
    }

    @Test
    void cost() {
        // 1,000 projects, and 99 tenants of each
        String tenants = "query { projects(pagination: { limit: 1000, offset: 0 }) "
                + "{ tenants(pagination: { limit: #, offset: 0 }) { id } } }";
        passes(tenants.replace("#", "99"));
        isRefused(
                tenants.replace("#", "99").replaceFirst("\\{", "{ me { id } "),
                "GRAPHQL_VALIDATION_FAILED",
                "asks for 100001 objects, the limit is 100000");
        isRefused(tenants.replace("#", "100"), "GRAPHQL_VALIDATION_FAILED", "asks for 101000 objects");
    }

    @Test
    void costReadsPaginationFromVariablesToo() {
        String query = "query ($p: Pagination!, $n: Int = 100) { projects(pagination: $p) "
                + "{ tenants(pagination: { limit: $n, offset: 0 }) { id } } }";
        Map<String, Object> thousand = Map.of("limit", 1000, "offset", 0);

        assertThat(desk.ask(query, Map.of("p", thousand, "n", 99)).has("errors"))
                .isFalse();
        desk.transactions.reset();
        refusedFor(desk.ask(query, Map.of("p", thousand)), "GRAPHQL_VALIDATION_FAILED", "101000");
    }

    @Test
    void aListWithoutPaginationCountsTwenty() {
        Desk narrow = new Desk(new GraphQlLimits(15, 15_000, 2_000, 30, 20 + 20 * 20, 10_000));
        assertThat(narrow.ask("{ projects { tenants { id } } }").has("errors")).isFalse();
        narrow.transactions.reset();
        assertThat(Desk.message(narrow.ask("{ projects { tenants { id } } me { id } }")))
                .contains("421 objects, the limit is 420");
        assertThat(narrow.transactions.opened()).isZero();
    }

    @Test
    void anAnswerHoldsNoMoreObjectsThanAllowed() {
        Desk narrow = new Desk(new GraphQlLimits(15, 15_000, 2_000, 30, 100_000, 6));
        Project project = narrow.world.project("p");
        for (int i = 0; i < 5; i++) {
            narrow.world.tenant(project, "t" + i);
        }

        assertThat(narrow.ask("{ project(slug: \"p\") { tenants { id } } }").has("errors"))
                .isFalse();
        JsonNode answer = narrow.ask("{ project(slug: \"p\") { tenants { id project { id } } } }");
        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).contains("more than 6 objects");
        assertThat(answer.get("data").isNull()).isTrue();
    }

    @Test
    void anAnswerHoldsTenThousandObjects() {
        Project project = desk.world.project("p");
        for (int i = 0; i < 999; i++) {
            desk.world.tenant(project, "t" + i);
        }
        // Of ten times a project and its tenants each counts.
        String most =
                "{ " + times(10, "#: project(slug: \"p\") { tenants(pagination: { limit: 999, offset: 0 }) { id } }");

        passes(most + " }");
        JsonNode answer = desk.ask(most + " me { id } }");
        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).contains("more than 10000 objects");
    }

    @Test
    void theIntrospectionQueriesOfToolsPass() throws IOException {
        passes(IntrospectionQuery.INTROSPECTION_QUERY);
        for (String name : List.of("graphiql", "plain")) {
            try (InputStream in = LimitsTest.class.getResourceAsStream("/introspection/" + name + ".graphql")) {
                passes(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void introspectionThatGoesInCirclesIsRefused() {
        isRefused(
                "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
                "GRAPHQL_VALIDATION_FAILED",
                "good faith");
    }
}
