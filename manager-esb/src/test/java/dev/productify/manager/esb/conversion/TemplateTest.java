package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Map<String, Object> VALUES = Map.of("method", "POST", "headers", Map.of("x-a", "b"));

    private static String run(MessageType input, MessageType output, String template, String body) {
        String type = input == MessageType.XML || body.startsWith("<") ? "application/xml" : "application/json";
        return Said.text(
                Said.compact().converter(input, output, template).request(Said.body(body, type), () -> VALUES));
    }

    private static String json(String template, String body) {
        return run(null, null, template, body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":\"{{body.x}}\"} | {\"x\":\"y\"} | {\"a\":\"y\"}",
                "{\"a\":\"{{body.x.y}}\"} | {\"x\":{\"y\":5}} | {\"a\":\"5\"}",
                "{\"a\":{{body.n}}} | {\"n\":1e400} | {\"a\":1e400}",
                "{\"a\":{{body.o}}} | {\"o\":{\"k\":[1,null]}} | {\"a\":{\"k\":[1,null]}}",
                "{\"a\":\"{{method}} {{headers.x-a}}\"} | {} | {\"a\":\"POST b\"}",
                "[{{#body.l}}\"{{.}}\"{{^-last}},{{/-last}}{{/body.l}}] | {\"l\":[\"a\",\"b\"]} | [\"a\",\"b\"]",
                "{\"a\":[{{#body.l}}{{id}}{{^-last}},{{/-last}}{{/body.l}}]} | {\"l\":[{\"id\":1},{\"id\":2}]} | {\"a\":[1,2]}",
                "{\"a\":{{#body.f}}1{{/body.f}}{{^body.f}}2{{/body.f}}} | {\"f\":false} | {\"a\":2}",
                "{\"a\":{{#body.f}}1{{/body.f}}{{^body.f}}2{{/body.f}}} | {\"f\":true} | {\"a\":1}",
                "{\"a\":\"{{body.absent.deep}}{{absent}}\"} | {} | {\"a\":\"\"}",
                "{\"a\":{{#body.n}}{{.}}{{/body.n}}{{^body.n}}null{{/body.n}}} | {\"n\":null} | {\"a\":null}"
            })
    void itIsFilled(String template, String body, String made) {
        assertThat(json(template, body)).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{body.x}}", "{{{body.x}}}", "{{&body.x}}"})
    void whateverItsBracesAValueStaysAValue(String tag) {
        assertThat(json("{\"a\":\"" + tag + "\"}", "{\"x\":\"\\\",\\\"admin\\\":\\\"1\\n\\u0001\"}"))
                .isEqualTo("{\"a\":\"\\\",\\\"admin\\\":\\\"1\\n\\u0001\"}");
        assertThat(run(null, null, "<a b=\"" + tag + "\">" + tag + "</a>", "{\"x\":\"\\\"/><evil>&\"}"))
                .isEqualTo("<a b=\"&quot;/&gt;&lt;evil&gt;&amp;\">&quot;/&gt;&lt;evil&gt;&amp;</a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // outside of quotes: one value
                "[{{body.x}}] | {\"x\":\"1,2\"} | [\"1,2\"]",
                "[{{body.x}}] | {\"x\":\"[{}]\"} | [\"[{}]\"]",
                "[{{body.x}}] | {\"x\":\"007\"} | [\"007\"]",
                "[{{body.x}}] | {\"x\":\"7\"} | [7]",
                "[{{body.x}}] | {\"x\":\"true\"} | [true]",
                "[{{body.x}}] | {\"x\":\"null\"} | [\"null\"]",
                "[{{body.x}}] | {\"x\":\"\"} | [\"\"]",
                "[{{#body.l}}{{.}}{{x}}{{^-last}},{{/-last}}{{/body.l}}] | {\"l\":[1,null]} | [1,null]",
                "[\"{{#body.l}}{{.}}{{#.}}+{{/.}}{{^.}}-{{/.}}{{/body.l}}\"] | {\"l\":[1,null]} | [\"1+-\"]",
                "[{{#body.l}}{{.}}{{^-last}},{{/-last}}{{/body.l}}] | {\"l\":[\"a\",\"],[\"]} | [\"a\",\"],[\"]",
                // within quotes: a part of the text
                "[\"{{body.o}}\"] | {\"o\":[\",\"]} | [\"[\\\",\\\"]\"]",
                "[\"\\\\{{body.x}}\"] | {\"x\":\"\\\"\"} | [\"\\\\\\\"\"]",
                "[\"\\\"{{body.x}}\"] | {\"x\":\"a\"} | [\"\\\"a\"]",
                "[\"{{body.x}}{{body.x}}\",{{body.x}}] | {\"x\":\"\\\"\"} | [\"\\\"\\\"\",\"\\\"\"]"
            })
    void inJsonQuotesDecideHowAValueIsWritten(String template, String body, String made) {
        assertThat(json(template, body)).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"l\":[[1]]}", "{\"l\":[\"text\"]}", "{\"l\":[true]}", "{\"l\":[null]}", "{\"l\":\"text\"}"})
    void oneBodyLeavesNothingBehindForTheNext(String before) {
        Converter converter = Said.compact().converter(null, null, "[{{#body.l}}\"{{x}}\"{{/body.l}}]");
        try {
            converter.request(Said.body(before, "application/json"), Map::of);
        } catch (NotConvertible refused) {
            // as it may be
        }

        assertThat(Said.text(converter.request(Said.body("{\"l\":[{\"x\":\"seen\"}]}", "application/json"), Map::of)))
                .isEqualTo("[\"seen\"]");
    }

    @Test
    void apostrophesAreEscapedWhereXmlIsQuotedByThem() {
        assertThat(run(null, null, "<a b='{{body.x}}'/>", "{\"x\":\"' c='d\"}")).isEqualTo("<a b='&#39; c=&#39;d'/>");
    }

    @Test
    void itComesBeforeTheConversion() {
        assertThat(run(MessageType.JSON, MessageType.XML, "{\"order\":{\"id\":\"{{body.n}}\"}}", "{\"n\":7}"))
                .isEqualTo(Said.DECLARATION + "<order><id>7</id></order>");
        assertThat(run(MessageType.JSON, MessageType.XML, "<order id=\"{{body.n}}\"/>", "{\"n\":7}"))
                .isEqualTo("<order id=\"7\"/>");
        assertThat(run(MessageType.JSON, MessageType.SOAP, "<order id=\"{{body.n}}\"/>", "{\"n\":7}"))
                .contains("<soap:Body><order id=\"7\"/></soap:Body>");
        assertThat(run(
                        MessageType.JSON,
                        MessageType.SOAP,
                        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><o>{{body.n}}</o></e:Body>"
                                + "</e:Envelope>",
                        "{\"n\":7}"))
                .contains("<e:Body><o>7</o></e:Body>");
        assertThat(run(MessageType.XML, MessageType.JSON, "{\"id\":{{body.o.n}}}", "<o><n>7</n></o>"))
                .isEqualTo("{\"id\":7}");
    }

    @Test
    void whatItWritesMustBeWellFormed() {
        assertThatThrownBy(() -> json("{\"a\":{{body.x}}{{body.x}}}", "{\"x\":\"1,2\"}"))
                .isInstanceOf(NotConvertible.class)
                .hasMessageContaining("transformationTemplate");
        assertThatThrownBy(() -> json("<a>{{body.x}}</b>", "{}")).isInstanceOf(NotConvertible.class);
        assertThatThrownBy(() -> json("<a>{{body}}</a>", "{\"x\":1}")).hasMessageContaining("object or array");
        assertThatThrownBy(() -> json("<a>{{body.x}}</a>", "{\"x\":\"\\u0001\"}"))
                .isInstanceOf(NotConvertible.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{}}",
                "{{{}}}",
                "{{&}}",
                "{{#}}{{/}}",
                "{{\u000e}}",
                "{{#\u0001}}{{/\u0001}}",
                "{{$}}{{/}}",
                "{{..}}",
                "{{ ... }}",
                "{{#...}}{{/...}}",
                "{{#a}}",
                "{{/a}}",
                "{{#a}}{{/b}}",
                "{{>other}}",
                "{{ >other}}",
                "{{<other}}{{/other}}",
                "{{\u000e<other}}{{/other}}",
                "{{=<% %>=}}",
                "{{= | | =}}"
            })
    void whatIsNoTemplateIsRefusedWhenItIsSaved(String text) {
        assertThatThrownBy(() -> new Conversions().requireUsable(new TransformationTemplate(text)))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("transformationTemplate");
    }

    @Test
    void sectionsHaveADepth() {
        for (int depth : new int[] {Template.DEPTH, Template.DEPTH + 1}) {
            TransformationTemplate template =
                    new TransformationTemplate("{{#a}}".repeat(depth) + "{{/a}}".repeat(depth));
            if (depth == Template.DEPTH) {
                assertThatCode(() -> new Conversions().requireUsable(template)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> new Conversions().requireUsable(template))
                        .hasMessageContaining("sections");
            }
        }
    }

    @Test
    void itCannotGoOnForEver() {
        String items = "[" + "1,".repeat(99) + "1]";
        String loops = "{{#body}}".repeat(4) + "{{/body}}".repeat(4);
        assertThatThrownBy(() -> json(loops, items)).hasMessageContaining("steps");
        assertThat(json("[{{#body}}{{#body}}{{/body}}{{/body}}]", items)).isEqualTo("[]");
        assertThatThrownBy(() -> json("{{#body}}" + "x".repeat(60_000) + "{{/body}}", "[" + "1,".repeat(199) + "1]"))
                .isInstanceOfSatisfying(
                        NotConvertible.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(NotConvertible.Reason.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body.class",
                "body.getClass",
                "class.name",
                "body.x.length",
                "body.x.getBytes",
                "body.l.size",
                "body.l.stream",
                "body.toString",
                "body.members",
                "body.hashCode",
                "this.class",
                "body.l.0"
            })
    void itSeesNothingOfJava(String name) {
        assertThat(json("{\"a\":\"{{" + name + "}}\"}", "{\"x\":\"abc\",\"l\":[1,2]}"))
                .isEqualTo("{\"a\":\"\"}");
    }

    @Test
    void itSeesNoSecretsOfTheRequest() {
        Map<String, Object> values = TemplateValues.of(
                Map.of("authorization", "x", "cookie", "x", "x-api-key", "x", "x-auth-token", "x", "x-plain", "seen"),
                "a=%22&a=2&b&c=%zz",
                "/p",
                "GET",
                Place.of(
                        new ProjectId(new UUID(1, 1)),
                        new TenantId(new UUID(2, 2)),
                        new ApplicationId(new UUID(3, 3))));

        assertThat(values.get("headers")).isEqualTo(Map.of("x-plain", "seen"));
        assertThat(values.get("query")).isEqualTo(Map.of("a", "\"", "b", "", "c", "%zz"));
        assertThat(values)
                .containsKeys("path", "method", "application", "tenant")
                .hasSize(6);
    }
}
