package dev.productify.manager.esb.conversion;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import java.io.Writer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    // Around names jmustache passes over all that String.trim does.
    private static final Pattern SECTION = Pattern.compile("\\{\\{[\\x00-\\x20]*([#^/>=<$])");

    private static final Pattern NAMELESS =
            Pattern.compile("\\{\\{[{&#^/$]?[\\x00-\\x20]*(?:\\.{2,}[\\x00-\\x20]*)?\\}");

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
        requireNames(text);
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

    /** jmustache looks at the first character of each name, and at its first part, which dots alone do not make. */
    private static void requireNames(String text) {
        if (NAMELESS.matcher(text).find()) {
            throw NotConvertible.notMappable("transformationTemplate has a tag without a name");
        }
    }

    private static void requireShallow(String text) {
        int depth = 0;
        Matcher tags = SECTION.matcher(text);
        while (tags.find()) {
            switch (tags.group(1)) {
                case "/" -> depth--;
                case ">", "<" ->
                    throw NotConvertible.notMappable(
                            "transformationTemplate cannot include others by {{" + tags.group(1));
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
            compiled.execute(new View(new Json.Members(values), new Run(out)), out);
        } catch (MustacheException e) {
            throw NotConvertible.notMappable("transformationTemplate cannot be filled: " + e.getMessage());
        }
        return out.text.toString();
    }

    /** What is filled now. */
    private static final class Run {
        final Bounded out;
        private int steps;

        Run(Bounded out) {
            this.out = out;
        }

        void step() {
            if (++steps > STEPS) {
                throw NotConvertible.notMappable("transformationTemplate takes more than " + STEPS + " steps");
            }
        }
    }

    /** A part of the values, as jmustache hands it on: what is to be shown, or with parts of its own. */
    private record View(Json value, Run run) {
        Object part(Json part) {
            run.step();
            if (part instanceof Json.Flag flag) {
                return flag.value();
            }
            return part instanceof Json.Null ? null : new View(part, run);
        }

        /** Never null: names are looked up in it. */
        Object item(Json item) {
            Object part = part(item);
            return part == null ? new View(Json.NULL, run) : part;
        }
    }

    /**
     * A value as it is written at its place. In JSON that depends on quotes around it: within them it is the content of the
     * text, outside of them one value, in quotes of its own unless it is a number or a flag. So it never ends what the
     * template began.
     */
    private static String formatted(Object value, boolean xml) {
        View view = value instanceof View shown ? shown : null;
        if (view != null && view.value() instanceof Json.Null) {
            return xml || view.run().out.isQuoted() ? "" : "null";
        }
        if (view == null || view.value() instanceof Json.Scalar) {
            String text = view == null ? String.valueOf(value) : ((Json.Scalar) view.value()).text();
            return xml ? ofXml(text) : view == null ? text : ofJson(view, text);
        }
        if (xml) {
            throw NotConvertible.notMappable(
                    "transformationTemplate shows an object or array as a text of XML; name one of its values");
        }
        String json = JsonWriter.write(view.value(), 256);
        return view.run().out.isQuoted() ? escaped(json) : json;
    }

    private static String ofXml(String text) {
        StringBuilder out = new StringBuilder();
        XmlWriter.escape(text, true, out);
        return out.toString().replace("'", "&#39;"); // the template may quote by it
    }

    private static String ofJson(View view, String text) {
        if (view.run().out.isQuoted()) {
            return escaped(text);
        }
        boolean plain = !(view.value() instanceof Json.Text) || ToJson.isNumber(text) || ToJson.isFlag(text);
        return plain ? text : '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        JsonWriter.escape(text, out);
        return out.toString();
    }

    /** What jmustache may do with values: look up members, walk over items. */
    private static final class Sandbox implements Mustache.Collector {
        private static final Mustache.VariableFetcher MEMBER = (context, name) -> {
            View view = (View) context;
            Json part = view.value() instanceof Json.Members object
                    ? object.members().get(name)
                    : null;
            return part == null ? com.samskivert.mustache.Template.NO_FETCHER_FOUND : view.part(part);
        };

        @Override
        public Iterator<?> toIterator(Object value) {
            if (value instanceof List<?> nothing && nothing.isEmpty()) {
                return nothing.iterator(); // what jmustache itself has for null and for what is absent
            }
            if (!(value instanceof View view)) {
                return null;
            }
            if (view.value() instanceof Json.Null) {
                return Collections.emptyIterator();
            }
            return view.value() instanceof Json.Items array
                    ? array.items().stream().map(view::item).iterator()
                    : null;
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            // it is kept by the class of the context, so what it is must not hang on the value
            return context instanceof View ? MEMBER : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>(); // of the template, which many threads fill at once
        }
    }

    /** What was written so far, and whether it ends within quotes of JSON. */
    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();
        private int looked;
        private boolean quoted;

        boolean isQuoted() {
            for (; looked < text.length(); looked++) {
                char c = text.charAt(looked);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\\' && quoted) {
                    looked++;
                }
            }
            return quoted;
        }

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
