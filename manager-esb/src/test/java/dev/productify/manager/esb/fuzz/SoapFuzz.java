package dev.productify.manager.esb.fuzz;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import java.util.Arrays;
import java.util.Map;

/**
 * Envelopes of callers and of backends, faults among them, become JSON; and what backends say in JSON becomes an envelope, errors
 * a fault that is understood as one.
 */
public final class SoapFuzz {
    private static final int[] STATUSES = {200, 400, 404, 500, 503};
    private static final int LEAST = 3;

    private SoapFuzz() {}

    /** @param data a byte of options, one of what is done, one of a status, and a body */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < LEAST) {
            return;
        }
        Conversion options = Bodies.options(data[0]);
        boolean newer = (data[1] & 1) != 0;
        int status = STATUSES[(data[2] & 0x7F) % STATUSES.length];
        byte[] body = Arrays.copyOfRange(data, LEAST, data.length);
        String type = newer ? "application/soap+xml" : "text/xml";
        try {
            switch ((data[1] >> 1) % 3) {
                case 0 -> request(new Converter.Body(body, type, null), options);
                case 1 -> answer(new Converter.Body(body, type, null), status, options);
                default -> answerInJson(body, status, newer ? SoapVersion.SOAP_1_2 : SoapVersion.SOAP_1_1, options);
            }
        } catch (NotConvertible refused) {
            // as it may be
        }
    }

    private static void request(Converter.Body body, Conversion options) {
        String json = Bodies.text(
                Bodies.converter(MessageType.SOAP, MessageType.JSON, options).request(body, Map::of));
        Bodies.requireJson(json);
        String soap = Bodies.text(Bodies.converter(MessageType.JSON, MessageType.SOAP, options)
                .request(Bodies.body(json, Bodies.JSON), Map::of));
        Bodies.requireXml(soap);
        requireNoInstruction(soap);
    }

    /** SOAP forbids them (1.1, section 3; 1.2, section 5). */
    private static void requireNoInstruction(String soap) {
        if (soap.indexOf("<?", 1) >= 0) {
            throw new AssertionError("an envelope with a processing instruction: " + soap);
        }
    }

    private static void answer(Converter.Body body, int status, Conversion options) {
        Converter.Converted answer =
                Bodies.converter(MessageType.JSON, MessageType.SOAP, options).answer(body, status, null);
        Bodies.requireJson(Bodies.text(answer));
        boolean problem = answer.contentType().equals("application/problem+json");
        if (problem ? answer.status() != 400 && answer.status() < 500 : answer.status() != status) {
            throw new AssertionError(status + " became " + answer.status() + ": " + Bodies.text(answer));
        }
    }

    private static void answerInJson(byte[] body, int status, SoapVersion version, Conversion options) {
        Converter.Converted answer = Bodies.converter(MessageType.SOAP, MessageType.JSON, options)
                .answer(new Converter.Body(body, Bodies.JSON, null), status, version);
        String soap = Bodies.text(answer);
        Bodies.requireXml(soap);
        requireNoInstruction(soap);
        if (status >= 400) {
            Converter.Converted told = Bodies.converter(MessageType.JSON, MessageType.SOAP, options)
                    .answer(new Converter.Body(answer.bytes(), answer.contentType(), null), answer.status(), null);
            if (!told.contentType().equals("application/problem+json")) {
                throw new AssertionError("an error is no fault: " + soap);
            }
        }
    }
}
