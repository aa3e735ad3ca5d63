package dev.productify.manager.esb.conversion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Converts the bodies of one endpoint (contract E4): requests are first filled into its template, and then brought from what
 * callers send to what the backend takes; answers go the other way. Immutable; for any number of threads.
 */
public final class Converter {
    private static final List<String> REASONS = List.of("detail", "error", "message", "title", "reason");

    private final Optional<MessageType> input;
    private final Optional<MessageType> output;
    private final Conversion options;
    private final Mapping mapping;
    private final Template template;

    /** @throws NotConvertible when the template is none */
    public Converter(
            Optional<MessageType> input,
            Optional<MessageType> output,
            Optional<TransformationTemplate> template,
            Conversion options) {
        this.input = requireNonNull(input, "input");
        this.output = requireNonNull(output, "output");
        this.options = requireNonNull(options, "options");
        this.mapping = new Mapping(options);
        this.template = template.map(Template::of).orElse(null);
    }

    /**
     * A body, and what its headers say of it.
     *
     * @param contentType or null
     * @param contentEncoding or null
     */
    public record Body(byte[] bytes, String contentType, String contentEncoding) {
        public Body {
            requireNonNull(bytes, "bytes");
        }
    }

    /**
     * A body that was made.
     *
     * @param status of an answer
     * @param soapAction value of the header {@code SOAPAction} that SOAP 1.1 demands, in its quotes; null for none
     */
    public record Converted(int status, byte[] bytes, String contentType, String soapAction) {
        public Converted {
            requireNonNull(bytes, "bytes");
            requireNonNull(contentType, "contentType");
        }
    }

    /** What a body holds. */
    private sealed interface Content {
        record OfJson(Json json) implements Content {}

        record OfXml(Xml.Element root) implements Content {}

        record OfSoap(Soap.Envelope envelope) implements Content {}
    }

    /** Whether answers are converted. */
    public boolean convertsAnswers() {
        return input.isPresent() && output.isPresent() && !input.equals(output);
    }

    /** What the backend shall answer in, for the header {@code Accept}; null where nothing is said. */
    public String accept() {
        if (!convertsAnswers()) {
            return null;
        }
        return options.accept(output.orElseThrow());
    }

    /**
     * In which version of SOAP a caller is to be answered; null to callers that do not speak it.
     *
     * @param contentType of the request, or null
     */
    public SoapVersion callerSoap(String contentType) {
        if (input.filter(type -> type == MessageType.SOAP).isEmpty()) {
            return null;
        }
        return MediaType.parse(contentType).map(MediaType::soapVersion).orElse(SoapVersion.SOAP_1_1);
    }

    /**
     * A caller's body as the backend gets it.
     *
     * @param values what a template sees besides the body
     * @throws NotConvertible
     */
    public Converted request(Body body, Supplier<Map<String, Object>> values) {
        return request(body, values, Memory.PLENTY);
    }

    /**
     * A caller's body as the backend gets it.
     *
     * @param values what a template sees besides the body
     * @throws NotConvertible
     */
    public Converted request(Body body, Supplier<Map<String, Object>> values, Memory memory) {
        byte[] bytes = Bodies.unpacked(body.bytes(), body.contentEncoding(), memory);
        MediaType type = MediaType.parse(body.contentType())
                .orElseThrow(() ->
                        NotConvertible.otherType("the request does not say what its body is; send a Content-Type"));
        MessageType from = input.orElseGet(() -> typeOf(type));
        if (!type.is(from)) {
            throw NotConvertible.otherType("the Content-Type " + Quoted.name(type.essence()) + " is not " + from
                    + ", which this endpoint takes");
        }
        memory.take(Estimate.of(bytes, from == MessageType.JSON));
        Content content = read(from, Bodies.text(bytes, type.charset(), from != MessageType.JSON), type.soapVersion());
        if (template != null) {
            String made = template.run(values(content, values.get()));
            content = readMade(made);
            from = typeOf(content);
            if (output.isEmpty() || output.get() == from) {
                return converted(made, from);
            }
        }
        return write(content, output.orElse(from), options.soapVersion(), 0, bytes.length);
    }

    private static MessageType typeOf(MediaType type) {
        for (MessageType one : List.of(MessageType.JSON, MessageType.XML)) {
            if (type.is(one)) {
                return one;
            }
        }
        throw NotConvertible.otherType("the Content-Type " + Quoted.name(type.essence())
                + " is neither JSON nor XML, which are what a template is filled from");
    }

    private static MessageType typeOf(Content content) {
        if (content instanceof Content.OfJson) {
            return MessageType.JSON;
        }
        return content instanceof Content.OfXml ? MessageType.XML : MessageType.SOAP;
    }

    private static Content read(MessageType type, String text, SoapVersion version) {
        return switch (type) {
            case JSON -> new Content.OfJson(JsonReader.read(text));
            case XML -> new Content.OfXml(XmlReader.read(text));
            case SOAP -> new Content.OfSoap(Soap.open(XmlReader.read(text), version));
        };
    }

    private Content readMade(String made) {
        try {
            if (!template.writesXml()) {
                return new Content.OfJson(JsonReader.read(made));
            }
            Xml.Element root = XmlReader.read(made);
            return Soap.isEnvelope(root.name().uri())
                    ? new Content.OfSoap(Soap.open(root, options.soapVersion()))
                    : new Content.OfXml(root);
        } catch (NotConvertible e) {
            throw new NotConvertible(e.reason(), "what transformationTemplate wrote: " + e.getMessage());
        }
    }

    private Map<String, Json> values(Content content, Map<String, Object> others) {
        Map<String, Json> values = new LinkedHashMap<>();
        others.forEach((name, value) -> values.put(name, plain(value)));
        values.put("body", json(content));
        return values;
    }

    private static Json plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Json> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, plain(member)));
            return new Json.Members(members);
        }
        return value == null ? Json.NULL : new Json.Text(value.toString());
    }

    private Converted converted(String text, MessageType type) {
        return new Converted(
                0,
                bytes(text),
                MediaType.of(type, options.soapVersion(), options.soapAction()),
                type == MessageType.SOAP ? soapAction(options.soapVersion()) : null);
    }

    private String soapAction(SoapVersion version) {
        return version == SoapVersion.SOAP_1_1 ? "\"" + options.soapAction().orElse("") + "\"" : null;
    }

    private Converted write(Content content, MessageType type, SoapVersion version, int status, int length) {
        String text = switch (type) {
            case JSON -> JsonWriter.write(json(content), length + 64);
            case XML -> XmlWriter.write(xml(content), length + length / 2 + 128);
            case SOAP -> XmlWriter.write(envelope(content, version), length + length / 2 + 512);
        };
        boolean request = status == 0;
        return new Converted(
                status,
                bytes(text),
                MediaType.of(type, version, request ? options.soapAction() : Optional.empty()),
                request && type == MessageType.SOAP ? soapAction(version) : null);
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Limits.BYTES) {
            throw NotConvertible.tooLarge("the converted body has more than " + Limits.BYTES + " bytes");
        }
        return bytes;
    }

    private Json json(Content content) {
        if (content instanceof Content.OfJson json) {
            return json.json();
        }
        if (content instanceof Content.OfXml xml) {
            return new Json.Members(ToJson.of(List.of(xml.root()), mapping));
        }
        Soap.Envelope envelope = ((Content.OfSoap) content).envelope();
        Map<String, Json> members = new LinkedHashMap<>();
        if (!envelope.header().isEmpty()) {
            members.put(Mapping.HEADER, new Json.Members(ToJson.of(envelope.header(), mapping)));
        }
        members.putAll(ToJson.of(envelope.body(), mapping));
        return new Json.Members(members);
    }

    private Xml.Element xml(Content content) {
        if (content instanceof Content.OfJson json) {
            return ToXml.root(json.json(), mapping, true);
        }
        if (content instanceof Content.OfXml xml) {
            return xml.root();
        }
        List<Xml.Element> body = ((Content.OfSoap) content).envelope().body();
        return body.size() == 1
                ? body.get(0)
                : new Xml.Element(new Xml.Name("", "", options.rootName()), Map.of(), List.of(), List.copyOf(body));
    }

    private Xml.Element envelope(Content content, SoapVersion version) {
        if (content instanceof Content.OfSoap soap) {
            return Soap.envelope(
                    version, soap.envelope().header(), soap.envelope().body());
        }
        if (content instanceof Content.OfXml xml) {
            return Soap.envelope(version, List.of(), List.of(xml.root()));
        }
        Json json = ((Content.OfJson) content).json();
        List<Xml.Element> header = List.of();
        if (json instanceof Json.Members object && object.members().containsKey(Mapping.HEADER)) {
            Map<String, Json> rest = new LinkedHashMap<>(object.members());
            header = ToXml.roots(rest.remove(Mapping.HEADER), mapping);
            json = new Json.Members(rest);
        }
        return Soap.envelope(version, header, List.of(ToXml.root(json, mapping, false)));
    }

    /**
     * The backend's body as the caller gets it; faults of SOAP become problems, and errors faults.
     *
     * @param soap in which version of SOAP the caller is answered; null to those that do not speak it
     * @throws NotConvertible
     */
    public Converted answer(Body body, int status, SoapVersion soap) {
        return answer(body, status, soap, Memory.PLENTY);
    }

    /**
     * The backend's body as the caller gets it; faults of SOAP become problems, and errors faults.
     *
     * @param soap in which version of SOAP the caller is answered; null to those that do not speak it
     * @throws NotConvertible
     */
    public Converted answer(Body body, int status, SoapVersion soap, Memory memory) {
        MessageType from = output.orElseThrow();
        byte[] bytes = Bodies.unpacked(body.bytes(), body.contentEncoding(), memory);
        MediaType type = MediaType.parse(body.contentType())
                .filter(said -> said.is(from))
                .orElseThrow(() -> NotConvertible.otherType("the backend answered " + status + " in "
                        + Quoted.name(String.valueOf(body.contentType())) + ", and not in " + from));
        memory.take(Estimate.of(bytes, from == MessageType.JSON));
        Content content = read(from, Bodies.text(bytes, type.charset(), from != MessageType.JSON), type.soapVersion());
        if (content instanceof Content.OfSoap envelope) {
            Optional<Fault> fault = Fault.of(envelope.envelope());
            if (fault.isPresent()) {
                return problem(fault.get(), status);
            }
        }
        return soap != null && status >= 400
                ? fault(content, status, soap)
                : write(content, input.orElseThrow(), soap, status, bytes.length);
    }

    private Converted problem(Fault fault, int status) {
        int told = fault.isOfSender() ? 400 : Math.max(status, 500);
        return input.orElseThrow() == MessageType.JSON
                ? new Converted(
                        told, bytes(JsonWriter.write(Problem.json(fault, told, mapping), 512)), Problem.JSON, null)
                : new Converted(told, bytes(XmlWriter.write(Problem.xml(fault, told), 512)), Problem.XML, null);
    }

    private Converted fault(Content content, int status, SoapVersion soap) {
        boolean sender = status < 500;
        String reason = reason(content).orElse("The backend answered " + status);
        Xml.Element detail =
                content instanceof Content.OfJson json ? ToXml.root(json.json(), mapping, false) : xml(content);
        Fault fault =
                new Fault(sender ? Fault.SENDER : Fault.RECEIVER, List.of(), reason, Optional.empty(), List.of(detail));
        int told = sender && soap == SoapVersion.SOAP_1_2 ? 400 : 500;
        return new Converted(
                told,
                bytes(XmlWriter.write(fault.envelope(soap), 1024)),
                MediaType.of(MessageType.SOAP, soap, Optional.empty()),
                null);
    }

    private static Optional<String> reason(Content content) {
        if (content instanceof Content.OfJson json && json.json() instanceof Json.Members object) {
            for (String name : REASONS) {
                if (object.members().get(name) instanceof Json.Text text
                        && !text.text().isBlank()) {
                    return Optional.of(text.text());
                }
            }
        }
        return Optional.empty();
    }

    /** What the bus itself says to a caller who speaks SOAP. */
    public static Converted refusal(int status, String code, String message, SoapVersion soap) {
        String word = code.equals("MUST_UNDERSTAND")
                ? "MustUnderstand"
                : code.equals("VERSION_MISMATCH") ? "VersionMismatch" : status < 500 ? Fault.SENDER : Fault.RECEIVER;
        Xml.Element detail = new Xml.Element(
                new Xml.Name("", "urn:productify:bus", "code"),
                Map.of("", "urn:productify:bus"),
                List.of(),
                List.of(new Xml.Text(code)));
        Fault fault = new Fault(word, List.of(), message, Optional.empty(), List.of(detail));
        return new Converted(
                status,
                bytes(XmlWriter.write(fault.envelope(soap), 512)),
                MediaType.of(MessageType.SOAP, soap, Optional.empty()),
                null);
    }
}
