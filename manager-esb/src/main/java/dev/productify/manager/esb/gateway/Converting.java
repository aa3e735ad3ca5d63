package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.ConvertedHeaders;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.Limits;
import dev.productify.manager.esb.conversion.NotConvertible;
import dev.productify.manager.esb.conversion.TemplateValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What is converted of one exchange, and what its headers say then. */
final class Converting {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    final Converter converter;
    /** In which version of SOAP the caller is answered; null to those that do not speak it. */
    final SoapVersion soap;

    final WholeBody request;
    final WholeBody answer;
    /** Null until the request's body is converted, or where it has none. */
    volatile Converter.Converted sent;

    volatile boolean answerConverted;
    /** Why the answer cannot be handed over; null while it can. */
    volatile BusException refusal;

    private final Workspace workspace;
    private volatile boolean gathersAnswer;

    Converting(Converter converter, HttpFields headers, Room room, Workspace workspace) {
        this.converter = converter;
        this.workspace = workspace;
        this.soap = converter.callerSoap(headers.get(HttpHeader.CONTENT_TYPE));
        this.request = new WholeBody(room, Limits.BYTES, BusError.PAYLOAD_TOO_LARGE);
        this.answer = new WholeBody(room, Limits.BYTES, BusError.BACKEND_NOT_MAPPABLE);
    }

    boolean gathersAnswer() {
        return gathersAnswer;
    }

    /** @throws BusException when it cannot be converted, or there is no room for it */
    void convertRequest(Exchange exchange) {
        HttpFields headers = exchange.getHeaders();
        Converter.Body body =
                new Converter.Body(request.bytes(), headers.get(HttpHeader.CONTENT_TYPE), codings(headers));
        try {
            Converter.Converted made = workspace.run(memory -> converter.request(body, () -> values(exchange), memory));
            request.become(made.bytes().length);
            sent = made;
        } catch (NotConvertible e) {
            throw new BusException(
                    switch (e.reason()) {
                        case OTHER_TYPE -> BusError.UNSUPPORTED_MEDIA_TYPE;
                        case NOT_MAPPABLE -> BusError.NOT_MAPPABLE;
                        case TOO_LARGE -> BusError.PAYLOAD_TOO_LARGE;
                        case NOT_UNDERSTOOD -> BusError.MUST_UNDERSTAND;
                        case OTHER_VERSION -> BusError.VERSION_MISMATCH;
                    },
                    e.getMessage());
        }
    }

    private static String codings(HttpFields headers) {
        List<String> all = headers.getValuesList(HttpHeader.CONTENT_ENCODING);
        return all.isEmpty() ? null : String.join(", ", all);
    }

    private static Map<String, Object> values(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : exchange.getHeaders()) {
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        return TemplateValues.of(
                headers,
                exchange.getHttpURI().getQuery(),
                exchange.path.toString(),
                exchange.method,
                exchange.route.place());
    }

    /** Makes the headers for the backend say what it gets, and what is wanted of it. */
    void writeRequest(HttpFields.Mutable headers) {
        if (converter.accept() != null) {
            headers.put(HttpHeader.ACCEPT, converter.accept());
            remove(headers, ConvertedHeaders::isOfOtherBody);
        }
        Converter.Converted body = sent;
        if (body == null) {
            return;
        }
        remove(headers, ConvertedHeaders::isOfOldBody);
        headers.put(HttpHeader.CONTENT_TYPE, body.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        if (body.soapAction() != null && !headers.contains(ConvertedHeaders.SOAP_ACTION)) {
            headers.put(ConvertedHeaders.SOAP_ACTION, body.soapAction());
        } else if (body.soapAction() == null) {
            headers.remove(ConvertedHeaders.SOAP_ACTION);
        }
    }

    private static void remove(HttpFields.Mutable headers, Predicate<String> which) {
        for (ListIterator<HttpField> fields = headers.listIterator(); fields.hasNext(); ) {
            if (which.test(fields.next().getName())) {
                fields.remove();
            }
        }
    }

    /**
     * Learns of an answer.
     *
     * @param length as it is announced; negative when that is not known
     * @throws BusException when it is too large, or there is no room
     */
    void begin(int status, String method, long length) {
        gathersAnswer =
                converter.convertsAnswers() && !method.equals("HEAD") && !WITHOUT_BODY.contains(status) && length != 0;
        if (gathersAnswer) {
            answer.expect(length);
        }
    }

    /** @throws BusException when it cannot be converted, or there is no room for it */
    Converter.Converted convertAnswer(HttpFields headers, int status) {
        Converter.Body body =
                new Converter.Body(answer.bytes(), headers.get(HttpHeader.CONTENT_TYPE), codings(headers));
        try {
            Converter.Converted converted = workspace.run(memory -> converter.answer(body, status, soap, memory));
            answer.become(converted.bytes().length);
            answerConverted = true;
            return converted;
        } catch (NotConvertible e) {
            throw new BusException(BusError.BACKEND_NOT_MAPPABLE, "of the backend's answer: " + e.getMessage());
        }
    }

    /** Makes the headers for the caller say what it gets; a validator of the old body is one of the same meaning. */
    static void writeAnswer(HttpFields.Mutable headers, Converter.Converted body) {
        remove(headers, ConvertedHeaders::isOfOldBody);
        headers.put(HttpHeader.CONTENT_TYPE, body.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        weaken(headers);
    }

    /** Of an answer whose body would have been converted if there were one. */
    static void writeHead(HttpFields.Mutable headers) {
        remove(headers, ConvertedHeaders::isOfOldBody);
        headers.remove(HttpHeader.CONTENT_LENGTH);
        weaken(headers);
    }

    private static void weaken(HttpFields.Mutable headers) {
        String tag = headers.get(HttpHeader.ETAG);
        if (tag != null && !tag.startsWith("W/")) {
            headers.put(HttpHeader.ETAG, "W/" + tag);
        }
    }

    /** When the exchange is over. */
    void forget() {
        request.forget();
        answer.forget();
    }

    boolean transformed() {
        return sent != null || answerConverted;
    }
}
