package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.endpoint.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of an endpoint in the making, and conversions with them as a test says them. */
final class Said {
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private Convention convention = Convention.COMPACT;
    private final List<ValuePath> arrays = new ArrayList<>();
    private final Map<ValuePath, ValueType> types = new LinkedHashMap<>();
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private String rootName = "root";
    private EmptyAs emptyAs = EmptyAs.TEXT;
    private SoapVersion version = SoapVersion.SOAP_1_1;
    private Optional<String> action = Optional.empty();

    static Said compact() {
        return new Said();
    }

    static Said badgerFish() {
        Said said = new Said();
        said.convention = Convention.BADGERFISH;
        return said;
    }

    Said array(String path) {
        arrays.add(ValuePath.parse(path));
        return this;
    }

    Said type(String path, ValueType type) {
        types.put(ValuePath.parse(path), type);
        return this;
    }

    Said namespace(String prefix, String uri) {
        namespaces.put(prefix, uri);
        return this;
    }

    Said root(String name) {
        rootName = name;
        return this;
    }

    Said emptyAs(EmptyAs what) {
        emptyAs = what;
        return this;
    }

    Said soap(SoapVersion what) {
        version = what;
        return this;
    }

    Said action(String what) {
        action = Optional.of(what);
        return this;
    }

    Conversion options() {
        return new Conversion(convention, arrays, types, namespaces, rootName, emptyAs, version, action);
    }

    Converter converter(MessageType input, MessageType output) {
        return new Converter(Optional.of(input), Optional.of(output), Optional.empty(), options());
    }

    Converter converter(MessageType input, MessageType output, String template) {
        return new Converter(
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                Optional.of(new TransformationTemplate(template)),
                options());
    }

    /** The XML of a JSON text, without its declaration. */
    String xml(String json) {
        return text(converter(MessageType.JSON, MessageType.XML).request(body(json, "application/json"), Map::of))
                .substring(DECLARATION.length());
    }

    String json(String xml) {
        return text(converter(MessageType.XML, MessageType.JSON).request(body(xml, "application/xml"), Map::of));
    }

    /** The SOAP of a JSON text, without its declaration. */
    String soap(String json) {
        return text(converter(MessageType.JSON, MessageType.SOAP).request(body(json, "application/json"), Map::of))
                .substring(DECLARATION.length());
    }

    static Converter.Body body(String text, String type) {
        return new Converter.Body(text.getBytes(StandardCharsets.UTF_8), type, null);
    }

    static String text(Converter.Converted converted) {
        return new String(converted.bytes(), StandardCharsets.UTF_8);
    }
}
