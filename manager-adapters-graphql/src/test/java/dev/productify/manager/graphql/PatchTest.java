package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchTest {
    private static final String UPDATE = """
            mutation ($id: ID!, $input: UpdateProjectInput!) {
              updateProject(id: $id, input: $input) { name description protected }
            }
            """;

    private final Desk desk = new Desk();
    private String id;

    @BeforeEach
    void aProjectWithADescription() {
        id = desk.data("mutation { createProject(input: { name: \"P\", description: \"old\" }) { id } }")
                .at("/createProject/id")
                .asText();
    }

    @Test
    void whatIsLeftOutStays() {
        assertThat(updated(Map.of("name", "Q")))
                .isEqualTo("{\"name\":\"Q\",\"description\":\"old\",\"protected\":false}");
    }

    @Test
    void anExplicitNullClears() {
        Map<String, Object> input = new HashMap<>();
        input.put("description", null);

        assertThat(updated(input)).isEqualTo("{\"name\":\"P\",\"description\":null,\"protected\":false}");
    }

    @Test
    void aLiteralNullClearsToo() {
        JsonNode data = desk.data(
                "mutation { updateProject(id: \"" + id + "\", input: { description: null }) { description } }");

        assertThat(data).hasToString("{\"updateProject\":{\"description\":null}}");
    }

    @Test
    void aVariableThatIsNotGivenIsAsIfTheFieldWereLeftOut() {
        JsonNode answer = desk.ask(
                "mutation ($id: ID!, $text: String) { updateProject(id: $id, input: { description: $text }) { description } }",
                Map.of("id", id));

        assertThat(answer).hasToString("{\"data\":{\"updateProject\":{\"description\":\"old\"}}}");
    }

    @Test
    void whatMustHaveAValueCannotBeCleared() {
        Map<String, Object> input = new HashMap<>();
        input.put("name", null);

        JsonNode answer = desk.ask(UPDATE, Map.of("id", id, "input", input));

        assertThat(Desk.codes(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(Desk.message(answer)).startsWith("name cannot be null");
    }

    @Test
    void aChangeThatSaysNothingNewIsNotAudited() {
        int before = desk.world.audited().size();

        updated(Map.of("name", "P"));

        assertThat(desk.world.audited()).hasSize(before);
    }

    private String updated(Map<String, Object> input) {
        JsonNode answer = desk.ask(UPDATE, Map.of("id", id, "input", input));
        return answer.at("/data/updateProject").toString();
    }
}
