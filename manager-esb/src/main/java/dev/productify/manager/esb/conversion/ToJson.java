package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** XML as JSON. */
final class ToJson {
    private static final Json EMPTY_TEXT = new Json.Text("");
    /** Of RFC 8259, so that what is none stays a text: {@code 007}, {@code +1}, {@code .5}, {@code NaN}. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private static final Set<String> NUMBERS = Set.of(
            "byte",
            "decimal",
            "double",
            "float",
            "int",
            "integer",
            "long",
            "negativeInteger",
            "nonNegativeInteger",
            "nonPositiveInteger",
            "positiveInteger",
            "short",
            "unsignedByte",
            "unsignedInt",
            "unsignedLong",
            "unsignedShort");
    private static final Set<String> TEXTS = Set.of(
            "anySimpleType",
            "anyURI",
            "base64Binary",
            "date",
            "dateTime",
            "duration",
            "gDay",
            "gMonth",
            "gMonthDay",
            "gYear",
            "gYearMonth",
            "hexBinary",
            "normalizedString",
            "string",
            "time",
            "token");

    private final Mapping mapping;

    private ToJson(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * An object with a member for each root; roots of the same name are an array.
     *
     * @throws NotConvertible when two different things of the XML would be the same in JSON
     */
    static Map<String, Json> of(List<Xml.Element> roots, Mapping mapping) {
        Members members = new Members();
        ToJson conversion = new ToJson(mapping);
        for (Xml.Element root : roots) {
            conversion.add(root, Scope.NONE, mapping.scope, null, members);
        }
        return members.map;
    }

    /** Members in the making: what comes again becomes an array. */
    private static final class Members {
        final Map<String, Json> map = new LinkedHashMap<>();
        private Map<String, List<Json>> arrays;
        private boolean attributes;

        /** What is there once, whatever elements there are. */
        void fixed(String key, Json value) {
            if (map.put(key, value) != null) {
                throw alike(key);
            }
            attributes = true;
        }

        void add(String key, Json value, boolean array) {
            List<Json> items = arrays == null ? null : arrays.get(key);
            if (items != null) {
                items.add(value);
                return;
            }
            Json before = map.get(key);
            if (before == null && !array) {
                map.put(key, value);
                return;
            }
            if (before != null && attributes && key.startsWith("@") && before instanceof Json.Scalar) {
                throw alike(key);
            }
            items = array(key);
            if (before != null) {
                items.add(before);
            }
            items.add(value);
        }

        /** From now on it is an array, whatever elements come. */
        List<Json> array(String key) {
            List<Json> items = new ArrayList<>();
            arrays = arrays == null ? new LinkedHashMap<>() : arrays;
            arrays.put(key, items);
            map.put(key, new Json.Items(items));
            return items;
        }

        private static NotConvertible alike(String key) {
            return NotConvertible.notMappable(
                    "two parts of the XML would have the same name in JSON: " + Quoted.name(key));
        }
    }

    private void add(Xml.Element element, Scope outerXml, Scope outerJson, Paths.Place parent, Members members) {
        add(element, outerXml, outerJson, parent, false, members);
    }

    /** @param alone whether it stands by itself, so that it is no list even where one is expected */
    private void add(
            Xml.Element element, Scope outerXml, Scope outerJson, Paths.Place parent, boolean alone, Members members) {
        Naming naming = new Naming(mapping, outerXml, outerJson, element.declared());
        String key = naming.key(element.name(), true);
        Paths.Place place = new Paths.Place(parent, key);
        Json value = value(element, naming, place);
        members.add(key, unmistakable(key, value), !alone && mapping.isArray(place));
    }

    /** What its name alone would make something else of the convention's. */
    private Json unmistakable(String key, Json value) {
        requireElement(key);
        return key.length() > 1 && key.charAt(0) == Mapping.ATTRIBUTE && value instanceof Json.Scalar
                ? new Json.Members(Map.of(mapping.textKey(), value))
                : value;
    }

    private void requireElement(String key) {
        if (key.equals(mapping.textKey()) || key.equals(mapping.contentKey()) || key.startsWith(Mapping.DECLARATION)) {
            throw NotConvertible.notMappable("an element of the XML would be called " + Quoted.name(key)
                    + " in JSON, which stands for something else there");
        }
    }

    private Json value(Xml.Element element, Naming naming, Paths.Place place) {
        boolean parent = isParent(element);
        ValueType type = mapping.type(place);
        Members members = new Members();
        boolean nil = false;
        for (Xml.Attribute attribute : element.attributes()) {
            if (attribute.name().uri().equals(Xml.XSI)) {
                if (isNil(element, attribute, naming)) {
                    nil = true;
                    continue;
                }
                ValueType said = parent || mapping.badgerFish ? null : said(attribute, naming, type, element);
                if (said != null) {
                    type = said;
                    continue;
                }
            }
            attribute(attribute, naming, place, members);
        }
        String text = parent ? "" : element.text();
        if (!text.isEmpty()) {
            naming.value(text);
        }
        if (!parent && members.map.isEmpty() && naming.declared().isEmpty()) {
            return nil ? Json.NULL : leaf(element, text, type);
        }
        Members all = new Members();
        declare(naming.declared(), all);
        members.map.forEach(all::fixed);
        if (!parent) {
            if (!text.isEmpty()) {
                all.fixed(mapping.textKey(), scalar(text, type));
            }
            return new Json.Members(all.map);
        }
        if (all.map.isEmpty() && isMarked(element, Xml.Mark.ARRAY)) {
            return items(element, naming, place);
        }
        if (isOrdered(element)) {
            all.fixed(mapping.contentKey(), content(element, naming, place));
        } else {
            children(element, naming, place, all);
        }
        return new Json.Members(all.map);
    }

    /** Of elements, or of an array that has none; where there is nothing else but text, that is all that counts. */
    private static boolean isParent(Xml.Element element) {
        boolean marked = false;
        for (Xml child : element.children()) {
            if (child instanceof Xml.Element) {
                return true;
            }
            marked |= child instanceof Xml.Mark mark && isOfMembers(mark);
        }
        return marked && !hasText(element);
    }

    private static boolean hasText(Xml.Element element) {
        boolean blanksCount = "preserve".equals(element.attribute(Xml.XML_URI, "space"));
        for (Xml child : element.children()) {
            if (child instanceof Xml.Text text && (blanksCount || !text.isBlank())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfMembers(Xml.Mark mark) {
        return mark.data().startsWith(Xml.Mark.ARRAY + " ");
    }

    /** Nothing but that it is nothing. */
    private static boolean isNil(Xml.Element element, Xml.Attribute attribute, Naming naming) {
        return attribute.name().local().equals("nil")
                && (attribute.value().equals("true") || attribute.value().equals("1"))
                && element.attributes().size() == 1
                && element.children().isEmpty()
                && naming.declared().isEmpty();
    }

    /** What the attribute {@code xsi:type} says that the type of the value says as well; null when there is more to it. */
    private static ValueType said(Xml.Attribute attribute, Naming naming, ValueType hint, Xml.Element element) {
        String value = attribute.value().strip();
        int colon = value.indexOf(':');
        String prefix = colon < 0 ? "" : value.substring(0, colon);
        if (!attribute.name().local().equals("type") || !Xml.XSD.equals(naming.xml(prefix))) {
            return null;
        }
        String type = value.substring(colon + 1);
        if (hint != null && (TEXTS.contains(type) || NUMBERS.contains(type) || type.equals("boolean"))) {
            return hint;
        }
        if (type.equals("string")) {
            return ValueType.TEXT;
        }
        String text = element.text();
        if (NUMBERS.contains(type) && isNumber(text)) {
            return ValueType.NUMBER;
        }
        return type.equals("boolean") && isFlag(text) ? ValueType.BOOLEAN : null;
    }

    private void attribute(Xml.Attribute attribute, Naming naming, Paths.Place place, Members members) {
        String key = Mapping.ATTRIBUTE + naming.key(attribute.name(), false);
        naming.value(attribute.value());
        members.fixed(key, scalar(attribute.value(), mapping.type(new Paths.Place(place, key))));
    }

    private Json leaf(Xml.Element element, String text, ValueType type) {
        if (isMarked(element, Xml.Mark.ARRAY)) {
            return new Json.Items(List.of());
        }
        if (mapping.badgerFish) {
            return new Json.Members(text.isEmpty() ? Map.of() : Map.of(Mapping.DOLLAR, scalar(text, type)));
        }
        if (!text.isEmpty()) {
            return scalar(text, type);
        }
        if (isMarked(element, Xml.Mark.TEXT)) {
            return EMPTY_TEXT;
        }
        if (isMarked(element, Xml.Mark.OBJECT) || mapping.emptyAs == EmptyAs.OBJECT) {
            return new Json.Members(Map.of());
        }
        return mapping.emptyAs == EmptyAs.NULL ? Json.NULL : EMPTY_TEXT;
    }

    private static boolean isMarked(Xml.Element element, String data) {
        return !element.children().isEmpty()
                && element.children().get(0) instanceof Xml.Mark mark
                && mark.data().equals(data);
    }

    private static Json scalar(String text, ValueType type) {
        if (type == ValueType.NUMBER && isNumber(text)) {
            return new Json.Number(text);
        }
        return type == ValueType.BOOLEAN && isFlag(text) ? new Json.Flag(text.equals("true")) : new Json.Text(text);
    }

    static boolean isNumber(String text) {
        return text.length() <= Limits.NUMBER_LENGTH && NUMBER.matcher(text).matches();
    }

    static boolean isFlag(String text) {
        return text.equals("true") || text.equals("false");
    }

    /** In an order of their own, since XML has none for them. */
    private void declare(Map<String, String> found, Members members) {
        if (found.isEmpty()) {
            return;
        }
        Map<String, String> declared = found.size() == 1 ? found : new TreeMap<>(found);
        if (mapping.badgerFish) {
            Map<String, Json> uris = new LinkedHashMap<>();
            declared.forEach((prefix, uri) -> uris.put(prefix.isEmpty() ? Mapping.DOLLAR : prefix, new Json.Text(uri)));
            members.fixed(Mapping.DECLARATION, new Json.Members(uris));
        } else {
            declared.forEach((prefix, uri) -> members.fixed(
                    prefix.isEmpty() ? Mapping.DECLARATION : Mapping.DECLARATION + ":" + prefix, new Json.Text(uri)));
        }
    }

    /** Whether elements and texts must stay in the order in which they are. */
    private boolean isOrdered(Xml.Element element) {
        if (hasText(element)) {
            return true;
        }
        if (!mapping.badgerFish) {
            return false;
        }
        Set<String> before = new HashSet<>();
        Xml.Name last = null;
        for (Xml child : element.children()) {
            if (child instanceof Xml.Element inner) {
                // whatever the namespace: with prefixes declared anew two of them may be the same member
                if (!before.add(inner.name().local()) && !inner.name().equals(last)) {
                    return true;
                }
                last = inner.name();
            }
        }
        return false;
    }

    /** What comments stand between is one text. */
    private Json content(Xml.Element element, Naming naming, Paths.Place place) {
        List<Json> items = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Xml child : element.children()) {
            if (child instanceof Xml.Text part) {
                text.append(part.text());
            } else if (child instanceof Xml.Element inner) {
                addText(text, items);
                Members one = new Members();
                add(inner, naming.xml(), naming.json(), place, true, one);
                items.add(new Json.Members(one.map));
            }
        }
        addText(text, items);
        return new Json.Items(items);
    }

    private static void addText(StringBuilder text, List<Json> items) {
        if (!text.isEmpty()) {
            items.add(new Json.Text(text.toString()));
            text.setLength(0);
        }
    }

    private Json items(Xml.Element element, Naming naming, Paths.Place place) {
        List<Json> items = new ArrayList<>();
        for (Xml.Element item : element.elements()) {
            // Names of items are not kept, so that nothing can be mistaken by them.
            Naming ofItem = new Naming(mapping, naming.xml(), naming.json(), item.declared());
            items.add(value(item, ofItem, new Paths.Place(place, ofItem.key(item.name(), true))));
        }
        return new Json.Items(items);
    }

    private void children(Xml.Element element, Naming naming, Paths.Place place, Members members) {
        for (Xml child : element.children()) {
            if (child instanceof Xml.Element inner) {
                add(inner, naming.xml(), naming.json(), place, members);
            } else if (child instanceof Xml.Mark mark && isOfMembers(mark)) {
                String key = naming.key(mark.data().substring(Xml.Mark.ARRAY.length() + 1));
                requireElement(key);
                if (!members.map.containsKey(key)) {
                    members.array(key);
                }
            }
        }
    }
}
