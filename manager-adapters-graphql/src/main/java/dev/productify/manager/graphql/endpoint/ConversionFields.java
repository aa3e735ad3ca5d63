package dev.productify.manager.graphql.endpoint;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.ValuePath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Property;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The options of a conversion, in and out. */
final class ConversionFields {
    private static final String INPUT = "conversion";

    private ConversionFields() {}

    /** A path and the type of what it names. */
    private record Hint(String path, ValueType type) {}

    /** A prefix and its namespace. */
    private record Namespace(String prefix, String uri) {}

    static void wire(RuntimeWiring.Builder wiring) {
        words(wiring, "EndpointConvention", Convention.class);
        words(wiring, "EndpointEmptyAs", EmptyAs.class);
        words(wiring, "EndpointSoapVersion", SoapVersion.class);
        words(wiring, "EndpointValueType", ValueType.class);
        wiring.type(
                "EndpointConversion",
                conversion -> conversion
                        .dataFetcher("convention", of(Conversion::convention))
                        .dataFetcher(
                                "arrayPaths",
                                of(c -> c.arrayPaths().stream()
                                        .map(ValuePath::toString)
                                        .toList()))
                        .dataFetcher("typeHints", of(ConversionFields::hints))
                        .dataFetcher("namespaces", of(ConversionFields::namespaces))
                        .dataFetcher("rootName", of(Conversion::rootName))
                        .dataFetcher("emptyAs", of(Conversion::emptyAs))
                        .dataFetcher("soapVersion", of(Conversion::soapVersion))
                        .dataFetcher("soapAction", of(c -> c.soapAction().orElse(null))));
        wiring.type(
                "EndpointTypeHint",
                hint -> hint.dataFetcher("path", Property.of(Hint.class, Hint::path))
                        .dataFetcher("type", Property.of(Hint.class, Hint::type)));
        wiring.type(
                "EndpointNamespace",
                namespace -> namespace
                        .dataFetcher("prefix", Property.of(Namespace.class, Namespace::prefix))
                        .dataFetcher("uri", Property.of(Namespace.class, Namespace::uri)));
    }

    private static void words(RuntimeWiring.Builder wiring, String type, Class<? extends Enum<?>> constants) {
        wiring.type(TypeRuntimeWiring.newTypeWiring(type).enumValues(new EnumWords(constants)));
    }

    private static Property<Conversion> of(Function<Conversion, ?> reading) {
        return Property.of(Conversion.class, reading);
    }

    private static List<Hint> hints(Conversion conversion) {
        List<Hint> hints = new ArrayList<>();
        conversion.typeHints().forEach((path, type) -> hints.add(new Hint(path.toString(), type)));
        return hints;
    }

    private static List<Namespace> namespaces(Conversion conversion) {
        List<Namespace> namespaces = new ArrayList<>();
        conversion.namespaces().forEach((prefix, uri) -> namespaces.add(new Namespace(prefix, uri)));
        return namespaces;
    }

    static Optional<Conversion> given(Arguments input) {
        return input.optional(INPUT, Map.class, members -> conversion(input.input(INPUT)));
    }

    static Patch<Conversion> patch(Arguments input) {
        return input.patch(INPUT, Map.class, members -> conversion(input.input(INPUT)));
    }

    private static Conversion conversion(Arguments given) {
        Map<ValuePath, ValueType> hints = new LinkedHashMap<>();
        for (Arguments hint : given.inputs("typeHints")) {
            ValuePath path = ValuePath.parse(hint.text("path"));
            if (hints.put(path, hint.required("type", ValueType.class)) != null) {
                throw ManagerException.badInput("typeHints: two for the path " + path);
            }
        }
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (Arguments namespace : given.inputs("namespaces")) {
            String prefix = namespace.text("prefix");
            if (namespaces.put(prefix, namespace.text("uri")) != null) {
                throw ManagerException.badInput("namespaces: two for the prefix " + prefix);
            }
        }
        List<?> arrays = given.required("arrayPaths", List.class);
        return new Conversion(
                given.required("convention", Convention.class),
                arrays.stream().map(path -> ValuePath.parse((String) path)).toList(),
                hints,
                namespaces,
                given.text("rootName"),
                given.required("emptyAs", EmptyAs.class),
                given.required("soapVersion", SoapVersion.class),
                given.optional("soapAction", String.class, Function.identity()));
    }
}
