package dev.productify.manager.esb.conversion;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import java.io.Writer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Mustache template that makes a body (contract E4). It sees maps, lists and texts, and nothing of Java; every value is
 * escaped for what the template writes, whichever braces it uses. What it writes is XML when its text begins with {@code <},
 * else JSON.
 */
final class Template {
    /** Sections within sections. */
    static final int DEPTH = 32;

    /** Values looked at, and items walked over, by one run. */
    static final int STEPS = 500_000;

    private static final Pattern SECTION = Pattern.compile("\\{\\{\\s*([#^/>=])");

    private final com.samskivert.mustache.Template compiled;
    private final boolean xml;

    private Template(com.samskivert.mustache.Template compiled, boolean xml) {
        this.compiled = compiled;
        this.xml = xml;
    }

    /** @throws NotConvertible when it is no template; says why */
    static Template of(TransformationTemplate template) {
        String text = template.text();
        requireShallow(text);
        boolean xml = text.stripLeading().startsWith("<");
        try {
            com.samskivert.mustache.Template compiled = Mustache.compiler()
                    .escapeHTML(false) // the formatter does it for all braces
                    .withFormatter(value -> formatted(value, xml))
                    .withCollector(new Sandbox())
                    .defaultValue("")
                    .compile(text);
            return new Template(compiled, xml);
        } catch (MustacheException e) {
            throw NotConvertible.notMappable("transformationTemplate: " + e.getMessage());
        }
    }

    private static void requireShallow(String text) {
        int depth = 0;
        Matcher tags = SECTION.matcher(text);
        while (tags.find()) {
            switch (tags.group(1)) {
                case "/" -> depth--;
                case ">" -> throw NotConvertible.notMappable("transformationTemplate cannot include others by {{>");
                case "=" -> throw NotConvertible.notMappable("transformationTemplate cannot change its braces by {{=");
                default -> depth++;
            }
            if (depth > DEPTH) {
                throw NotConvertible.notMappable(
                        "transformationTemplate has more than " + DEPTH + " sections in sections");
            }
        }
    }

    boolean writesXml() {
        return xml;
    }

    /** @throws NotConvertible when it takes too long, writes too much or shows what has no form in its text */
    String run(Map<String, Json> values) {
        Bounded out = new Bounded();
        try {
            compiled.execute(new View(new Json.Members(values), new int[1]), out);
        } catch (MustacheException e) {
            throw NotConvertible.notMappable("transformationTemplate cannot be filled: " + e.getMessage());
        }
        return out.text.toString();
    }

    /** A part of the values with parts of its own. */
    private record View(Json value, int[] steps) {
        Object part(Json part) {
            if (++steps[0] > STEPS) {
                throw NotConvertible.notMappable("transformationTemplate takes more than " + STEPS + " steps");
            }
            if (part instanceof Json.Flag flag) {
                return flag.value();
            }
            if (part instanceof Json.Scalar scalar) {
                return scalar.text();
            }
            return part instanceof Json.Null ? null : new View(part, steps);
        }
    }

    private static String formatted(Object value, boolean xml) {
        StringBuilder out = new StringBuilder();
        if (value instanceof View view) {
            if (xml) {
                throw NotConvertible.notMappable(
                        "transformationTemplate shows an object or array as a text of XML; name one of its values");
            }
            return JsonWriter.write(view.value(), 256);
        }
        if (xml) {
            XmlWriter.escape(String.valueOf(value), true, out);
            return out.toString().replace("'", "&#39;"); // the template may quote by it
        } else {
            JsonWriter.escape(String.valueOf(value), out);
        }
        return out.toString();
    }

    /** What jmustache may do with values: look up members, walk over items. */
    private static final class Sandbox implements Mustache.Collector {
        private static final Mustache.VariableFetcher MEMBER = (context, name) -> {
            View view = (View) context;
            Json part = ((Json.Members) view.value()).members().get(name);
            return part == null ? com.samskivert.mustache.Template.NO_FETCHER_FOUND : view.part(part);
        };

        @Override
        public Iterator<?> toIterator(Object value) {
            if (value instanceof List<?> nothing && nothing.isEmpty()) {
                return nothing.iterator(); // what jmustache itself has for null and for what is absent
            }
            if (!(value instanceof View view) || !(view.value() instanceof Json.Items array)) {
                return null;
            }
            List<Json> items = array.items();
            return items.stream().map(view::part).iterator();
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return context instanceof View view && view.value() instanceof Json.Members ? MEMBER : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new HashMap<>();
        }
    }

    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int length) {
            require(length);
            text.append(chars, from, length);
        }

        @Override
        public void write(String added) {
            require(added.length());
            text.append(added);
        }

        private void require(int more) {
            if (text.length() + more > Limits.BYTES) {
                throw NotConvertible.tooLarge("transformationTemplate writes more than " + Limits.BYTES + " bytes");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
