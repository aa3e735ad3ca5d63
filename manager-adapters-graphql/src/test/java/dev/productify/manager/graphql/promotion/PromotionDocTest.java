package dev.productify.manager.graphql.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.graphql.Desk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/features/promotion.md} shows is what happens, from its first block to its last. */
class PromotionDocTest {
    private static final Path PAGE = Path.of("../docs/features/promotion.md");
    private static final Pattern BLOCK = Pattern.compile("```(graphql|json)\\n(.*?)\\n```", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk = new Desk();

    /** What stands for what the installation makes up, such as ids: {@code <shop>}. */
    private final Map<String, String> learnt = new LinkedHashMap<>();

    @Test
    void eachStepAnswersWhatStandsBelowIt() throws IOException {
        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(10);
        for (int i = 0; i < blocks.size(); i += 2) {
            String document = blocks.get(i);
            for (Map.Entry<String, String> name : learnt.entrySet()) {
                document = document.replace(name.getKey(), name.getValue());
            }
            JsonNode data = desk.data(document);
            assertThat(named(JSON.readTree(blocks.get(i + 1)), data))
                    .as(blocks.get(i))
                    .isEqualTo(data);
        }
        assertThat(learnt.get("<line of the endpoint>"))
                .contains("enabled false")
                .doesNotContain("token-of-dev");
        assertThat(learnt.values()).doesNotHaveDuplicates();
    }

    /** Documents and answers in turn. */
    private static List<String> blocks() throws IOException {
        String page = Files.readString(PAGE);
        String executed =
                page.substring(page.indexOf("<!-- executed"), page.indexOf("<!-- end of what is executed -->"));
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(executed);
        while (block.find()) {
            assertThat(block.group(1)).isEqualTo(blocks.size() % 2 == 0 ? "graphql" : "json");
            blocks.add(block.group(2));
        }
        assertThat(blocks.size() % 2).isZero();
        return blocks;
    }

    /** What is expected, with names replaced by what they stand for; those that are new are learnt of what was answered. */
    private JsonNode named(JsonNode expected, JsonNode actual) throws IOException {
        learn(expected, actual);
        String text = expected.toString();
        for (Map.Entry<String, String> name : learnt.entrySet()) {
            text = text.replace(JSON.writeValueAsString(name.getKey()), JSON.writeValueAsString(name.getValue()));
        }
        return JSON.readTree(text);
    }

    private void learn(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && expected.asText().startsWith("<")) {
            learnt.putIfAbsent(expected.asText(), actual.asText());
        }
        expected.fieldNames().forEachRemaining(name -> learn(expected.get(name), actual.path(name)));
        for (int i = 0; expected.isArray() && i < expected.size(); i++) {
            learn(expected.get(i), actual.path(i));
        }
    }
}
