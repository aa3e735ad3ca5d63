package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.MessageType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to make a converter fetch, expand, overflow or read something else than the next one reads. */
class AttacksTest {
    private static void assertRefused(ThrowingCallable conversion) {
        assertThatThrownBy(conversion).isInstanceOf(NotConvertible.class);
    }

    private static String json(byte[] xml, String type) {
        return Said.text(Said.compact()
                .converter(MessageType.XML, MessageType.JSON)
                .request(new Converter.Body(xml, type, null), Map::of));
    }

    private static String xml(byte[] json, String type) {
        return Said.text(Said.compact()
                        .converter(MessageType.JSON, MessageType.XML)
                        .request(new Converter.Body(json, type, null), Map::of))
                .substring(Said.DECLARATION.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // billion laughs, quadratic blow-up
                "<!DOCTYPE l [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><l>&c;</l>",
                "<!DOCTYPE l [<!ENTITY a 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'>]><l>&a;&a;&a;&a;&a;&a;</l>",
                // external and parameter entities, external subset
                "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><l>&a;</l>",
                "<!DOCTYPE l [<!ENTITY a SYSTEM 'http://127.0.0.1:1/'>]><l>&a;</l>",
                "<!DOCTYPE l [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><l/>",
                "<!DOCTYPE l SYSTEM 'http://127.0.0.1:1/x.dtd'><l/>",
                "<!DOCTYPE l PUBLIC '-//x' 'file:///etc/passwd'><l/>",
                // attributes by default
                "<!DOCTYPE l [<!ATTLIST l a CDATA 'x'>]><l/>",
                "<!DOCTYPE l><l/>",
                "<l>&undeclared;</l>",
                "<l a='&undeclared;'/>",
                "<?xml version='1.1'?><l>&#1;</l>",
                "<l>&#0;</l>",
                "<l>&#x1;</l>",
                "<l>&#xD800;</l>",
                "<l a='1' a='2'/>",
                "<l xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>",
                "<p:l/>",
                "<l/><l/>",
                "<l>",
                "",
                "text",
                "<l xmlns:xml='urn:x'/>",
                "<l a=1/>"
            })
    void xmlIsRefused(String xml) {
        assertRefused(() -> Said.compact().json(xml));
        assertRefused(() -> Said.badgerFish().json(xml));
        assertRefused(() -> Said.text(Said.compact()
                .converter(MessageType.SOAP, MessageType.JSON)
                .request(Said.body(xml, "text/xml"), Map::of)));
    }

    @Test
    void nothingIsIncludedAndNoSchemaIsFetched() {
        assertThat(
                        Said.compact()
                                .json(
                                        "<l xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='file:///etc/passwd'/></l>"))
                .contains("\"@href\":\"file:///etc/passwd\"");
        assertThat(Said.compact()
                        .json("<l xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                                + " xsi:schemaLocation='urn:a http://127.0.0.1:1/a.xsd'/>"))
                .contains("http://127.0.0.1:1/a.xsd");
        assertThat(Said.compact().json("<?xml-stylesheet href='http://127.0.0.1:1/'?><l/>"))
                .isEqualTo("{\"l\":\"\"}");
    }

    @Test
    void levelsAreLimitedBothWays() {
        int most = Limits.DEPTH;
        assertThatCode(() -> Said.compact().json("<a>".repeat(most) + "</a>".repeat(most)))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().json("<a>".repeat(most + 1) + "</a>".repeat(most + 1)));
        assertRefused(() -> Said.compact().json("<a>".repeat(1_000_000)));
        assertThatCode(() -> Said.compact().xml("[".repeat(most) + "]".repeat(most)))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml("[".repeat(most + 1) + "]".repeat(most + 1)));
        assertRefused(() -> Said.compact().xml("{\"a\":".repeat(most + 1) + "1" + "}".repeat(most + 1)));
        assertRefused(() -> Said.compact().xml("[".repeat(1_000_000)));
    }

    @Test
    void partsAreLimitedBothWays() {
        int most = Limits.NODES;
        assertThatCode(() -> Said.compact().json("<a>" + "<b/>".repeat(most - 200) + "</a>"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().json("<a>" + "<b/>".repeat(most + 1) + "</a>"));
        assertThatCode(() -> Said.compact().xml("[" + "1,".repeat(most - 2) + "1]"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml("[" + "1,".repeat(most) + "1]"));
    }

    private static String attributes(int count) {
        StringBuilder xml = new StringBuilder("<a");
        for (int i = 0; i < count; i++) {
            xml.append(" a").append(i).append("=''");
        }
        return xml.append("/>").toString();
    }

    @Test
    void attributesAreLimited() {
        assertThatCode(() -> Said.compact().json(attributes(Limits.ATTRIBUTES))).doesNotThrowAnyException();
        assertRefused(() -> Said.compact().json(attributes(Limits.ATTRIBUTES + 1)));
        int most = Limits.ATTRIBUTE_LENGTH;
        assertThatCode(() -> Said.compact().json("<a b='" + "x".repeat(most - 10) + "'/>"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().json("<a b='" + "x".repeat(most + 10) + "'/>"));
        StringBuilder json = new StringBuilder("{\"a\":{");
        for (int i = 0; i <= Limits.ATTRIBUTES; i++) {
            json.append("\"@a").append(i).append("\":\"\",");
        }
        assertRefused(() -> Said.compact().xml(json + "\"b\":1}}"));
    }

    @Test
    void namesAndNumbersAreLimited() {
        int most = Limits.NAME_LENGTH;
        assertThatCode(() -> Said.compact().json("<" + "a".repeat(most) + "/>")).doesNotThrowAnyException();
        assertRefused(() -> Said.compact().json("<" + "a".repeat(most + 1) + "/>"));
        assertThatCode(() -> Said.compact().xml("{\"" + "a".repeat(most) + "\":1}"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml("{\"" + "a".repeat(most + 1) + "\":1}"));
        // what an escape makes longer, and a prefix
        assertThatCode(() -> Said.compact().xml("{\"" + " ".repeat(most / 7) + "\":1}"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml("{\"" + " ".repeat(most / 7 + 1) + "\":1}"));
        String prefixed = "{\"p:" + "a".repeat(most - 2) + "%s\":{\"@xmlns:p\":\"u\"}}";
        assertThatCode(() -> Said.compact().xml(prefixed.formatted(""))).doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml(prefixed.formatted("a")));
        assertThatCode(() -> Said.compact().xml("{\"a\":" + "1".repeat(Limits.NUMBER_LENGTH) + "}"))
                .doesNotThrowAnyException();
        assertRefused(() -> Said.compact().xml("{\"a\":" + "1".repeat(Limits.NUMBER_LENGTH + 1) + "}"));
    }

    @Test
    void aSmallBodyCannotBecomeALargeOne() {
        // each name is escaped into seven times its length, each text into six
        String json = "{\"a\":\"" + "\\\"".repeat(10) + "\",\"b\":\"" + "<".repeat(3_000_000) + "\"}";
        assertThatThrownBy(() -> Said.compact().xml(json))
                .isInstanceOfSatisfying(
                        NotConvertible.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(NotConvertible.Reason.TOO_LARGE));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "UTF-16BE, true", "UTF-16LE, true", "UTF-16BE, false", "UTF-16LE, false", "UTF-8, false"
    })
    void unicodeIsReadWithAndWithoutAMark(String charset, boolean marked) {
        Charset named = Charset.forName(charset);
        String mark = marked ? "\uFEFF" : "";

        assertThat(json((mark + "<a>ü😀</a>").getBytes(named), "application/xml"))
                .isEqualTo("{\"a\":\"ü😀\"}");
        assertThat(xml((mark + "{\"a\":\"ü😀\"}").getBytes(named), "application/json"))
                .isEqualTo("<a>ü😀</a>");
        String declared = named == StandardCharsets.UTF_8 ? "UTF-8" : "UTF-16";
        assertThat(json(
                        (mark + "<?xml version='1.0' encoding='" + declared + "'?><a>ü</a>").getBytes(named),
                        "text/xml"))
                .isEqualTo("{\"a\":\"ü\"}");
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1,é", "ISO-8859-15,€", "windows-1252,€", "US-ASCII,e"})
    void otherCharsetsAreReadAsDeclared(String charset, String letter) {
        Charset named = Charset.forName(charset);
        String declared = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?><a>" + letter + "</a>";

        assertThat(json(declared.getBytes(named), "application/xml")).isEqualTo("{\"a\":\"" + letter + "\"}");
        assertThat(json(("<a>" + letter + "</a>").getBytes(named), "text/xml; charset=" + charset))
                .isEqualTo("{\"a\":\"" + letter + "\"}");
        assertThat(xml(("{\"a\":\"" + letter + "\"}").getBytes(named), "application/json;charset=\"" + charset + "\""))
                .isEqualTo("<a>" + letter + "</a>");
    }

    @Test
    void theContentTypeCountsMoreThanTheDeclaration() {
        byte[] body = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>".getBytes(StandardCharsets.UTF_8);

        assertThat(json(body, "application/xml; charset=utf-8")).isEqualTo("{\"a\":\"ü\"}");
    }

    @Test
    void whatIsNotInItsCharsetIsRefused() {
        String utf7 = "<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-";
        assertRefused(() -> json(utf7.getBytes(StandardCharsets.US_ASCII), "text/xml"));
        assertRefused(() -> json("<a/>".getBytes(StandardCharsets.US_ASCII), "text/xml; charset=utf-7"));
        assertRefused(() -> json("<a/>".getBytes(Charset.forName("UTF-32")), "text/xml"));
        assertRefused(() -> json("<a/>".getBytes(Charset.forName("Cp037")), "text/xml"));
        // declared as wide and narrow, and the other way round
        assertRefused(
                () -> json("<?xml version='1.0' encoding='UTF-16'?><a/>".getBytes(StandardCharsets.UTF_8), "text/xml"));
        assertRefused(() ->
                json("<?xml version='1.0' encoding='UTF-8'?><a/>".getBytes(StandardCharsets.UTF_16LE), "text/xml"));
        assertRefused(() -> json(
                "\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><a/>".getBytes(StandardCharsets.UTF_8), "text/xml"));
        // overlong, cut, half a pair, beyond Unicode
        for (byte[] bytes : new byte[][] {
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0xFF}
        }) {
            byte[] xml = concat("<a>", bytes, "</a>");
            assertRefused(() -> json(xml, "text/xml"));
            byte[] json = concat("{\"a\":\"", bytes, "\"}");
            assertRefused(() -> xml(json, "application/json"));
        }
        assertThat(json("<a>\uFFFD</a>".getBytes(StandardCharsets.UTF_8), "text/xml"))
                .isEqualTo("{\"a\":\"\uFFFD\"}");
    }

    private static byte[] concat(String before, byte[] bytes, String behind) {
        String text = before + new String(bytes, StandardCharsets.ISO_8859_1) + behind;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
