package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.MessageType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoapTest {
    private static final String ENVELOPE_11 =
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">";
    private static final String ENVELOPE_12 = "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\">";
    private static final String END = "</soap:Envelope>";

    private static String body11(String inner) {
        return ENVELOPE_11 + "<soap:Body>" + inner + "</soap:Body>" + END;
    }

    private static String body12(String inner) {
        return ENVELOPE_12 + "<soap:Body>" + inner + "</soap:Body>" + END;
    }

    private static Converter.Converted request(Said said, MessageType from, MessageType to, String text, String type) {
        return said.converter(from, to).request(Said.body(text, type), Map::of);
    }

    /** Of a backend that speaks SOAP. */
    private static Converter.Converted answer(MessageType caller, String text, int status) {
        String type = text.contains("schemas.xmlsoap.org") ? "text/xml" : "application/soap+xml";
        return Said.compact().converter(caller, MessageType.SOAP).answer(Said.body(text, type), status, null);
    }

    @Test
    void jsonGoesIntoAnEnvelopeOfEachVersion() {
        Said said = Said.compact().namespace("", "urn:shop").action("urn:shop#get");
        String json = "{\"GetPrice\":{\"sku\":\"A-1\"}}";
        String inner = "<GetPrice xmlns=\"urn:shop\"><sku>A-1</sku></GetPrice>";

        Converter.Converted old = request(said, MessageType.JSON, MessageType.SOAP, json, "application/json");
        assertThat(Said.text(old)).isEqualTo(Said.DECLARATION + body11(inner));
        assertThat(old.contentType()).isEqualTo("text/xml; charset=utf-8");
        assertThat(old.soapAction()).isEqualTo("\"urn:shop#get\"");

        said.soap(SoapVersion.SOAP_1_2);
        Converter.Converted current = request(said, MessageType.JSON, MessageType.SOAP, json, "application/json");
        assertThat(Said.text(current)).isEqualTo(Said.DECLARATION + body12(inner));
        assertThat(current.contentType()).isEqualTo("application/soap+xml; charset=utf-8; action=\"urn:shop#get\"");
        assertThat(current.soapAction()).isNull();
        assertThat(request(Said.compact(), MessageType.JSON, MessageType.SOAP, json, "application/json")
                        .soapAction())
                .isEqualTo("\"\"");
    }

    @Test
    void xmlGoesIntoAnEnvelopeAndOutOfIt() {
        assertThat(Said.text(request(
                        Said.compact(), MessageType.XML, MessageType.SOAP, "<a xmlns='u'><b/></a>", "application/xml")))
                .isEqualTo(Said.DECLARATION + body11("<a xmlns=\"u\"><b/></a>"));
        assertThat(Said.text(
                        request(Said.compact(), MessageType.SOAP, MessageType.XML, body11("<a><b/></a>"), "text/xml")))
                .isEqualTo(Said.DECLARATION + "<a xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><b/></a>");
        assertThat(Said.text(
                        request(Said.compact(), MessageType.SOAP, MessageType.XML, body11("<a/><b/>"), "text/xml")))
                .startsWith(Said.DECLARATION + "<root><a")
                .endsWith("</root>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a>x</a> | {\"a\":\"x\"}",
                "<a>x</a><b>y</b><a>z</a> | {\"a\":[\"x\",\"z\"],\"b\":\"y\"}",
                "'' | {}"
            })
    void theBodyOfAnEnvelopeIsJson(String inner, String json) {
        String body = inner.equals("''") ? "" : inner;
        assertThat(Said.text(answer(MessageType.JSON, body11(body), 200))).isEqualTo(json);
        assertThat(Said.text(answer(MessageType.JSON, body12(body), 200))).isEqualTo(json);
    }

    @Test
    void prefixesOfTheEnvelopeHoldInTheBody() {
        String envelope = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='urn:m'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'>"
                + "<s:Body><m:R><n xsi:type='xsd:int'>5</n></m:R></s:Body></s:Envelope>";

        assertThat(Said.text(answer(MessageType.JSON, envelope, 200)))
                .isEqualTo("{\"m:R\":{\"@xmlns:m\":\"urn:m\",\"n\":5}}");
    }

    @Test
    void headerBlocksAreKeptInJsonBothWays() {
        String json = "{\"#header\":{\"t:Id\":\"7\"},\"a\":\"x\"}";
        Said said = Said.compact().namespace("t", "urn:t");
        String soap = said.soap(json);

        assertThat(soap)
                .isEqualTo(ENVELOPE_11 + "<soap:Header><t:Id xmlns:t=\"urn:t\">7</t:Id></soap:Header>"
                        + "<soap:Body><a xmlns:t=\"urn:t\">x</a></soap:Body>" + END);
        assertThat(Said.text(said.converter(MessageType.SOAP, MessageType.JSON)
                        .request(Said.body(soap, "text/xml"), Map::of)))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<t soap:mustUnderstand='1'/>",
                "<t soap:mustUnderstand='true'/>",
                "<t soap:mustUnderstand='1' soap:actor='http://schemas.xmlsoap.org/soap/actor/next'/>"
            })
    void aHeaderThatMustBeUnderstoodIsNot(String block) {
        String envelope = ENVELOPE_11 + "<soap:Header>" + block + "</soap:Header><soap:Body/>" + END;

        assertThatThrownBy(() -> request(Said.compact(), MessageType.SOAP, MessageType.JSON, envelope, "text/xml"))
                .isInstanceOfSatisfying(
                        NotConvertible.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(NotConvertible.Reason.NOT_UNDERSTOOD));
        assertThat(Said.text(request(
                        Said.compact(),
                        MessageType.SOAP,
                        MessageType.JSON,
                        envelope.replace("'1'", "'0'").replace("'true'", "'false'"),
                        "text/xml")))
                .contains("#header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/soap+xml | http://schemas.xmlsoap.org/soap/envelope/",
                "text/xml | http://www.w3.org/2003/05/soap-envelope",
                "text/xml | urn:other"
            })
    void theVersionIsThatOfTheContentType(String type, String uri) {
        String envelope = "<s:Envelope xmlns:s='" + uri + "'><s:Body/></s:Envelope>";

        assertThatThrownBy(() -> request(Said.compact(), MessageType.SOAP, MessageType.JSON, envelope, type))
                .isInstanceOfSatisfying(
                        NotConvertible.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(NotConvertible.Reason.OTHER_VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<soap:Body/><soap:Body/>",
                "<soap:Body/><soap:Header/>",
                "<soap:Header/><soap:Header/><soap:Body/>",
                "<soap:Body/>text",
                "<soap:Body>text</soap:Body>",
                "<soap:Body/><x/>"
            })
    void whatIsNoEnvelopeIsRefused(String parts) {
        assertThatThrownBy(() -> request(
                        Said.compact(), MessageType.SOAP, MessageType.JSON, ENVELOPE_11 + parts + END, "text/xml"))
                .isInstanceOf(NotConvertible.class);
    }

    @Test
    void noProcessingInstructionEverStandsInAnEnvelope() {
        assertThat(Said.compact().soap("{\"r\":{\"a\":[\"x\"],\"b\":{},\"c\":[[\"1\"]]}}"))
                .isEqualTo(body11("<r><a>x</a><b/><c><item>1</item></c></r>"));
        assertThatThrownBy(() -> Said.compact().soap("{\"r\":{\"a\":[]}}"))
                .isInstanceOf(NotConvertible.class)
                .hasMessageContaining("leave it out");
        assertThatThrownBy(() -> Said.compact().soap("{\"r\":{\"a\":[[]]}}")).isInstanceOf(NotConvertible.class);
    }

    @Test
    void faultsOf11AreProblems() {
        String fault = body11(
                "<soap:Fault><faultcode>soap:Client.Auth</faultcode><faultstring>No such sku</faultstring>"
                        + "<faultactor>urn:a</faultactor><detail><m:sku xmlns:m='urn:m'>A-1</m:sku></detail></soap:Fault>");

        Converter.Converted problem = answer(MessageType.JSON, fault, 500);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.contentType()).isEqualTo("application/problem+json");
        assertThat(Said.text(problem))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"SOAP fault\",\"status\":400,\"detail\":\"No such sku\","
                                + "\"error\":\"No such sku\",\"code\":\"SOAP_FAULT\",\"fault\":{\"code\":\"Sender\","
                                + "\"subcodes\":[\"Auth\"],\"actor\":\"urn:a\",\"detail\":{\"m:sku\":{\"@xmlns:m\":\"urn:m\","
                                + "\"#text\":\"A-1\"}}}}");
        assertThat(answer(MessageType.JSON, fault.replace("Client.Auth", "Server"), 500)
                        .status())
                .isEqualTo(500);
        assertThat(answer(MessageType.JSON, fault.replace("Client.Auth", "Server"), 200)
                        .status())
                .isEqualTo(500);
        assertThat(answer(MessageType.JSON, fault.replace("Client.Auth", "Server"), 503)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void faultsOf12AreProblems() {
        String fault = body12(
                "<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode>"
                        + "<soap:Value>m:late</soap:Value></soap:Subcode></soap:Code><soap:Reason><soap:Text xml:lang='en'>Too late"
                        + "</soap:Text></soap:Reason><soap:Role>urn:r</soap:Role><soap:Detail><n>5</n></soap:Detail></soap:Fault>");

        Converter.Converted problem = answer(MessageType.JSON, fault, 400);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(Said.text(problem))
                .contains(
                        "\"detail\":\"Too late\"",
                        "\"code\":\"Sender\",\"subcodes\":[\"m:late\"],\"actor\":\"urn:r\"",
                        "\"detail\":{\"n\":\"5\"}");
        Converter.Converted xml = answer(MessageType.XML, fault, 400);
        assertThat(xml.contentType()).isEqualTo("application/problem+xml; charset=utf-8");
        assertThat(Said.text(xml))
                .contains(
                        "<problem xmlns=\"urn:ietf:rfc:7807\">",
                        "<status>400</status>",
                        "<detail>Too late</detail>",
                        "<subcode>m:late</subcode>");
    }

    @ParameterizedTest
    @CsvSource({
        "SOAP_1_1, 404, 500, Client",
        "SOAP_1_1, 503, 500, Server",
        "SOAP_1_2, 404, 400, Sender",
        "SOAP_1_2, 503, 500, Receiver"
    })
    void errorsOfTheBackendAreFaultsInTheVersionOfTheCaller(SoapVersion version, int status, int told, String code) {
        Converter converter = Said.compact().converter(MessageType.SOAP, MessageType.JSON);

        Converter.Converted fault = converter.answer(
                Said.body("{\"error\":\"No such sku\",\"sku\":\"A-1\"}", "application/json"), status, version);

        assertThat(fault.status()).isEqualTo(told);
        assertThat(fault.contentType())
                .isEqualTo(
                        version == SoapVersion.SOAP_1_1
                                ? "text/xml; charset=utf-8"
                                : "application/soap+xml; charset=utf-8");
        assertThat(Said.text(fault))
                .contains(
                        "soap:" + code + "</",
                        ">No such sku</",
                        "<root><error>No such sku</error><sku>A-1</sku></root>");
        Soap.Envelope envelope = Soap.open(XmlReader.read(Said.text(fault)), version);
        assertThat(Fault.of(envelope))
                .hasValueSatisfying(read -> assertThat(read.reason()).isEqualTo("No such sku"));
    }

    @Test
    void theAnswerIsInTheVersionOfTheCaller() {
        Converter converter = Said.compact().converter(MessageType.SOAP, MessageType.JSON);

        assertThat(converter.callerSoap("application/soap+xml; charset=utf-8")).isEqualTo(SoapVersion.SOAP_1_2);
        assertThat(converter.callerSoap("text/xml")).isEqualTo(SoapVersion.SOAP_1_1);
        Converter.Converted answer =
                converter.answer(Said.body("{\"r\":{\"n\":5}}", "application/json"), 200, SoapVersion.SOAP_1_2);
        assertThat(Said.text(answer)).isEqualTo(Said.DECLARATION + body12("<r><n>5</n></r>"));
        assertThat(answer.contentType()).isEqualTo("application/soap+xml; charset=utf-8");
        assertThat(Said.compact().converter(MessageType.JSON, MessageType.SOAP).callerSoap("text/xml"))
                .isNull();
    }

    @Test
    void refusalsOfTheBusAreFaults() {
        String fault = Said.text(Converter.refusal(422, "NOT_MAPPABLE", "no <XML>", SoapVersion.SOAP_1_1));

        assertThat(fault).contains("soap:Client", "no &lt;XML&gt;", ">NOT_MAPPABLE</code>");
        assertThat(Said.text(Converter.refusal(422, "MUST_UNDERSTAND", "x", SoapVersion.SOAP_1_2)))
                .contains("soap:MustUnderstand");
        assertThat(Said.text(Converter.refusal(503, "CIRCUIT_OPEN", "x", SoapVersion.SOAP_1_2)))
                .contains("soap:Receiver");
    }

    @Test
    void hintsReachIntoTheBody() {
        Said said = Said.compact().type("/R/n", ValueType.NUMBER).array("/R/n");

        assertThat(Said.text(said.converter(MessageType.JSON, MessageType.SOAP)
                        .answer(Said.body(body11("<R><n>5</n></R>"), "text/xml"), 200, null)))
                .isEqualTo("{\"R\":{\"n\":[5]}}");
    }
}
