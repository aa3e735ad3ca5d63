package dev.productify.manager.esb.conversion;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * Reads XML 1.0 with namespaces. A document type is refused as soon as it is seen, so that nothing is ever declared, fetched or
 * expanded; comments and processing instructions are left out, but for our own {@link Xml.Mark}s.
 */
final class XmlReader {
    private static final WstxInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private int nodes;

    private XmlReader(XMLStreamReader reader) {
        this.reader = reader;
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Limits.DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, Limits.ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Limits.ATTRIBUTE_LENGTH);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) Limits.NODES);
        factory.setProperty(WstxInputProperties.P_RETURN_NULL_FOR_DEFAULT_NAMESPACE, false);
        factory.configureForSpeed();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // names of strangers, which would only fill the table
        factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        return factory;
    }

    /** @throws NotConvertible */
    static Xml.Element read(String text) {
        requireCharacters(text);
        XMLStreamReader reader = null;
        try {
            reader = FACTORY.createXMLStreamReader(new StringReader(text));
            return new XmlReader(reader).document();
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof XMLStreamException cause) { // of what is read only when it is asked for
                throw malformed(cause);
            }
            throw e;
        } finally {
            close(reader);
        }
    }

    /** The two that are none, and that Woodstox does not look for in comments and instructions. */
    private static void requireCharacters(String text) {
        if (text.indexOf('\uFFFE') >= 0 || text.indexOf('\uFFFF') >= 0) {
            throw NotConvertible.notMappable("the body is not well-formed XML: it has U+FFFE or U+FFFF");
        }
    }

    private static NotConvertible malformed(XMLStreamException e) {
        String where = e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        String message = String.valueOf(e.getMessage());
        if (message.contains("limit (")) {
            return NotConvertible.notMappable("the body goes beyond a limit of XML: " + Limits.DEPTH + " levels, "
                    + Limits.ATTRIBUTES + " attributes of an element, " + Limits.ATTRIBUTE_LENGTH
                    + " characters of an attribute, " + Limits.NODES + " parts" + where);
        }
        return NotConvertible.notMappable("the body is not well-formed XML" + where);
    }

    private static void close(XMLStreamReader reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text cannot fail to be closed", e);
        }
    }

    private Xml.Element document() throws XMLStreamException {
        if (reader.getVersion() != null && !reader.getVersion().equals("1.0")) {
            throw NotConvertible.notMappable("the body is in XML " + Quoted.name(reader.getVersion()) + ", not in 1.0");
        }
        Xml.Element root = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = element(1);
            } else if (event == XMLStreamConstants.DTD) {
                throw NotConvertible.notMappable("the body has a DOCTYPE, which is never read; leave it out");
            }
        }
        return root;
    }

    private Xml.Element element(int depth) throws XMLStreamException {
        if (depth > Limits.DEPTH) {
            throw Limits.tooDeep();
        }
        Xml.Name name = new Xml.Name(orEmpty(reader.getPrefix()), orEmpty(reader.getNamespaceURI()), local());
        Map<String, String> declared = declared();
        List<Xml.Attribute> attributes = attributes();
        nodes += 1 + attributes.size() + declared.size();
        if (nodes > Limits.NODES) {
            throw Limits.tooWide();
        }
        List<Xml> children = children(depth);
        return new Xml.Element(name, declared, attributes, children);
    }

    private List<Xml> children(int depth) throws XMLStreamException {
        List<Xml> children = null;
        while (true) {
            Xml child = switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> element(depth + 1);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    new Xml.Text(reader.getText());
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> mark();
                case XMLStreamConstants.COMMENT -> null;
                case XMLStreamConstants.END_ELEMENT -> {
                    yield END;
                }
                default ->
                    throw NotConvertible.notMappable("the body refers to an entity that only a DOCTYPE could declare");
            };
            if (child == END) {
                return children == null ? List.of() : children;
            }
            if (child != null) {
                if (children == null) {
                    children = new ArrayList<>(4);
                }
                if (!(child instanceof Xml.Element) && ++nodes > Limits.NODES) {
                    throw Limits.tooWide();
                }
                children.add(child);
            }
        }
    }

    private static final Xml END = new Xml.Text("");

    /** Null when it is not ours. */
    private Xml mark() {
        return reader.getPITarget().equals(Xml.Mark.TARGET)
                ? new Xml.Mark(orEmpty(reader.getPIData()).strip())
                : null;
    }

    private Map<String, String> declared() {
        int count = reader.getNamespaceCount();
        if (count == 0) {
            return Map.of();
        }
        if (count > Limits.ATTRIBUTES) {
            throw Limits.tooWide();
        }
        Map<String, String> declared = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            declared.put(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
        }
        return declared;
    }

    private List<Xml.Attribute> attributes() {
        int count = reader.getAttributeCount();
        if (count == 0) {
            return List.of();
        }
        List<Xml.Attribute> attributes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Xml.Name name = new Xml.Name(
                    orEmpty(reader.getAttributePrefix(i)),
                    orEmpty(reader.getAttributeNamespace(i)),
                    reader.getAttributeLocalName(i));
            attributes.add(new Xml.Attribute(name, reader.getAttributeValue(i)));
        }
        return attributes;
    }

    private String local() {
        String local = reader.getLocalName();
        if (local.length() > Limits.NAME_LENGTH) {
            throw NotConvertible.notMappable("the body has a name of more than " + Limits.NAME_LENGTH + " characters");
        }
        return local;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
