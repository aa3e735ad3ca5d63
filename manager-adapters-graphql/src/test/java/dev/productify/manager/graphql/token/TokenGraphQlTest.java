package dev.productify.manager.graphql.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.graphql.Desk;
import dev.productify.manager.graphql.GraphQlLimits;
import dev.productify.manager.ports.call.Call;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenGraphQlTest {
    private final Desk desk = new Desk();
    private final Call ada = desk.world.person("ada");

    @Test
    void theSecretIsShownOnce() {
        JsonNode created = data("""
                mutation {
                  createPersonalAccessToken(name: "CI", expiresAt: "2026-12-31T23:59:59+02:00") {
                    token
                    personalAccessToken { id name tokenPrefix expiresAt createdAt lastUsedAt revoked revokedAt updatedAt }
                  }
                }
                """).get("createPersonalAccessToken");

        String secret = created.get("token").asText();
        JsonNode token = created.get("personalAccessToken");
        assertThat(secret)
                .matches("pfy_[0-9A-Za-z]{65}")
                .startsWith(token.get("tokenPrefix").asText());
        assertThat(token.get("expiresAt").asText()).isEqualTo("2026-12-31T21:59:59Z");
        assertThat(token.get("createdAt").asText()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(token.get("revoked").asBoolean()).isFalse();
        assertThat(token.get("revokedAt").isNull()).isTrue();
        assertThat(
                        data("{ myPersonalAccessTokens { id name tokenPrefix } personalAccessTokens { edges { node { id } } } }")
                                .toString())
                .doesNotContain(secret.substring(12));
    }

    @Test
    void theExpiryOfThePrintedExampleHasPassed() {
        JsonNode answer = ask("""
                mutation {
                  createPersonalAccessToken(name: "Production API Token", expiresAt: "2025-12-31T23:59:59Z") { token }
                }
                """);

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).contains("expiresAt must lie in the future");
        assertThat(answer.get("data").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: \"\" | name",
                "name: \"a\\nb\" | name",
                "name: \"x\", expiresAt: \"+10000-01-01T00:00:00Z\" | year 9999",
            })
    void whatCannotBeKeptIsRefused(String arguments, String message) {
        JsonNode answer = ask("mutation { createPersonalAccessToken(" + arguments + ") { token } }");

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).contains(message);
    }

    @Test
    void revokedTokensStayListedAndDeletedOnesDoNot() {
        String id = token("CI");

        assertThat(data("mutation { revokePersonalAccessToken(id: \"" + id + "\") { id name revoked } }")
                        .toString())
                .isEqualTo("{\"revokePersonalAccessToken\":{\"id\":\"" + id + "\",\"name\":\"CI\",\"revoked\":true}}");
        assertThat(data("{ myPersonalAccessTokensCount(filters: [{field: \"revoked\", value: \"true\"}])"
                                + " personalAccessTokensCount }")
                        .toString())
                .isEqualTo("{\"myPersonalAccessTokensCount\":1,\"personalAccessTokensCount\":1}");
        assertThat(data("mutation { deletePersonalAccessToken(id: \"" + id + "\") }")
                        .toString())
                .isEqualTo("{\"deletePersonalAccessToken\":true}");
        assertThat(data("{ myPersonalAccessTokens { id } }").toString()).isEqualTo("{\"myPersonalAccessTokens\":[]}");
    }

    @Test
    void anothersTokenAndNoTokenAreRefusedAlike() {
        String id = token("CI");
        for (String field :
                new String[] {"revokePersonalAccessToken(id: \"#\") { id }", "deletePersonalAccessToken(id: \"#\")"}) {
            JsonNode foreign = desk.ask("mutation { " + field.replace("#", id) + " }", desk.world.admin);
            JsonNode absent =
                    desk.ask("mutation { " + field.replace("#", new UUID(1, 1).toString()) + " }", desk.world.admin);

            assertThat(Desk.codes(foreign)).isEqualTo("NOT_FOUND");
            assertThat(foreign).isEqualTo(absent);
        }
    }

    @Test
    void machineUsersAreRefused() {
        Call machine = desk.world.machine(desk.world.tenant(desk.world.project("shop"), "acme"), "bot", Role.EDITOR);

        for (String field : new String[] {
            "query { myPersonalAccessTokens { id } }",
            "query { personalAccessTokens { totalCount } }",
            "query { personalAccessTokensCount }",
            "mutation { createPersonalAccessToken(name: \"x\") { token } }",
        }) {
            assertThat(Desk.codes(desk.ask(field, machine))).as(field).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void listsTakeFiltersOrderAndPagination() {
        for (String name : new String[] {"beta", "Alpha", "gamma"}) {
            token(name);
            desk.world.passes(Duration.ofMinutes(1));
        }

        assertThat(data("""
                        { myPersonalAccessTokens(
                            filters: [{field: "name", value: "a"}, {field: "createdAfter", value: "2026-01-31T12:00:00Z"}]
                            order: {field: "created_at", direction: DESC}
                            pagination: {limit: 1, offset: 1}
                          ) { name } }
                        """).toString()).isEqualTo("{\"myPersonalAccessTokens\":[{\"name\":\"Alpha\"}]}");
        assertThat(Desk.message(ask("{ myPersonalAccessTokens(order: {field: \"slug\", direction: ASC}) { id } }")))
                .contains("there are id, name, created_at, updated_at");
    }

    @Test
    void aConnectionIsReadPieceByPiece() {
        for (String name : new String[] {"beta", "alpha", "gamma"}) {
            token(name);
        }
        String query = """
                { personalAccessTokens(first: 2, after: #, order: {field: "name", direction: DESC}) {
                    edges { node { name } cursor }
                    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                    totalCount } }
                """;

        JsonNode one = data(query.replace("#", "null")).get("personalAccessTokens");
        JsonNode two = data(query.replace("#", one.at("/pageInfo/endCursor").toString()))
                .get("personalAccessTokens");

        assertThat(one.at("/edges").findValuesAsText("name")).containsExactly("gamma", "beta");
        assertThat(one.at("/edges").findValuesAsText("cursor"))
                .containsExactly(
                        one.at("/pageInfo/startCursor").asText(),
                        one.at("/pageInfo/endCursor").asText());
        assertThat(one.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        assertThat(one.at("/pageInfo/hasPreviousPage").asBoolean()).isFalse();
        assertThat(one.get("totalCount").asInt()).isEqualTo(3);
        assertThat(two.at("/edges").findValuesAsText("name")).containsExactly("alpha");
        assertThat(two.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(two.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    }

    @Test
    void anEmptyConnectionHasNoCursors() {
        assertThat(data("{ personalAccessTokens(first: 1) { edges { cursor } totalCount"
                                + " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }")
                        .toString())
                .isEqualTo(
                        "{\"personalAccessTokens\":{\"edges\":[],\"totalCount\":0,\"pageInfo\":{\"hasNextPage\":false,"
                                + "\"hasPreviousPage\":false,\"startCursor\":null,\"endCursor\":null}}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void firstHasACap(int first) {
        JsonNode answer = ask("{ personalAccessTokens(first: " + first + ") { totalCount } }");

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).isEqualTo("first must be 1 to 1000");
    }

    @Test
    void theLargestPieceIsAThousandAndWithoutFirstALongerListIsRefused() {
        for (int i = 0; i < 1001; i++) {
            token("t" + i);
        }

        JsonNode thousand =
                data("{ personalAccessTokens(first: 1000) { edges { cursor } pageInfo { hasNextPage endCursor } } }");
        assertThat(thousand.at("/personalAccessTokens/edges")).hasSize(1000);
        assertThat(thousand.at("/personalAccessTokens/pageInfo/hasNextPage").asBoolean())
                .isTrue();
        JsonNode whole = ask("{ personalAccessTokens { totalCount } }");
        assertThat(Desk.codes(whole)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(whole)).contains("more than 1000 rows", "first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cursor-string",
                "%%%",
                "CgphCg",
                "Cm5vdC1hLXV1aWQKMQ",
                "bmFtZSBhc2MKMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAxCngA",
            })
    void whatIsNoCursorIsRefused(String after) {
        for (String order : new String[] {"", ", order: {field: \"name\", direction: ASC}"}) {
            JsonNode answer =
                    ask("{ personalAccessTokens(first: 1, after: \"" + after + "\"" + order + ") { totalCount } }");

            assertThat(Desk.codes(answer)).as(answer.toString()).isEqualTo("BAD_USER_INPUT");
            assertThat(Desk.message(answer)).startsWith("after ");
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        token("CI");
        String cursor = data("{ personalAccessTokens(first: 1) { pageInfo { endCursor } } }")
                .at("/personalAccessTokens/pageInfo/endCursor")
                .asText();

        JsonNode answer = ask("{ personalAccessTokens(first: 1, after: \"" + cursor
                + "\", order: {field: \"name\", direction: ASC}) { totalCount } }");

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).contains("another order");
    }

    @ParameterizedTest
    @CsvSource({
        "'{ personalAccessTokens(first: 100)', 201",
        "'{ personalAccessTokens', 41",
        "'query ($n: Int = 50) { personalAccessTokens(first: $n)', 101",
        "'query ($m: Int) { personalAccessTokens(first: $m)', 61"
    })
    void theCostOfAConnectionIsThatOfItsRows(String beginning, int cost) {
        String query = beginning + " { edges { node { id } cursor } totalCount } }";
        Map<String, Object> variables = Map.of("m", 30);

        Desk enough = new Desk(limit(cost));
        Desk narrow = new Desk(limit(cost - 1));
        assertThat(enough.ask(query, variables).has("errors")).isFalse();
        assertThat(Desk.message(narrow.ask(query, variables))).contains("asks for " + cost + " objects");
        assertThat(narrow.transactions.opened()).isZero();
    }

    @Test
    void theRowsOfAConnectionAreCountedInTheAnswer() {
        Desk narrow = new Desk(new GraphQlLimits(15, 15_000, 2_000, 30, 100_000, 7));
        String create = "mutation { createPersonalAccessToken(name: \"x\") { personalAccessToken { id } } }";
        narrow.data(create);
        narrow.data(create);
        // One connection, and an edge and a node for each of three rows: the administrator has a token already.
        String query = "{ personalAccessTokens(first: 4) { edges { node { id } } } }";

        assertThat(narrow.ask(query).has("errors")).isFalse();
        narrow.data(create);
        assertThat(Desk.message(narrow.ask(query))).contains("more than 7 objects");
    }

    private static GraphQlLimits limit(long cost) {
        return new GraphQlLimits(15, 15_000, 2_000, 30, cost, 10_000);
    }

    private String token(String name) {
        return data("mutation { createPersonalAccessToken(name: \"" + name + "\") { personalAccessToken { id } } }")
                .at("/createPersonalAccessToken/personalAccessToken/id")
                .asText();
    }

    private JsonNode ask(String query) {
        return desk.ask(query, ada);
    }

    private JsonNode data(String query) {
        JsonNode answer = ask(query);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }
}
