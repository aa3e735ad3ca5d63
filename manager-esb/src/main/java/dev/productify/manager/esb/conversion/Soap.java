package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Envelopes of SOAP 1.1 and 1.2. */
final class Soap {
    static final String URI_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String URI_1_2 = "http://www.w3.org/2003/05/soap-envelope";
    private static final String PREFIX = "soap";
    /** Roles that every node has (SOAP 1.2, section 2.2), and what 1.1 has for them. */
    private static final Set<String> OUR_ROLES = Set.of(
            "",
            "http://schemas.xmlsoap.org/soap/actor/next",
            URI_1_2 + "/role/next",
            URI_1_2 + "/role/ultimateReceiver");

    private Soap() {}

    /** @param header blocks, and {@code body} elements, each with all namespaces that hold for it */
    record Envelope(SoapVersion version, List<Xml.Element> header, List<Xml.Element> body) {}

    static boolean isEnvelope(String uri) {
        return uri.equals(URI_1_1) || uri.equals(URI_1_2);
    }

    static String uri(SoapVersion version) {
        return version == SoapVersion.SOAP_1_1 ? URI_1_1 : URI_1_2;
    }

    /**
     * @throws NotConvertible when it is no envelope, is of another version than its content type says, or has a header that
     *     must be understood: the bus understands none
     */
    static Envelope open(Xml.Element root, SoapVersion said) {
        if (!root.name().local().equals("Envelope") || !isEnvelope(root.name().uri())) {
            throw new NotConvertible(NotConvertible.Reason.OTHER_VERSION, "the body is no envelope of SOAP 1.1 or 1.2");
        }
        String uri = root.name().uri();
        if (!uri.equals(uri(said))) {
            throw new NotConvertible(
                    NotConvertible.Reason.OTHER_VERSION,
                    "the envelope is of another version of SOAP than its Content-Type says: text/xml is for 1.1,"
                            + " application/soap+xml for 1.2");
        }
        List<Xml.Element> header = null;
        List<Xml.Element> body = null;
        for (Xml child : root.children()) {
            if (child instanceof Xml.Element part && part.name().is(uri, "Header") && body == null && header == null) {
                header = parts(root, part);
            } else if (child instanceof Xml.Element part && part.name().is(uri, "Body") && body == null) {
                body = parts(root, part);
            } else if (child instanceof Xml.Element || child instanceof Xml.Text text && !text.isBlank()) {
                throw NotConvertible.notMappable("the envelope holds something else than one Header and one Body");
            }
        }
        if (body == null) {
            throw NotConvertible.notMappable("the envelope has no Body");
        }
        List<Xml.Element> blocks = header == null ? List.of() : header;
        blocks.forEach(block -> requireNotDemanding(block, uri));
        return new Envelope(said, blocks, body);
    }

    private static void requireNotDemanding(Xml.Element block, String uri) {
        String must = block.attribute(uri, "mustUnderstand");
        String role = block.attribute(uri, uri.equals(URI_1_1) ? "actor" : "role");
        if (must != null && (must.equals("1") || must.equals("true")) && (role == null || OUR_ROLES.contains(role))) {
            throw new NotConvertible(
                    NotConvertible.Reason.NOT_UNDERSTOOD,
                    "the header " + Quoted.name(block.name().local())
                            + " demands to be understood; the bus understands none");
        }
    }

    private static List<Xml.Element> parts(Xml.Element root, Xml.Element holder) {
        Map<String, String> around = new LinkedHashMap<>(root.declared());
        around.putAll(holder.declared());
        List<Xml.Element> parts = new ArrayList<>();
        for (Xml child : holder.children()) {
            if (child instanceof Xml.Element part) {
                Map<String, String> declared = new LinkedHashMap<>(around);
                declared.putAll(part.declared());
                parts.add(new Xml.Element(part.name(), declared, part.attributes(), part.children()));
            } else if (child instanceof Xml.Text text && !text.isBlank()) {
                throw NotConvertible.notMappable("the envelope holds text beside elements");
            }
        }
        return parts;
    }

    static Xml.Element envelope(SoapVersion version, List<Xml.Element> header, List<Xml.Element> body) {
        List<Xml> parts = new ArrayList<>(2);
        if (!header.isEmpty()) {
            parts.add(new Xml.Element(name(version, "Header"), Map.of(), List.of(), List.copyOf(header)));
        }
        parts.add(new Xml.Element(name(version, "Body"), Map.of(), List.of(), List.copyOf(body)));
        return new Xml.Element(name(version, "Envelope"), Map.of(PREFIX, uri(version)), List.of(), parts);
    }

    static Xml.Name name(SoapVersion version, String local) {
        return new Xml.Name(PREFIX, uri(version), local);
    }
}
