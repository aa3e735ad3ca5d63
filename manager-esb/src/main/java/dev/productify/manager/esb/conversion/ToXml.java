package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as XML. */
final class ToXml {
    private static final Xml.Mark ARRAY = new Xml.Mark(Xml.Mark.ARRAY);
    private static final Xml.Mark OBJECT = new Xml.Mark(Xml.Mark.OBJECT);
    private static final Xml.Mark TEXT = new Xml.Mark(Xml.Mark.TEXT);
    private static final String XSI_PREFIX = "xsi";

    private final Mapping mapping;
    /** SOAP forbids processing instructions, and with them marks. */
    private final boolean marks;

    private boolean nil;

    private ToXml(Mapping mapping, boolean marks) {
        this.mapping = mapping;
        this.marks = marks;
    }

    /**
     * One element: the single member, or the element of the root's name around whatever there is.
     *
     * @param marks whether what XML has no way to say may be marked; else it is said plainly, or refused where it would be
     *     lost
     * @throws NotConvertible when it has no form in XML
     */
    static Xml.Element root(Json json, Mapping mapping, boolean marks) {
        ToXml conversion = new ToXml(mapping, marks);
        Map.Entry<String, Json> single = single(json, mapping);
        Xml.Element root = single != null
                ? conversion.element(single.getKey(), single.getValue(), mapping.scope, null)
                : conversion.element(mapping.rootName, json, mapping.scope, null);
        return conversion.declaring(root, !mapping.namespaces.isEmpty());
    }

    /** The elements that the members of an object are, each of which stands for itself. */
    static List<Xml.Element> roots(Json json, Mapping mapping) {
        if (!(json instanceof Json.Members object)) {
            throw NotConvertible.notMappable(Mapping.HEADER + " must be an object");
        }
        ToXml conversion = new ToXml(mapping, false);
        List<Xml> found = new ArrayList<>();
        object.members().forEach((key, value) -> conversion.elements(key, value, mapping.scope, null, found));
        List<Xml.Element> roots = new ArrayList<>();
        for (Xml root : found) {
            roots.add(conversion.declaring((Xml.Element) root, !mapping.namespaces.isEmpty()));
        }
        return roots;
    }

    private static Map.Entry<String, Json> single(Json json, Mapping mapping) {
        if (!(json instanceof Json.Members object) || object.members().size() != 1) {
            return null;
        }
        Map.Entry<String, Json> member = object.members().entrySet().iterator().next();
        boolean ofRoot =
                !(member.getValue() instanceof Json.Items) && !isOwn(member.getKey(), member.getValue(), mapping);
        return ofRoot ? member : null;
    }

    /** Whether the convention says something by it, so that it is no element. */
    private static boolean isOwn(String key, Json value, Mapping mapping) {
        if (key.length() > 1 && key.charAt(0) == Mapping.ATTRIBUTE) {
            return value instanceof Json.Scalar || key.equals(Mapping.DECLARATION);
        }
        return key.equals(mapping.textKey()) && value instanceof Json.Scalar
                || key.equals(mapping.contentKey()) && value instanceof Json.Items;
    }

    private Xml.Element declaring(Xml.Element root, boolean own) {
        if (!own && !nil) {
            return root;
        }
        Map<String, String> declared = new LinkedHashMap<>(mapping.namespaces);
        if (nil) {
            declared.put(XSI_PREFIX, Xml.XSI);
        }
        declared.putAll(root.declared());
        return new Xml.Element(root.name(), declared, root.attributes(), root.children());
    }

    private Xml.Element element(String key, Json value, Scope outer, Paths.Place parent) {
        requireElement(key);
        Paths.Place place = new Paths.Place(parent, key);
        if (value instanceof Json.Members object) {
            return element(key, object.members(), outer, place);
        }
        Xml.Name name = name(key, outer, true);
        if (value instanceof Json.Scalar scalar) {
            return leaf(name, text(scalar));
        }
        if (value instanceof Json.Items array) {
            return array(name, array.items(), outer, place);
        }
        if (mapping.emptyAs == EmptyAs.NULL && !mapping.badgerFish) {
            return leaf(name, List.of());
        }
        nil = true;
        Xml.Attribute attribute = new Xml.Attribute(new Xml.Name(XSI_PREFIX, Xml.XSI, "nil"), "true");
        return new Xml.Element(name, Map.of(), List.of(attribute), List.of());
    }

    private static Xml.Element leaf(Xml.Name name, List<Xml> children) {
        return new Xml.Element(name, Map.of(), List.of(), children);
    }

    private List<Xml> text(Json.Scalar scalar) {
        String text = scalar.text();
        if (!text.isEmpty()) {
            return List.of(new Xml.Text(text));
        }
        return marks && !mapping.badgerFish && mapping.emptyAs != EmptyAs.TEXT ? List.of(TEXT) : List.of();
    }

    /** Of an array that is an item of an array, or the whole document. */
    private Xml.Element array(Xml.Name name, List<Json> items, Scope scope, Paths.Place place) {
        List<Xml> children = new ArrayList<>(items.size() + 1);
        if (marks) {
            children.add(ARRAY);
        } else if (items.isEmpty()) {
            throw nothingLeft(name.local());
        }
        for (Json item : items) {
            children.add(element(Mapping.ITEM, item, scope, place));
        }
        return leaf(name, children);
    }

    private Xml.Element element(String key, Map<String, Json> members, Scope outer, Paths.Place place) {
        Map<String, String> declared = declared(members);
        Scope scope = outer.with(declared);
        Xml.Name name = name(key, scope, true);
        if (members.isEmpty()) {
            boolean marked = marks && !mapping.badgerFish && mapping.emptyAs != EmptyAs.OBJECT;
            return leaf(name, marked ? List.of(OBJECT) : List.of());
        }
        List<Xml.Attribute> attributes = null;
        List<Xml> children = new ArrayList<>(members.size());
        for (Map.Entry<String, Json> member : members.entrySet()) {
            String of = member.getKey();
            Json value = member.getValue();
            char first = of.isEmpty() ? ' ' : of.charAt(0);
            if (first == Mapping.ATTRIBUTE && isDeclaration(of, value)) {
                continue;
            }
            if (first == Mapping.ATTRIBUTE && of.length() > 1 && value instanceof Json.Scalar scalar) {
                attributes = attributes == null ? new ArrayList<>(4) : attributes;
                add(attributes, new Xml.Attribute(name(of.substring(1), scope, false), scalar.text()));
            } else if (of.equals(mapping.textKey()) && value instanceof Json.Scalar scalar) {
                if (members.size() == 1) {
                    children.addAll(text(scalar)); // nothing but a text, which may be the empty one
                } else if (!scalar.text().isEmpty()) {
                    children.add(new Xml.Text(scalar.text()));
                }
            } else if (of.equals(mapping.contentKey()) && value instanceof Json.Items content) {
                content(content.items(), scope, place, children);
            } else {
                elements(of, value, scope, place, children);
            }
        }
        return new Xml.Element(name, declared, attributes == null ? List.of() : attributes, children);
    }

    private static void add(List<Xml.Attribute> attributes, Xml.Attribute added) {
        for (Xml.Attribute attribute : attributes) {
            if (attribute.name().is(added.name().uri(), added.name().local())) {
                throw NotConvertible.notMappable("an element would have two attributes "
                        + Quoted.name(added.name().local()));
            }
        }
        if (attributes.size() >= Limits.ATTRIBUTES) {
            throw NotConvertible.notMappable("an element would have more than " + Limits.ATTRIBUTES + " attributes");
        }
        attributes.add(added);
    }

    private void content(List<Json> items, Scope scope, Paths.Place place, List<Xml> children) {
        for (Json item : items) {
            if (item instanceof Json.Scalar scalar) {
                children.add(new Xml.Text(scalar.text()));
            } else if (item instanceof Json.Members object) {
                object.members().forEach((key, value) -> children.add(element(key, value, scope, place)));
            } else {
                throw NotConvertible.notMappable("in " + mapping.contentKey() + " there are texts and objects only");
            }
        }
    }

    /** What the convention says something else by cannot come back as an element. */
    private void requireElement(String key) {
        if (key.equals(mapping.textKey()) || key.equals(mapping.contentKey()) || key.startsWith(Mapping.DECLARATION)) {
            throw NotConvertible.notMappable(
                    "the member " + Quoted.name(key) + " has a value of another kind than the convention has for it");
        }
    }

    /** The elements that a member stands for: one, or as many as an array has items. */
    private void elements(String key, Json value, Scope scope, Paths.Place parent, List<Xml> children) {
        if (!(value instanceof Json.Items array)) {
            children.add(element(key, value, scope, parent));
            return;
        }
        List<Json> items = array.items();
        requireElement(key);
        if (items.size() < 2) {
            mark(key, items, scope, parent, children);
        }
        for (Json item : items) {
            children.add(element(key, item, scope, parent));
        }
    }

    private void mark(String key, List<Json> items, Scope scope, Paths.Place parent, List<Xml> children) {
        boolean known = items.size() == 1 && mapping.isArray(new Paths.Place(parent, key));
        if (marks && !known) {
            children.add(
                    new Xml.Mark(Xml.Mark.ARRAY + " " + name(key, scope, true).qualified()));
        } else if (!marks && items.isEmpty()) {
            throw nothingLeft(key);
        }
    }

    private static NotConvertible nothingLeft(String name) {
        return NotConvertible.notMappable(
                "the array " + Quoted.name(name) + " has no items, which has no form in SOAP; leave it out");
    }

    private Map<String, String> declared(Map<String, Json> members) {
        Map<String, String> declared = null;
        for (Map.Entry<String, Json> member : members.entrySet()) {
            String key = member.getKey();
            if (!key.startsWith(Mapping.DECLARATION) || !isDeclaration(key, member.getValue())) {
                continue;
            }
            declared = declared == null ? new LinkedHashMap<>() : declared;
            if (member.getValue() instanceof Json.Members namespaces) {
                for (Map.Entry<String, Json> one : namespaces.members().entrySet()) {
                    String prefix = one.getKey().equals(Mapping.DOLLAR) ? "" : one.getKey();
                    declare(prefix, one.getValue() instanceof Json.Text uri ? uri.text() : null, declared);
                }
            } else {
                int length = Mapping.DECLARATION.length();
                String prefix = key.length() == length ? "" : key.substring(length + 1);
                declare(prefix, member.getValue() instanceof Json.Text uri ? uri.text() : null, declared);
            }
        }
        return declared == null ? Map.of() : declared;
    }

    private boolean isDeclaration(String key, Json value) {
        if (key.equals(Mapping.DECLARATION)) {
            return value instanceof Json.Scalar || value instanceof Json.Members;
        }
        return key.startsWith(Mapping.DECLARATION)
                && key.charAt(Mapping.DECLARATION.length()) == ':'
                && value instanceof Json.Scalar;
    }

    private static void declare(String prefix, String uri, Map<String, String> declared) {
        boolean named = prefix.isEmpty() || prefix.equals(XmlNames.encode(prefix)) && prefix.indexOf(':') < 0;
        boolean reserved = prefix.equals("xml")
                || prefix.equals("xmlns")
                || Xml.XML_URI.equals(uri)
                || "http://www.w3.org/2000/xmlns/".equals(uri);
        if (!named || uri == null || uri.isEmpty() && !prefix.isEmpty() || reserved && !isTheXmlPrefix(prefix, uri)) {
            throw NotConvertible.notMappable(Mapping.DECLARATION + " cannot declare the prefix " + Quoted.name(prefix));
        }
        declared.put(prefix, uri);
    }

    private static boolean isTheXmlPrefix(String prefix, String uri) {
        return prefix.equals("xml") && uri.equals(Xml.XML_URI);
    }

    /** A prefix is one where it is declared; else the colon is a character that names cannot have. */
    private static Xml.Name name(String key, Scope scope, boolean ofElement) {
        if (key.length() > Limits.NAME_LENGTH) {
            throw NotConvertible.notMappable("the body has a name of more than " + Limits.NAME_LENGTH + " characters");
        }
        int colon = key.indexOf(':');
        if (colon > 0) {
            String prefix = key.substring(0, colon);
            String uri = scope.uri(prefix);
            if (uri != null) {
                return named(prefix, uri, key.substring(colon + 1));
            }
        }
        return named("", ofElement ? scope.uri("") : "", key);
    }

    /** What is escaped is longer, and parsers have limits of their own: the JDK's takes 1,000 characters. */
    private static Xml.Name named(String prefix, String uri, String local) {
        Xml.Name name = new Xml.Name(prefix, uri, XmlNames.encode(local));
        if (prefix.length() + name.local().length() >= Limits.NAME_LENGTH + (prefix.isEmpty() ? 1 : 0)) {
            throw NotConvertible.notMappable(
                    "in XML the body would have a name of more than " + Limits.NAME_LENGTH + " characters");
        }
        return name;
    }
}
