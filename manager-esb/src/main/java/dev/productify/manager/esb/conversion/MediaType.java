package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.MessageType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The header {@code Content-Type}.
 *
 * @param essence type and subtype, in lower case
 * @param parameters by their names in lower case, the first of each name
 */
record MediaType(String essence, Map<String, String> parameters) {
    static final String SOAP_1_1 = "text/xml";
    static final String SOAP_1_2 = "application/soap+xml";

    /** @param text the header, or null */
    static Optional<MediaType> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        int end = text.indexOf(';');
        String essence = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = end;
        while (at >= 0 && at < text.length()) {
            at = parameter(text, at + 1, parameters);
        }
        return Optional.of(new MediaType(essence, parameters));
    }

    /** @return where the semicolon behind it is, or the end */
    private static int parameter(String text, int from, Map<String, String> parameters) {
        int equals = from;
        while (equals < text.length() && text.charAt(equals) != '=' && text.charAt(equals) != ';') {
            equals++;
        }
        if (equals == text.length() || text.charAt(equals) == ';') {
            return equals;
        }
        String name = text.substring(from, equals).strip().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        StringBuilder value = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < text.length() && text.charAt(at) != (quoted ? '"' : ';')) {
            if (quoted && text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        parameters.putIfAbsent(
                name, quoted ? value.toString() : value.toString().strip());
        while (at < text.length() && text.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    boolean is(MessageType type) {
        return switch (type) {
            case JSON -> essence.equals("application/json") || essence.equals("text/json") || essence.endsWith("+json");
            case XML -> essence.equals("application/xml") || essence.equals("text/xml") || essence.endsWith("+xml");
            case SOAP -> essence.equals(SOAP_1_1) || essence.equals(SOAP_1_2);
        };
    }

    /** Of SOAP, by the type alone. */
    SoapVersion soapVersion() {
        return essence.equals(SOAP_1_2) ? SoapVersion.SOAP_1_2 : SoapVersion.SOAP_1_1;
    }

    Optional<String> charset() {
        return Optional.ofNullable(parameters.get("charset"));
    }

    /** What is sent in a type. */
    static String of(MessageType type, SoapVersion version, Optional<String> action) {
        return switch (type) {
            case JSON -> "application/json";
            case XML -> "application/xml; charset=utf-8";
            case SOAP ->
                version == SoapVersion.SOAP_1_1
                        ? SOAP_1_1 + "; charset=utf-8"
                        : SOAP_1_2 + "; charset=utf-8"
                                + action.map(intent -> "; action=\"" + intent + "\"")
                                        .orElse("");
        };
    }
}
