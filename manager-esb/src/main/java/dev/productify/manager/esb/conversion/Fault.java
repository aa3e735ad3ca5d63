package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault of SOAP.
 *
 * @param code in the words of 1.2 whatever the version: {@code Sender}, {@code Receiver}, {@code MustUnderstand}, …
 * @param subcodes what the backend says besides, from the general to the special
 * @param actor who found it, where that is said
 * @param detail of the application
 */
record Fault(String code, List<String> subcodes, String reason, Optional<String> actor, List<Xml.Element> detail) {
    static final String SENDER = "Sender";
    static final String RECEIVER = "Receiver";
    private static final String NAMELESS = "The backend answered with a fault";

    Fault {
        subcodes = List.copyOf(subcodes);
        detail = List.copyOf(detail);
    }

    /** Empty when the body is something else. */
    static Optional<Fault> of(Soap.Envelope envelope) {
        String uri = Soap.uri(envelope.version());
        if (envelope.body().size() != 1 || !envelope.body().get(0).name().is(uri, "Fault")) {
            return Optional.empty();
        }
        Xml.Element fault = envelope.body().get(0);
        return Optional.of(envelope.version() == SoapVersion.SOAP_1_1 ? of11(fault) : of12(fault, uri));
    }

    private static Fault of11(Xml.Element fault) {
        String whole =
                child(fault, "", "faultcode").map(Xml.Element::text).orElse("").strip();
        String local = local(whole);
        // 1.1 refines codes behind dots: Client.Authentication
        int dot = local.indexOf('.');
        String first = dot < 0 ? local : local.substring(0, dot);
        String code = switch (first) {
            case "Client" -> SENDER;
            case "Server" -> RECEIVER;
            default -> first;
        };
        return new Fault(
                code.isEmpty() ? RECEIVER : code,
                dot < 0 ? List.of() : List.of(local.substring(dot + 1)),
                reason(child(fault, "", "faultstring")),
                child(fault, "", "faultactor").map(Xml.Element::text).filter(text -> !text.isBlank()),
                child(fault, "", "detail").map(detail -> inScope(fault, detail)).orElse(List.of()));
    }

    private static Fault of12(Xml.Element fault, String uri) {
        List<String> subcodes = new ArrayList<>();
        Optional<Xml.Element> code = child(fault, uri, "Code");
        for (Optional<Xml.Element> sub = code.flatMap(found -> child(found, uri, "Subcode"));
                sub.isPresent();
                sub = sub.flatMap(found -> child(found, uri, "Subcode"))) {
            sub.flatMap(found -> child(found, uri, "Value"))
                    .ifPresent(value -> subcodes.add(value.text().strip()));
        }
        String value = code.flatMap(found -> child(found, uri, "Value"))
                .map(found -> local(found.text().strip()))
                .orElse("");
        return new Fault(
                value.isEmpty() ? RECEIVER : value,
                subcodes,
                reason(child(fault, uri, "Reason").flatMap(found -> child(found, uri, "Text"))),
                child(fault, uri, "Role")
                        .or(() -> child(fault, uri, "Node"))
                        .map(Xml.Element::text)
                        .filter(text -> !text.isBlank()),
                child(fault, uri, "Detail")
                        .map(detail -> inScope(fault, detail))
                        .orElse(List.of()));
    }

    private static String reason(Optional<Xml.Element> said) {
        return said.map(Xml.Element::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(NAMELESS);
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private static Optional<Xml.Element> child(Xml.Element parent, String uri, String local) {
        for (Xml child : parent.children()) {
            if (child instanceof Xml.Element element && element.name().is(uri, local)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static List<Xml.Element> inScope(Xml.Element fault, Xml.Element detail) {
        List<Xml.Element> parts = new ArrayList<>();
        for (Xml.Element part : detail.elements()) {
            Map<String, String> declared = new LinkedHashMap<>(fault.declared());
            declared.putAll(detail.declared());
            declared.putAll(part.declared());
            parts.add(new Xml.Element(part.name(), declared, part.attributes(), part.children()));
        }
        return parts;
    }

    boolean isOfSender() {
        return code.equals(SENDER);
    }

    /** The envelope that says it. */
    Xml.Element envelope(SoapVersion version) {
        return Soap.envelope(version, List.of(), List.of(version == SoapVersion.SOAP_1_1 ? as11() : as12()));
    }

    private Xml.Element as11() {
        String word = switch (code) {
            case SENDER -> "Client";
            case RECEIVER -> "Server";
            default -> code;
        };
        List<Xml> parts = new ArrayList<>();
        parts.add(leaf(new Xml.Name("", "", "faultcode"), "soap:" + word));
        parts.add(leaf(new Xml.Name("", "", "faultstring"), reason));
        if (!detail.isEmpty()) {
            parts.add(new Xml.Element(new Xml.Name("", "", "detail"), Map.of(), List.of(), List.copyOf(detail)));
        }
        return new Xml.Element(Soap.name(SoapVersion.SOAP_1_1, "Fault"), Map.of(), List.of(), parts);
    }

    private Xml.Element as12() {
        SoapVersion version = SoapVersion.SOAP_1_2;
        Xml.Attribute english = new Xml.Attribute(new Xml.Name("xml", Xml.XML_URI, "lang"), "en");
        List<Xml> parts = new ArrayList<>();
        parts.add(around(Soap.name(version, "Code"), leaf(Soap.name(version, "Value"), "soap:" + code)));
        parts.add(around(
                Soap.name(version, "Reason"),
                new Xml.Element(
                        Soap.name(version, "Text"), Map.of(), List.of(english), List.of(new Xml.Text(reason)))));
        if (!detail.isEmpty()) {
            parts.add(new Xml.Element(Soap.name(version, "Detail"), Map.of(), List.of(), List.copyOf(detail)));
        }
        return new Xml.Element(Soap.name(version, "Fault"), Map.of(), List.of(), parts);
    }

    private static Xml.Element around(Xml.Name name, Xml.Element inner) {
        return new Xml.Element(name, Map.of(), List.of(), List.of(inner));
    }

    static Xml.Element leaf(Xml.Name name, String text) {
        return new Xml.Element(name, Map.of(), List.of(), text.isEmpty() ? List.of() : List.of(new Xml.Text(text)));
    }
}
