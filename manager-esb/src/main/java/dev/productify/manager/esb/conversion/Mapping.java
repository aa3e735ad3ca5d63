package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.ValuePath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of an endpoint, made ready for use; kept with the endpoint's route. */
final class Mapping {
    /** What begins the name of an attribute in JSON. */
    static final char ATTRIBUTE = '@';

    static final String DECLARATION = "@xmlns";
    /** In compact JSON the text of an element that has attributes, too. */
    static final String TEXT = "#text";
    /** In compact JSON text and elements in their order, where both are there. */
    static final String CONTENT = "#content";
    /** In BadgerFish the text of an element, or all of its content where the order counts. */
    static final String DOLLAR = "$";
    /** The header blocks of SOAP. */
    static final String HEADER = "#header";
    /** Elements of an array that is an item of an array. */
    static final String ITEM = "item";

    final boolean badgerFish;
    final EmptyAs emptyAs;
    final String rootName;
    final Map<String, String> namespaces;
    final Scope scope;
    private final Map<String, String> prefixes = new HashMap<>();
    private final Paths<Boolean> arrays;
    private final Paths<ValueType> types;

    Mapping(Conversion options) {
        this.badgerFish = options.convention() == Convention.BADGERFISH;
        this.emptyAs = options.emptyAs();
        this.rootName = options.rootName();
        this.namespaces = options.namespaces();
        this.scope = Scope.NONE.with(namespaces);
        namespaces.forEach((prefix, uri) -> prefixes.put(uri, prefix));
        Map<ValuePath, Boolean> paths = new LinkedHashMap<>();
        options.arrayPaths().forEach(path -> paths.put(path, true));
        this.arrays = Paths.of(paths);
        this.types = Paths.of(options.typeHints());
    }

    boolean isArray(Paths.Place place) {
        return arrays.at(place) != null;
    }

    /** Null when nothing is said. */
    ValueType type(Paths.Place place) {
        return types.at(place);
    }

    /** By which prefix JSON knows a namespace; null when the options do not name it. */
    String prefix(String uri) {
        return prefixes.get(uri);
    }

    String textKey() {
        return badgerFish ? DOLLAR : TEXT;
    }

    String contentKey() {
        return badgerFish ? DOLLAR : CONTENT;
    }
}
