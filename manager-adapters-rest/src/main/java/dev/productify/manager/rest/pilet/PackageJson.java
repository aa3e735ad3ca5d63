package dev.productify.manager.rest.pilet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code package.json} says of a pilet.
 *
 * @param main the main file, as it stands there
 * @param custom what is meant for shells, as JSON
 */
record PackageJson(
        PiletName name,
        SemanticVersion version,
        Optional<Description> description,
        Optional<String> main,
        Optional<String> custom) {
    static final String FILE = "package.json";
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_CUSTOM = 64 * 1024;
    private static final int MOST_DEPENDENCIES = 200;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    static PackageJson of(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException malformed) {
            throw ManagerException.badInput("package.json is not well-formed JSON");
        }
        if (!root.isObject()) {
            throw ManagerException.badInput("package.json is no JSON object");
        }
        return new PackageJson(
                new PiletName(demanded(root, "name")),
                new SemanticVersion(demanded(root, "version")),
                text(root, "description").flatMap(PackageJson::description),
                text(root, "main").filter(main -> !main.isEmpty()),
                custom(root.get("custom")));
    }

    private static String demanded(JsonNode root, String member) {
        return text(root, member)
                .orElseThrow(
                        () -> ManagerException.badInput("package.json names no " + member + "; give it as a text"));
    }

    private static Optional<String> text(JsonNode root, String member) {
        return Optional.ofNullable(root.get(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** npm takes any; what we could not keep is left out, or cut. */
    private static Optional<Description> description(String text) {
        String fit = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .limit(Description.MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return fit.isEmpty() ? Optional.empty() : Optional.of(new Description(fit));
    }

    private static Optional<String> custom(JsonNode custom) {
        if (custom == null || custom.isNull()) {
            return Optional.empty();
        }
        String text = custom.toString();
        if (text.length() > MOST_CUSTOM || text.indexOf(0) >= 0 || text.contains("\\u0000")) {
            throw ManagerException.badInput(
                    "custom in package.json has at most " + MOST_CUSTOM + " characters as JSON, none of them NUL");
        }
        return Optional.of(text);
    }

    /** Of a main file's first line; whatever is no object of texts stands for none, as with Piral's own service. */
    static Map<String, String> dependencies(String json) {
        Map<String, String> dependencies = new LinkedHashMap<>();
        try {
            JsonNode given = JSON.readTree(json);
            if (given == null || !given.isObject() || given.size() > MOST_DEPENDENCIES) {
                return Map.of();
            }
            for (Map.Entry<String, JsonNode> one : given.properties()) {
                if (!one.getValue().isTextual()
                        || one.getKey().indexOf(0) >= 0
                        || one.getValue().textValue().indexOf(0) >= 0) {
                    return Map.of();
                }
                dependencies.put(one.getKey(), one.getValue().textValue());
            }
            return dependencies;
        } catch (JsonProcessingException malformed) {
            return Map.of();
        }
    }
}
