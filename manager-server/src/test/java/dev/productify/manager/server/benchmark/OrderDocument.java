package dev.productify.manager.server.benchmark;

/** One order in JSON of 1 KiB, in XML and in an envelope of SOAP 1.1: what conversions are measured by. */
final class OrderDocument {
    static final int JSON_BYTES = 1024;
    static final String NAMESPACE = "urn:orders";

    private static final int LINES = 8;

    private OrderDocument() {}

    static String json() {
        String open = json("");
        return json("x".repeat(JSON_BYTES - open.length()));
    }

    private static String json(String note) {
        StringBuilder json = new StringBuilder("{\"order\":{\"id\":\"A-20261123-7\",\"customer\":{\"name\":\"Anna\","
                + "\"city\":\"Graz\"},\"line\":[");
        for (int i = 0; i < LINES; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"S-100")
                    .append(i)
                    .append("\",\"title\":\"A thing that is sold\",\"quantity\":\"")
                    .append(i + 1)
                    .append("\",\"price\":\"19.90\"}");
        }
        return json.append("],\"note\":\"").append(note).append("\"}}").toString();
    }

    /** What the JSON becomes in the compact convention. */
    static String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element("");
    }

    static String soap() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
                + element(" xmlns=\"" + NAMESPACE + "\"") + "</soap:Body></soap:Envelope>";
    }

    private static String element(String declared) {
        StringBuilder xml = new StringBuilder(
                "<order" + declared + "><id>A-20261123-7</id><customer><name>Anna</name><city>Graz</city></customer>");
        for (int i = 0; i < LINES; i++) {
            xml.append("<line><sku>S-100")
                    .append(i)
                    .append("</sku><title>A thing that is sold</title><quantity>")
                    .append(i + 1)
                    .append("</quantity><price>19.90</price></line>");
        }
        String note = "x".repeat(JSON_BYTES - json("").length());
        return xml.append("<note>").append(note).append("</note></order>").toString();
    }
}
