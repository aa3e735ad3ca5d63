package dev.productify.manager.jdbc.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a conversion as the database keeps them: as a text, since no statement ever looks into it. */
final class ConversionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConversionJson() {}

    /** Null for what is usual. */
    static String write(Conversion conversion) {
        if (conversion.equals(Conversion.STANDARD)) {
            return null;
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("convention", conversion.convention().name());
        ArrayNode arrays = json.putArray("arrayPaths");
        conversion.arrayPaths().forEach(path -> arrays.add(path.toString()));
        ObjectNode hints = json.putObject("typeHints");
        conversion.typeHints().forEach((path, type) -> hints.put(path.toString(), type.name()));
        ObjectNode namespaces = json.putObject("namespaces");
        conversion.namespaces().forEach(namespaces::put);
        json.put("rootName", conversion.rootName());
        json.put("emptyAs", conversion.emptyAs().name());
        json.put("soapVersion", conversion.soapVersion().name());
        conversion.soapAction().ifPresent(action -> json.put("soapAction", action));
        return json.toString();
    }

    static Conversion read(String text) {
        if (text == null) {
            return Conversion.STANDARD;
        }
        try {
            JsonNode json = JSON.readTree(text);
            List<ValuePath> arrays = new ArrayList<>();
            json.get("arrayPaths").forEach(path -> arrays.add(ValuePath.parse(path.textValue())));
            Map<ValuePath, ValueType> hints = new LinkedHashMap<>();
            json.get("typeHints")
                    .properties()
                    .forEach(hint -> hints.put(
                            ValuePath.parse(hint.getKey()),
                            ValueType.valueOf(hint.getValue().textValue())));
            Map<String, String> namespaces = new LinkedHashMap<>();
            json.get("namespaces")
                    .properties()
                    .forEach(one -> namespaces.put(one.getKey(), one.getValue().textValue()));
            return new Conversion(
                    Convention.valueOf(json.get("convention").textValue()),
                    arrays,
                    hints,
                    namespaces,
                    json.get("rootName").textValue(),
                    EmptyAs.valueOf(json.get("emptyAs").textValue()),
                    SoapVersion.valueOf(json.get("soapVersion").textValue()),
                    Optional.ofNullable(json.get("soapAction")).map(JsonNode::textValue));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds a conversion that is no JSON", e);
        }
    }
}
