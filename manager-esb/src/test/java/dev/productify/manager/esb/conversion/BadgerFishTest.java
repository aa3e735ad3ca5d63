package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadgerFishTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // the rules of the convention, one by one
                "<alice>bob</alice> | {\"alice\":{\"$\":\"bob\"}}",
                "<alice><bob>charlie</bob><david>edgar</david></alice>"
                        + " | {\"alice\":{\"bob\":{\"$\":\"charlie\"},\"david\":{\"$\":\"edgar\"}}}",
                "<alice><bob>charlie</bob><bob>david</bob></alice>"
                        + " | {\"alice\":{\"bob\":[{\"$\":\"charlie\"},{\"$\":\"david\"}]}}",
                "<alice charlie=\"david\">bob</alice> | {\"alice\":{\"@charlie\":\"david\",\"$\":\"bob\"}}",
                "<alice xmlns=\"http://some\">bob</alice> | {\"alice\":{\"@xmlns\":{\"$\":\"http://some\"},\"$\":\"bob\"}}",
                "<alice xmlns=\"http://some\" xmlns:charlie=\"http://other\">bob</alice>"
                        + " | {\"alice\":{\"@xmlns\":{\"$\":\"http://some\",\"charlie\":\"http://other\"},\"$\":\"bob\"}}",
                "<c:alice xmlns:c=\"u\"><c:bob/></c:alice> | {\"c:alice\":{\"@xmlns\":{\"c\":\"u\"},\"c:bob\":{}}}",
                "<alice/> | {\"alice\":{}}",
                // where the order counts, all content stands in it
                "<p>one <b>two</b> three</p> | {\"p\":{\"$\":[\"one \",{\"b\":{\"$\":\"two\"}},\" three\"]}}",
                "<r><a>1</a><b/><a>2</a></r> | {\"r\":{\"$\":[{\"a\":{\"$\":\"1\"}},{\"b\":{}},{\"a\":{\"$\":\"2\"}}]}}",
                "<r><?json array a?><a/></r> | {\"r\":{\"a\":[{}]}}"
            })
    void bothWays(String xml, String json) {
        assertThat(Said.badgerFish().json(xml)).isEqualTo(json);
        assertThat(Said.badgerFish().xml(json)).isEqualTo(xml);
    }

    @Test
    void namespacesAreRepeatedByOthersAndUnderstood() {
        assertThat(Said.badgerFish()
                        .xml("{\"alice\":{\"bob\":{\"$\":\"david\",\"@xmlns\":{\"charlie\":\"http://other\"}},"
                                + "\"@xmlns\":{\"charlie\":\"http://other\"}}}"))
                .isEqualTo(
                        "<alice xmlns:charlie=\"http://other\"><bob xmlns:charlie=\"http://other\">david</bob></alice>");
    }

    @Test
    void hintsAndShortFormsHold() {
        assertThat(Said.badgerFish().type("//n", ValueType.NUMBER).json("<r><n>5</n></r>"))
                .isEqualTo("{\"r\":{\"n\":{\"$\":5}}}");
        assertThat(Said.badgerFish().xml("{\"r\":{\"n\":5,\"b\":true}}")).isEqualTo("<r><n>5</n><b>true</b></r>");
        assertThat(Said.badgerFish().array("/r/n").json("<r><n/></r>")).isEqualTo("{\"r\":{\"n\":[{}]}}");
    }
}
