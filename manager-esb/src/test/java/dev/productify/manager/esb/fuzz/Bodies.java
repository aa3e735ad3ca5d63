package dev.productify.manager.esb.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.ValuePath;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What the targets share: options that a byte stands for, conversions of text, and readers that are not ours. */
final class Bodies {
    static final String JSON = "application/json";
    static final String XML = "application/xml";

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final SAXParserFactory SAX = sax();

    private Bodies() {}

    private static SAXParserFactory sax() {
        System.setProperty("jdk.xml.maxXMLNameLimit", "100000"); // ours have limits of their own
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The digits from {@code 0} to {@code 7}, and the characters around them, are options that seeds can say by hand. */
    static Conversion options(byte chosen) {
        boolean detailed = (chosen & 2) != 0;
        return new Conversion(
                (chosen & 1) != 0 ? Convention.BADGERFISH : Convention.COMPACT,
                detailed ? List.of(ValuePath.parse("//l")) : List.of(),
                detailed
                        ? Map.of(
                                ValuePath.parse("//n"), ValueType.NUMBER,
                                ValuePath.parse("//f"), ValueType.BOOLEAN)
                        : Map.of(),
                (chosen & 4) != 0 ? Map.of("p", "urn:p", "", "urn:d") : Map.of(),
                "root",
                (chosen & 64) != 0 ? EmptyAs.NULL : (chosen & 8) != 0 ? EmptyAs.OBJECT : EmptyAs.TEXT,
                (chosen & 128) != 0 ? SoapVersion.SOAP_1_2 : SoapVersion.SOAP_1_1,
                Optional.of("urn:action"));
    }

    static Converter converter(MessageType input, MessageType output, Conversion options) {
        return new Converter(Optional.of(input), Optional.of(output), Optional.empty(), options);
    }

    static Converter.Body body(String text, String type) {
        return new Converter.Body(text.getBytes(StandardCharsets.UTF_8), type, null);
    }

    static String text(Converter.Converted converted) {
        return new String(converted.bytes(), StandardCharsets.UTF_8);
    }

    /** Converts what was made by a conversion before, which is refused only where it grew beyond a limit. */
    static Optional<String> again(Converter converter, String made, String type) {
        try {
            return Optional.of(text(converter.request(body(made, type), Map::of)));
        } catch (NotConvertible refused) {
            if (refused.getMessage().contains("more than")
                    || refused.getMessage().contains("beyond a limit")) {
                return Optional.empty();
            }
            throw new AssertionError("what was made cannot be read: " + made, refused);
        }
    }

    static void requireEqual(String wanted, String found) {
        if (!found.equals(wanted)) {
            throw new AssertionError("became another:\n" + wanted + "\n" + found);
        }
    }

    /** A list is no single root, and gets one each time. */
    static void requireSame(String wanted, String found) {
        if (!found.equals("{\"root\":" + wanted + "}")) {
            requireEqual(wanted, found);
        }
    }

    static void requireJson(String json) {
        try (JsonParser parser = STRICT.createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one value: " + json);
            }
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    /** By the JDK's reader. */
    static void requireXml(String xml) {
        parse(xml, new DefaultHandler());
    }

    /** Elements in each other, and how many attributes they have, whatever their names are. */
    static String shapeOfXml(String xml) {
        StringBuilder shape = new StringBuilder();
        parse(xml, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String qualified, Attributes attributes) {
                shape.append('(').append(attributes.getLength());
            }

            @Override
            public void endElement(String uri, String local, String qualified) {
                shape.append(')');
            }
        });
        return shape.toString();
    }

    private static void parse(String xml, DefaultHandler handler) {
        try {
            SAX.newSAXParser().parse(new InputSource(new StringReader(xml)), handler);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("no XML: " + xml, e);
        }
    }
}
