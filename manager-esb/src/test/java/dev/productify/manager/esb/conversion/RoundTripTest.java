package dev.productify.manager.esb.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules promise to return does, for documents that nobody thought of. */
class RoundTripTest {
    private static final long MILLIS = 600;
    private static final int LEAST = 50;
    private static final String[] KEYS = {
        "a",
        "b",
        "order",
        "A.b-c",
        "with space",
        "1st",
        "a:b",
        "größe",
        "日本",
        "😀",
        "_x0041_",
        "_x0020_",
        "_x_",
        "",
        "-",
        "xml",
        "item",
        "root",
        "json",
        "a/b",
        "<",
        "&",
        "\n",
        "\u0001",
        "_x005F_",
        "$$",
        "_x_x0020_"
    };
    private static final String[] TEXTS = {
        "",
        " ",
        "x",
        "007",
        "1e400",
        "<b>&amp;</b>",
        "]]>",
        "\r\n\t",
        " \n",
        "ü😀",
        "a:b",
        "true",
        "null",
        "\u0085\u2028",
        "{\"a\":1}",
        "--",
        "?>",
        "&#0;",
        "\u007f"
    };

    private final Random random = new Random(20261122);

    private void forAWhile(Runnable one) {
        long end = System.nanoTime() + MILLIS * 1_000_000;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            one.run();
        }
    }

    private String key() {
        String key = KEYS[random.nextInt(KEYS.length)];
        return random.nextInt(4) == 0 ? key + KEYS[random.nextInt(KEYS.length)] : key;
    }

    private String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return random.nextInt(3) == 0 ? text + TEXTS[random.nextInt(TEXTS.length)] : text;
    }

    /** Numbers and flags are where the hints say so: below n and f. */
    private Json json(int depth) {
        int kind = random.nextInt(depth <= 0 ? 4 : 7);
        return switch (kind) {
            case 0, 1 -> new Json.Text(text());
            case 2 -> Json.NULL;
            case 3 -> new Json.Members(Map.of());
            case 4 -> new Json.Items(items(depth));
            default -> members(depth);
        };
    }

    private List<Json> items(int depth) {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(json(depth - 1));
        }
        return items;
    }

    private Json.Members members(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> members.put("n", new Json.Number(number()));
                case 1 -> members.put("f", new Json.Flag(random.nextBoolean()));
                default -> members.put(key(), json(depth - 1));
            }
        }
        return new Json.Members(members);
    }

    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> "1e400";
            case 1 -> "12345678901234567890.0";
            case 2 -> "-0";
            case 3 -> Double.toString(random.nextGaussian());
            default -> Long.toString(random.nextLong());
        };
    }

    @ParameterizedTest
    @EnumSource(EmptyAs.class)
    void jsonReturnsFromXml(EmptyAs emptyAs) {
        Said said = Said.compact()
                .emptyAs(emptyAs)
                .type("//n", ValueType.NUMBER)
                .type("//f", ValueType.BOOLEAN)
                .root("wrapper-that-nobody-uses");
        forAWhile(() -> {
            Json inner = random.nextInt(10) == 0 ? json(3) : members(4);
            Json root = new Json.Members(Map.of("root", inner instanceof Json.Items ? members(2) : inner));
            String json = JsonWriter.write(root, 64);

            assertThat(said.json(said.xml(json))).as(json).isEqualTo(json);

            String whole = JsonWriter.write(inner, 64);
            Json back = JsonReader.read(said.json(said.xml("{\"x\":" + whole + ",\"y\":\"\"}")));
            assertThat(JsonWriter.write(back, 64))
                    .isEqualTo("{\"wrapper-that-nobody-uses\":{\"x\":" + whole + ",\"y\":\"\"}}");
        });
    }

    private static final String[] NAMES = {
        "a", "b", "c", "größe", "_x0041_", "_x0020_", "x.y", "_", "item", "_x005F_x0020_"
    };
    private static final String[] URIS = {"", "urn:a", "urn:b"};

    private Xml.Element element(int depth, Scope scope) {
        Map<String, String> declared = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            declared.put("p" + random.nextInt(2), URIS[1 + random.nextInt(2)]);
        }
        if (random.nextInt(6) == 0) {
            declared.put("", URIS[random.nextInt(3)]);
        }
        Scope inner = scope.with(declared);
        Xml.Name name = name(inner, true);
        List<Xml.Attribute> attributes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Xml.Name attribute = name(inner, false);
            if (attributes.stream().noneMatch(other -> other.name().is(attribute.uri(), attribute.local()))) {
                attributes.add(new Xml.Attribute(attribute, text()));
            }
        }
        List<Xml> children = new ArrayList<>();
        boolean mixed = random.nextInt(4) == 0;
        int count = depth <= 0 ? 0 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            if (mixed
                    && random.nextBoolean()
                    && (children.isEmpty() || children.get(children.size() - 1) instanceof Xml.Element)) {
                children.add(new Xml.Text("t" + text()));
            }
            children.add(element(depth - 1, inner));
        }
        if (count == 0 && random.nextBoolean()) {
            String text = text();
            if (!text.isEmpty()) {
                children.add(new Xml.Text(text));
            }
        }
        return new Xml.Element(name, declared, attributes, children);
    }

    private Xml.Name name(Scope scope, boolean ofElement) {
        String prefix = random.nextInt(3) == 0 ? "p" + random.nextInt(2) : "";
        String uri = scope.uri(prefix);
        if (uri == null) {
            prefix = "";
            uri = scope.uri("");
        }
        return new Xml.Name(prefix, prefix.isEmpty() && !ofElement ? "" : uri, NAMES[random.nextInt(NAMES.length)]);
    }

    /** What of an element has a meaning; with the order of children or without that of different names. */
    private static String meaning(Xml.Element element, boolean ordered) {
        List<String> attributes = new ArrayList<>();
        element.attributes()
                .forEach(attribute -> attributes.add(
                        attribute.name().uri() + "|" + attribute.name().local() + "=" + attribute.value()));
        Collections.sort(attributes);
        List<String> children = new ArrayList<>();
        boolean hasText =
                element.children().stream().anyMatch(child -> child instanceof Xml.Text text && !text.isBlank());
        boolean hasElements = !element.elements().isEmpty();
        for (Xml child : element.children()) {
            if (child instanceof Xml.Element inner) {
                children.add(meaning(inner, ordered));
            } else if (child instanceof Xml.Text text && (!hasElements || hasText)) {
                children.add("'" + text.text() + "'");
            }
        }
        if (!ordered && !(hasText && hasElements)) {
            Collections.sort(children);
        }
        return "<" + element.name().uri() + "|" + element.name().local() + attributes + children + ">";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void xmlReturnsFromJson(boolean badgerFish) {
        Said said = badgerFish ? Said.badgerFish() : Said.compact();
        forAWhile(() -> {
            Xml.Element root = element(4, Scope.NONE);
            String xml = XmlWriter.write(root, 64);

            Xml.Element back = XmlReader.read(said.xml(said.json(xml)));

            assertThat(meaning(back, badgerFish)).as(xml).isEqualTo(meaning(XmlReader.read(xml), badgerFish));
            assertThat(said.json(said.xml(said.json(xml)))).isEqualTo(said.json(xml));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"_x0", " :1é-\u0300\u00B7.x", "_x5F0", "\u0001a_x_"})
    void everyNameReturns(String letters) {
        forAWhile(() -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(16); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String name = XmlNames.encode(text.toString());
            assertThat(XmlNames.decode(name)).isEqualTo(text.toString());
            assertThat(Said.compact().json("<" + name + "/>")).isNotNull();
            String given = "a" + text.toString().replaceAll("[^A-Za-z0-9_]", "_");
            assertThat(XmlNames.encode(XmlNames.decode(given))).isEqualTo(given);
        });
    }
}
