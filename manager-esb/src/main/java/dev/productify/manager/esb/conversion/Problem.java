package dev.productify.manager.esb.conversion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fault of a backend for callers that do not speak SOAP: RFC 9457, and what the fault says besides. */
final class Problem {
    static final String JSON = "application/problem+json";
    static final String XML = "application/problem+xml; charset=utf-8";
    private static final String URI = "urn:ietf:rfc:7807";
    private static final String CODE = "SOAP_FAULT";

    private Problem() {}

    static Json json(Fault fault, int status, Mapping mapping) {
        Map<String, Json> inner = new LinkedHashMap<>();
        inner.put("code", new Json.Text(fault.code()));
        if (!fault.subcodes().isEmpty()) {
            List<Json> subcodes = new ArrayList<>();
            fault.subcodes().forEach(subcode -> subcodes.add(new Json.Text(subcode)));
            inner.put("subcodes", new Json.Items(subcodes));
        }
        fault.actor().ifPresent(actor -> inner.put("actor", new Json.Text(actor)));
        if (!fault.detail().isEmpty()) {
            inner.put("detail", new Json.Members(ToJson.of(fault.detail(), mapping)));
        }
        Map<String, Json> problem = new LinkedHashMap<>();
        problem.put("type", new Json.Text("about:blank"));
        problem.put("title", new Json.Text("SOAP fault"));
        problem.put("status", new Json.Number(Integer.toString(status)));
        problem.put("detail", new Json.Text(fault.reason()));
        problem.put("error", new Json.Text(fault.reason()));
        problem.put("code", new Json.Text(CODE));
        problem.put("fault", new Json.Members(inner));
        return new Json.Members(problem);
    }

    static Xml.Element xml(Fault fault, int status) {
        List<Xml> inner = new ArrayList<>();
        inner.add(leaf("code", fault.code()));
        fault.subcodes().forEach(subcode -> inner.add(leaf("subcode", subcode)));
        fault.actor().ifPresent(actor -> inner.add(leaf("actor", actor)));
        if (!fault.detail().isEmpty()) {
            inner.add(new Xml.Element(name("detail"), Map.of(), List.of(), List.copyOf(fault.detail())));
        }
        List<Xml> parts = List.of(
                leaf("type", "about:blank"),
                leaf("title", "SOAP fault"),
                leaf("status", Integer.toString(status)),
                leaf("detail", fault.reason()),
                leaf("code", CODE),
                new Xml.Element(name("fault"), Map.of(), List.of(), inner));
        return new Xml.Element(name("problem"), Map.of("", URI), List.of(), parts);
    }

    private static Xml.Element leaf(String local, String text) {
        return Fault.leaf(name(local), text);
    }

    private static Xml.Name name(String local) {
        return new Xml.Name("", URI, local);
    }
}
