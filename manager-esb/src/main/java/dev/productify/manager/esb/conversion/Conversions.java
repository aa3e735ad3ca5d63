package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.endpoint.BodyConversion;
import dev.productify.manager.ports.endpoint.Trial;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says beforehand what the bus makes of a body. */
public final class Conversions implements BodyConversion {
    @Override
    public void requireUsable(TransformationTemplate template) {
        try {
            Template.of(template);
        } catch (NotConvertible e) {
            throw ManagerException.badInput(e.getMessage());
        }
    }

    @Override
    public Optional<Converted> request(Endpoint endpoint, Trial.Request request) {
        Endpoint.Definition definition = endpoint.definition();
        try {
            Converter converter = new Converter(
                    definition.input(), definition.output(), definition.template(), definition.conversion());
            String type = header(request.headers(), "content-type")
                    .or(() -> definition.input().map(Conversions::usual))
                    .orElse(null);
            // a text has been read from whatever charset it was in
            Converter.Body body = new Converter.Body(
                    request.body().orElseThrow().getBytes(StandardCharsets.UTF_8),
                    type == null ? null : MediaType.parse(type).orElseThrow().essence() + "; charset=utf-8",
                    null);
            Converter.Converted made = converter.request(body, () -> values(endpoint, request));
            return Optional.of(new Converted(
                    new String(made.bytes(), StandardCharsets.UTF_8),
                    made.contentType(),
                    Optional.ofNullable(made.soapAction())));
        } catch (NotConvertible e) {
            throw ManagerException.badInput("The body cannot be converted: " + e.getMessage());
        }
    }

    /** Who only tries need not say it. */
    private static String usual(MessageType type) {
        return switch (type) {
            case JSON -> "application/json";
            case XML -> "application/xml";
            case SOAP -> MediaType.SOAP_1_1;
        };
    }

    private static Optional<String> header(List<Trial.Header> headers, String name) {
        return headers.stream()
                .filter(header ->
                        header.name().equalsIgnoreCase(name) && !header.value().isBlank())
                .map(Trial.Header::value)
                .findFirst();
    }

    private static Map<String, Object> values(Endpoint endpoint, Trial.Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Trial.Header header : request.headers()) {
            headers.putIfAbsent(header.name().toLowerCase(Locale.ROOT), header.value());
        }
        int mark = request.path().indexOf('?');
        return TemplateValues.of(
                headers,
                mark < 0 ? null : request.path().substring(mark + 1),
                mark < 0 ? request.path() : request.path().substring(0, mark),
                request.method(),
                endpoint.place());
    }
}
