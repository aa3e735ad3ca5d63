package dev.productify.manager.graphql.languagepack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.graphql.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagePackGraphQlTest {
    private final Desk desk = new Desk();
    private final Project project = desk.world.project("shop");

    private String pack(String name, int keys) {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < keys; i++) {
            builder.add("k%04d".formatted(i), "v");
        }
        return desk.world
                .useCases
                .languagePacks()
                .create(desk.world.admin, project.id(), new LanguageTag(name), builder.build())
                .id()
                .value()
                .toString();
    }

    @Test
    void theOperationsOfTheReferenceDoWhatTheySay() {
        JsonNode created = desk.data(
                        "mutation { createLanguagePack(projectId: \""
                                + project.id().value()
                                + "\", input: { name: \"en-us\" }) { id name content { Key } contentCount version createdAt updatedAt } }")
                .get("createLanguagePack");
        assertThat(created.get("name").asText()).isEqualTo("en-US");
        assertThat(created.get("content")).isEmpty();
        assertThat(created.get("version").asInt()).isEqualTo(1);
        String id = created.get("id").asText();

        assertThat(desk.data("""
                        mutation {
                          updateLanguagePackContent(
                            id: "%s"
                            input: {
                              content: [
                                { Key: "welcome", Value: "Welcome" }
                                { Key: "login", Value: "Login" }
                              ]
                            }
                          ) { content { Key Value } contentCount version }
                        }
                        """.formatted(id)).get("updateLanguagePackContent").toString())
                .isEqualTo("{\"content\":[{\"Key\":\"login\",\"Value\":\"Login\"},"
                        + "{\"Key\":\"welcome\",\"Value\":\"Welcome\"}],\"contentCount\":2,\"version\":2}");
        assertThat(desk.data("""
                        query {
                          languagePacks(project: "%s", filters: [], order: { field: "name", direction: ASC },
                            pagination: { limit: 20, offset: 0 }) { name content { Key } }
                        }
                        """.formatted(project.id().value())).toString())
                .isEqualTo(
                        "{\"languagePacks\":[{\"name\":\"en-US\",\"content\":[{\"Key\":\"login\"},{\"Key\":\"welcome\"}]}]}");
    }

    @Test
    void onePatchSetsAndRemoves() {
        String id = pack("hu", 3);

        assertThat(desk.data("""
                        mutation {
                          patchLanguagePackContent(id: "%s", input: {
                            set: [{ Key: "k0000", Value: "new" }, { Key: "more", Value: "" }], remove: ["k0002", "none"], version: 1
                          }) { content { Key Value } version }
                        }
                        """.formatted(id)).get("patchLanguagePackContent").toString())
                .isEqualTo("{\"content\":[{\"Key\":\"k0000\",\"Value\":\"new\"},{\"Key\":\"k0001\",\"Value\":\"v\"},"
                        + "{\"Key\":\"more\",\"Value\":\"\"}],\"version\":2}");
        assertThat(Desk.codes(desk.ask("mutation { patchLanguagePackContent(id: \"" + id
                        + "\", input: { remove: [\"more\"], version: 1 }) { version } }")))
                .isEqualTo("CONFLICT");
        assertThat(desk.data("mutation { updateLanguagePack(id: \"" + id
                                + "\", input: { name: \"HU-hu\", version: 2 }) { name contentCount version } }")
                        .toString())
                .isEqualTo("{\"updateLanguagePack\":{\"name\":\"hu-HU\",\"contentCount\":3,\"version\":3}}");
        assertThat(desk.data("mutation { deleteLanguagePack(id: \"" + id + "\") }")
                        .toString())
                .isEqualTo("{\"deleteLanguagePack\":true}");
        assertThat(Desk.codes(desk.ask("{ languagePack(id: \"" + id + "\") { id } }")))
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set: [{ Key: \"a\", Value: \"1\" }, { Key: \"a\", Value: \"1\" }]",
                "set: [{ Key: \"a\", Value: \"1\" }], remove: [\"a\"]",
                "remove: [\"a\", \"a\"]",
                "remove: [\"\"]",
                "set: [{ Key: \"a\\u0000\", Value: \"1\" }]",
                "set: [{ Key: \"a\", Value: \"\\u0007\" }]",
            })
    void whatCannotBeDoneIsRefused(String input) {
        JsonNode answer = desk.ask("mutation { patchLanguagePackContent(id: \"" + pack("hu", 1) + "\", input: { "
                + input + " }) { id } }");

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filters: [{ field: \"key\", value: \"K000\" }] | 10",
                "filters: [{ field: \"value\", value: \"V\" }], pagination: { limit: 7, offset: 0 } | 7",
                "filters: [{ field: \"value\", value: \"w\" }] | 0",
                "pagination: { limit: 1000, offset: 0 } | 1000",
                "pagination: { limit: 1000, offset: 1000 } | 1",
                "pagination: { limit: 1, offset: 0 }, order: { field: \"key\", direction: DESC } | 1",
            })
    void contentIsFilteredOrderedAndCut(String arguments, int expected) {
        JsonNode content = desk.data(
                        "{ languagePack(id: \"" + pack("hu", 1001) + "\") { content(" + arguments + ") { Key } } }")
                .at("/languagePack/content");

        assertThat(content).hasSize(expected);
        if (arguments.contains("DESC")) {
            assertThat(content.at("/0/Key").asText()).isEqualTo("k1000");
        }
    }

    @Test
    void contentIsNeverCutSilently() {
        assertThat(desk.data("{ languagePack(id: \"" + pack("hu", 1000) + "\") { content { Key } } }")
                        .at("/languagePack/content"))
                .hasSize(1000);
        String id = pack("en", 1001);

        JsonNode tooMuch = desk.ask("{ languagePack(id: \"" + id + "\") { content { Key } } }");
        assertThat(Desk.codes(tooMuch)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(tooMuch)).contains("pagination");
        for (String wrong : new String[] {
            "pagination: { limit: 1001, offset: 0 }",
            "filters: [{ field: \"colour\", value: \"red\" }]",
            "order: { field: \"value\", direction: ASC }"
        }) {
            JsonNode refused = desk.ask("{ languagePack(id: \"" + id + "\") { content(" + wrong + ") { Key } } }");
            assertThat(Desk.codes(refused)).as(wrong).isEqualTo("BAD_USER_INPUT");
        }
    }
}
