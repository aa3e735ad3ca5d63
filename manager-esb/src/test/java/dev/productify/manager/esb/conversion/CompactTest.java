package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactTest {
    private static final String XSI = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":\"x\"} | <a>x</a>",
                "{\"a\":{\"b\":\"1\",\"c\":\"2\"}} | <a><b>1</b><c>2</c></a>",
                "{\"a\":{\"@id\":\"7\",\"#text\":\"x\"}} | <a id=\"7\">x</a>",
                "{\"a\":{\"@id\":\"7\",\"b\":\"y\"}} | <a id=\"7\"><b>y</b></a>",
                "{\"a\":{\"b\":[\"1\",\"2\"]}} | <a><b>1</b><b>2</b></a>",
                "{\"a\":{\"b\":[{\"c\":\"1\"},{\"c\":\"2\"}]}} | <a><b><c>1</c></b><b><c>2</c></b></a>",
                "{\"a\":\"\"} | <a/>",
                "{\"a\":\"  \"} | <a>  </a>",
                "{\"a\":\"<&>]]>\"} | <a>&lt;&amp;&gt;]]&gt;</a>",
                "{\"a\":{\"@q\":\"\\\"<\\n\\t\"}} | <a q=\"&quot;&lt;&#10;&#9;\"/>",
                "{\"p\":{\"#content\":[\"one \",{\"b\":\"two\"},\" three \",{\"i\":\"four\"}]}}"
                        + " | <p>one <b>two</b> three <i>four</i></p>"
            })
    void bothWays(String json, String xml) {
        assertThat(Said.compact().xml(json)).isEqualTo(xml);
        assertThat(Said.compact().json(xml)).isEqualTo(json);
    }

    @Test
    void mixedContentKeepsItsOrder() {
        String json = "{\"p\":{\"#content\":[\"one \",{\"b\":\"two\"},\" three \",{\"b\":\"four\"},{\"i\":\"\"}]}}";
        String xml = "<p>one <b>two</b> three <b>four</b><i/></p>";
        assertThat(Said.compact().xml(json)).isEqualTo(xml);
        assertThat(Said.compact().json(xml)).isEqualTo(json);
        String fish =
                "{\"p\":{\"$\":[\"one \",{\"b\":{\"$\":\"two\"}},\" three \",{\"b\":{\"$\":\"four\"}},{\"i\":{}}]}}";
        assertThat(Said.badgerFish().xml(fish)).isEqualTo(xml);
        assertThat(Said.badgerFish().json(xml)).isEqualTo(fish);
    }

    @Test
    void anElementAmongTextAndAnItemAreNoListEvenWhereOneIsExpected() {
        Said said = Said.compact().array("//l").array("//item");
        String mixed = "{\"r\":{\"#content\":[\"text\",{\"l\":\"1\"}]}}";
        assertThat(said.json("<r>text<l>1</l></r>")).isEqualTo(mixed);
        assertThat(said.xml(mixed)).isEqualTo("<r>text<l>1</l></r>");
        String nested = "{\"r\":{\"a\":[[\"1\"],[\"2\"]]}}";
        assertThat(said.json(said.xml(nested))).isEqualTo(nested);
    }

    @Test
    void commentsPartNoText() {
        assertThat(Said.compact().json("<p>one<!-- c --> two<?x?> three<b/></p>"))
                .isEqualTo("{\"p\":{\"#content\":[\"one two three\",{\"b\":\"\"}]}}");
    }

    @Test
    void emptyIsNotTheSameAsMissing() {
        for (String json :
                new String[] {"{\"r\":{\"a\":[]}}", "{\"r\":{\"a\":\"\"}}", "{\"r\":{\"a\":{}}}", "{\"r\":{}}"}) {
            assertThat(Said.compact().json(Said.compact().xml(json))).isEqualTo(json);
        }
    }

    @Test
    void endsOfLinesAreKept() {
        assertThat(Said.compact().xml("{\"a\":\"1\\r\\n2\"}")).isEqualTo("<a>1&#13;\n2</a>");
        assertThat(Said.compact().json("<a>1&#13;\n2</a>")).isEqualTo("{\"a\":\"1\\r\\n2\"}");
    }

    @Test
    void repeatedSiblingsThatAreApartAreAllThere() {
        assertThat(Said.compact().json("<r><a>1</a><b>2</b><a>3</a><b>4</b><a>5</a></r>"))
                .isEqualTo("{\"r\":{\"a\":[\"1\",\"3\",\"5\"],\"b\":[\"2\",\"4\"]}}");
    }

    @Test
    void attributesBesideArraysAreAllThere() {
        assertThat(Said.compact().json("<r x='1'><a/><a y='2'>t</a><b z='3'/></r>"))
                .isEqualTo("{\"r\":{\"@x\":\"1\",\"a\":[\"\",{\"@y\":\"2\",\"#text\":\"t\"}],\"b\":{\"@z\":\"3\"}}}");
    }

    @Test
    void formattingIsNoContentButTextOfBlanksIs() {
        assertThat(Said.compact().json("<r>\n  <a> </a>\n  <b/>\n</r>")).isEqualTo("{\"r\":{\"a\":\" \",\"b\":\"\"}}");
        assertThat(Said.compact().json("<r xml:space='preserve'> <a/></r>"))
                .isEqualTo("{\"r\":{\"@xml:space\":\"preserve\",\"#content\":[\" \",{\"a\":\"\"}]}}");
    }

    @Test
    void anArrayOfOneAndOneOfNoneAreMarkedAndReturn() {
        assertThat(Said.compact().xml("{\"r\":{\"a\":[\"x\"],\"b\":[],\"c\":\"y\"}}"))
                .isEqualTo("<r><?json array a?><a>x</a><?json array b?><c>y</c></r>");
        assertThat(Said.compact().json("<r><?json array a?><a>x</a><?json array b?><c>y</c></r>"))
                .isEqualTo("{\"r\":{\"a\":[\"x\"],\"b\":[],\"c\":\"y\"}}");
    }

    @Test
    void whereAnArrayIsExpectedASingleElementIsOneAndNoMarkIsNeeded() {
        Said said = Said.compact().array("/r/a").array("//deep");

        assertThat(said.json("<r><a>x</a><deep/></r>")).isEqualTo("{\"r\":{\"a\":[\"x\"],\"deep\":[\"\"]}}");
        assertThat(said.xml("{\"r\":{\"a\":[\"x\"],\"deep\":[\"\"]}}")).isEqualTo("<r><a>x</a><deep/></r>");
        // an empty array is not the same as none
        assertThat(said.xml("{\"r\":{\"a\":[]}}")).isEqualTo("<r><?json array a?></r>");
        assertThat(said.json("<r><?json array a?></r>")).isEqualTo("{\"r\":{\"a\":[]}}");
        assertThat(said.json("<r/>")).isEqualTo("{\"r\":\"\"}");
    }

    @Test
    void arraysInArraysReturn() {
        String json = "{\"r\":{\"a\":[[\"1\",\"2\"],[],[[\"3\"]]]}}";
        String xml = "<r><a><?json array?><item>1</item><item>2</item></a><a><?json array?></a>"
                + "<a><?json array?><item><?json array?><item>3</item></item></a></r>";

        assertThat(Said.compact().xml(json)).isEqualTo(xml);
        assertThat(Said.compact().json(xml)).isEqualTo(json);
    }

    @Test
    void whatHasNoSingleRootIsWrapped() {
        Said said = Said.compact().root("order");

        assertThat(said.xml("{\"a\":\"1\",\"b\":\"2\"}")).isEqualTo("<order><a>1</a><b>2</b></order>");
        assertThat(said.xml("{}")).isEqualTo("<order><?json object?></order>");
        assertThat(said.xml("\"x\"")).isEqualTo("<order>x</order>");
        assertThat(said.xml("[1,2]")).isEqualTo("<order><?json array?><item>1</item><item>2</item></order>");
        assertThat(said.xml("{\"a\":[1,2]}")).isEqualTo("<order><a>1</a><a>2</a></order>");
        assertThat(said.xml("{\"@id\":\"1\"}")).isEqualTo("<order id=\"1\"/>");
        assertThat(said.xml("{\"a\":{}}")).isEqualTo("<a><?json object?></a>");
    }

    @Test
    void nullIsNil() {
        assertThat(Said.compact().xml("{\"r\":{\"a\":null}}")).isEqualTo("<r" + XSI + "><a xsi:nil=\"true\"/></r>");
        assertThat(Said.compact().json("<r" + XSI + "><a xsi:nil=\"true\"/></r>"))
                .isEqualTo("{\"r\":{\"a\":null}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "TEXT | \"\" | <a/>",
                "TEXT | {} | <a><?json object?></a>",
                "OBJECT | {} | <a/>",
                "OBJECT | \"\" | <a><?json text?></a>",
                "NULL | null | <a/>",
                "NULL | \"\" | <a><?json text?></a>",
                "NULL | {} | <a><?json object?></a>"
            })
    void ofTheThreeKindsOfNothingOneIsPlain(EmptyAs emptyAs, String value, String inner) {
        Said said = Said.compact().emptyAs(emptyAs);
        String json = "{\"r\":{\"a\":" + value + ",\"b\":\"x\"}}";
        String xml = "<r>" + inner + "<b>x</b></r>";

        assertThat(said.xml(json)).isEqualTo(xml);
        assertThat(said.json(xml)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-0", "1e400", "12345678901234567890", "0.10", "1E+2"})
    void numbersKeepEachDigit(String number) {
        Said said = Said.compact().type("//n", ValueType.NUMBER);

        assertThat(said.xml("{\"n\":" + number + "}")).isEqualTo("<n>" + number + "</n>");
        assertThat(said.json("<n>" + number + "</n>")).isEqualTo("{\"n\":" + number + "}");
        assertThat(Said.compact().json("<n>" + number + "</n>")).isEqualTo("{\"n\":\"" + number + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "+1", ".5", "5.", "NaN", "INF", " 1", "1 ", "0x1F", "1,5", "", "-"})
    void whatIsNoNumberOfJsonStaysText(String text) {
        assertThat(Said.compact().type("/r/n", ValueType.NUMBER).json("<r><n>" + text + "</n></r>"))
                .isEqualTo("{\"r\":{\"n\":\"" + text + "\"}}");
    }

    @Test
    void hintsSayOfWhichTypeValuesAre() {
        Said said = Said.compact()
                .type("/r/flag", ValueType.BOOLEAN)
                .type("/r/*/n", ValueType.NUMBER)
                .type("//@id", ValueType.NUMBER);

        assertThat(said.json("<r id='1'><flag>true</flag><x><n>1</n></x><n>2</n><y id='x'><n>3</n></y></r>"))
                .isEqualTo(
                        "{\"r\":{\"@id\":1,\"flag\":true,\"x\":{\"n\":1},\"n\":\"2\",\"y\":{\"@id\":\"x\",\"n\":3}}}");
        assertThat(said.json("<r><flag>1</flag></r>")).isEqualTo("{\"r\":{\"flag\":\"1\"}}");
        assertThat(said.xml("{\"r\":{\"@id\":1,\"flag\":true,\"n\":2}}"))
                .isEqualTo("<r id=\"1\"><flag>true</flag><n>2</n></r>");
    }

    @Test
    void theTypesOfXmlSchemaAreHintsAndWhatTheySayBesidesStays() {
        String typed = "<r" + XSI + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:m=\"urn:m\">"
                + "<a xsi:type=\"xs:int\">5</a><b xsi:type=\"xs:boolean\">true</b><c xsi:type=\"xs:string\">7</c>"
                + "<d xsi:type=\"xs:date\">2026-01-02</d><e xsi:type=\"xs:int\">007</e><f xsi:type=\"m:Big\">1</f></r>";

        String json = Said.compact().json(typed);

        assertThat(json).contains("\"a\":5,\"b\":true,\"c\":\"7\",");
        assertThat(json).contains("\"@xsi:type\":\"xs:date\",\"#text\":\"2026-01-02\"");
        assertThat(json).contains("\"@xsi:type\":\"xs:int\",\"#text\":\"007\"");
        assertThat(json)
                .contains("\"f\":{\"@xmlns:m\":\"urn:m\",\"@xmlns:xsi\":\"http://www.w3.org/2001/XMLSchema-instance\","
                        + "\"@xsi:type\":\"m:Big\",\"#text\":\"1\"}");
        assertThat(Said.compact().type("/r/d", ValueType.TEXT).json(typed)).contains("\"d\":\"2026-01-02\"");
        assertThat(Said.compact().type("/r/a", ValueType.TEXT).json(typed)).contains("\"a\":\"5\"");
    }

    @Test
    void namespacesHaveThePrefixesOfTheEndpoint() {
        Said said = Said.compact().namespace("", "urn:shop").namespace("t", "urn:tax");

        assertThat(said.json(
                        "<x:o xmlns:x='urn:shop' xmlns:y='urn:tax' y:rate='7'><x:id>1</x:id><y:sum>2</y:sum></x:o>"))
                .isEqualTo("{\"o\":{\"@t:rate\":\"7\",\"id\":\"1\",\"t:sum\":\"2\"}}");
        assertThat(said.xml("{\"o\":{\"@t:rate\":\"7\",\"id\":\"1\",\"t:sum\":\"2\"}}"))
                .isEqualTo("<o xmlns=\"urn:shop\" xmlns:t=\"urn:tax\" t:rate=\"7\"><id>1</id><t:sum>2</t:sum></o>");
    }

    @Test
    void namespacesThatTheEndpointDoesNotKnowAreDeclaredInJson() {
        String xml = "<x:o xmlns:x=\"urn:shop\"><x:id>1</x:id><note xmlns=\"urn:n\"><b/></note></x:o>";
        String json = "{\"x:o\":{\"@xmlns:x\":\"urn:shop\",\"x:id\":\"1\",\"note\":{\"@xmlns\":\"urn:n\",\"b\":\"\"}}}";

        assertThat(Said.compact().json(xml)).isEqualTo(json);
        assertThat(Said.compact().xml(json)).isEqualTo(xml);
        // of no namespace, where the endpoint has one for names without prefix
        assertThat(Said.compact().namespace("", "urn:shop").json("<x:o xmlns:x='urn:shop'><id>1</id></x:o>"))
                .isEqualTo("{\"o\":{\"id\":{\"@xmlns\":\"\",\"#text\":\"1\"}}}");
    }

    @Test
    void aTextThatIsANameKeepsItsNamespace() {
        assertThat(Said.compact().json("<r xmlns:q='urn:q'><code>q:late</code></r>"))
                .isEqualTo("{\"r\":{\"code\":{\"@xmlns:q\":\"urn:q\",\"#text\":\"q:late\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "first name | first_x0020_name",
                "1st | _x0031_st",
                "a:b | a_x003A_b",
                "a/b | a_x002F_b",
                "-x | _x002D_x",
                "a_x0020_b | a_x005F_x0020_b",
                "_x0041_ | _x0041_",
                "größe | größe",
                "日本 | 日本",
                // by the first edition of XML no name has it, and some parsers go by that
                "😀 | _xD83D__xDE00_"
            })
    void namesThatXmlCannotHaveAreEscapedAndReturn(String key, String name) {
        String json = "{\"r\":{\"" + key + "\":\"v\"}}";
        String xml = "<r><" + name + ">v</" + name + "></r>";

        assertThat(Said.compact().xml(json)).isEqualTo(xml);
        assertThat(Said.compact().json(xml)).isEqualTo(json);
    }

    @Test
    void theNamelessMemberReturnsToo() {
        assertThat(Said.compact().xml("{\"r\":{\"\":\"v\"}}")).isEqualTo("<r><_x_>v</_x_></r>");
        assertThat(Said.compact().json("<r><_x_>v</_x_></r>")).isEqualTo("{\"r\":{\"\":\"v\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0001", "\\u001f", "\\u000b", "\\ufffe", "\\uffff", "\\ud800", "\\udc00x"})
    void charactersThatXmlCannotHaveAreRefusedRatherThanLost(String escape) {
        assertThatThrownBy(() -> Said.compact().xml("{\"a\":\"x" + escape + "\"}"))
                .isInstanceOf(NotConvertible.class)
                .hasMessageContaining("has no form in XML");
        assertThatThrownBy(() -> Said.compact().xml("{\"a\":{\"@b\":\"x" + escape + "\"}}"))
                .isInstanceOf(NotConvertible.class);
    }

    @Test
    void textBeyondTheBasicPlaneIsKept() {
        assertThat(Said.compact().xml("{\"a\":\"\\ud83d\\ude00 \\u007f \\u0085 \\u2028\"}"))
                .isEqualTo("<a>😀 \u007f \u0085 \u2028</a>");
        assertThat(Said.compact().json("<a>😀&#x1F600;&#x85;</a>")).isEqualTo("{\"a\":\"😀😀\u0085\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"c\":2,\"b\":1}}", "{\"a\":1,\"\\u0061\":1}"})
    void twoMembersOfTheSameNameAreRefused(String json) {
        assertThatThrownBy(() -> Said.compact().xml(json))
                .isInstanceOf(NotConvertible.class)
                .hasMessageContaining("two members");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}{\"b\":2}",
                "",
                " ",
                "{\"a\":1",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\t\"}",
                "// x\n{\"a\":1}",
                "[1,]",
                "nul"
            })
    void jsonIsReadStrictly(String json) {
        assertThatThrownBy(() -> Said.compact().xml(json))
                .isInstanceOfSatisfying(
                        NotConvertible.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(NotConvertible.Reason.NOT_MAPPABLE));
    }

    @Test
    void whatTheConventionCannotTellApartIsRefused() {
        assertThatThrownBy(() -> Said.compact().json("<r><_x0023_text>x</_x0023_text></r>"))
                .isInstanceOf(NotConvertible.class);
        assertThatThrownBy(() ->
                        Said.compact().xml("{\"r\":{\"@xmlns:a\":\"u\",\"@xmlns:b\":\"u\",\"@a:x\":1,\"@b:x\":2}}"))
                .isInstanceOf(NotConvertible.class)
                .hasMessageContaining("two attributes");
        // looks like an attribute and is an element
        assertThat(Said.compact().json("<r><_x0040_a>x</_x0040_a></r>"))
                .isEqualTo("{\"r\":{\"@a\":{\"#text\":\"x\"}}}");
        assertThat(Said.compact().xml("{\"r\":{\"@a\":{\"#text\":\"x\"}}}")).isEqualTo("<r><_x0040_a>x</_x0040_a></r>");
    }
}
