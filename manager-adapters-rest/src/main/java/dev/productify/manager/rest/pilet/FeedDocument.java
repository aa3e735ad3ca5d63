package dev.productify.manager.rest.pilet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PiletFormat;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PiletFeed;
import dev.productify.manager.ports.shared.PublishedBytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The feed as Piral's Feed Service specification wants it; made once for each state of it. */
final class FeedDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Addresses that stand by themselves. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");

    private static final PublishedBytes EMPTY = PublishedBytes.of("{\"items\":[]}".getBytes(StandardCharsets.UTF_8));

    private FeedDocument() {}

    /**
     * What a shell is given; a shell that gets an error shows nothing at all, so where there is no feed there is just nothing to
     * load.
     *
     * @param origin of the addresses in it, such as {@code https://manager.example.com}
     */
    static PublishedBytes of(Optional<PiletFeed> feed, String origin) {
        return feed.isEmpty() ? EMPTY : feed.get().document(origin, known -> of(known, origin));
    }

    /**
     * How long a feed is kept: what names the origin that a request came to is that request's alone.
     *
     * @param origin of the addresses in it, when it is the same for all requests
     */
    static String caching(Optional<String> origin) {
        return origin.isPresent() ? "public, no-cache" : "private, no-cache";
    }

    private static PublishedBytes of(PiletFeed feed, String origin) {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode items = document.putArray("items");
        feed.items()
                .forEach(item ->
                        put(items.addObject(), item, origin, feed.place().project()));
        return PublishedBytes.of(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ObjectNode item, PiletFeed.Item pilet, String origin, ProjectId project) {
        PiletPackage content = pilet.content();
        String files = origin + "/pilets/" + project.value() + "/" + content.name() + "/" + content.version()
                + "/files/" + content.hash() + "/";
        item.put("name", content.name().value());
        item.put("version", content.version().value());
        item.put("link", files + encoded(content.main()));
        item.put("hash", content.hash().integrity());
        item.put("spec", content.spec());
        content.requireRef().ifPresent(reference -> item.put("requireRef", reference));
        if (!content.spec().equals(PiletFormat.V0)) {
            item.put("integrity", content.integrity().integrity());
        }
        ObjectNode dependencies = item.putObject("dependencies");
        String base = files + encoded(content.main().folder());
        content.dependencies()
                .forEach((module, address) -> dependencies.put(
                        module, ABSOLUTE.matcher(address).matches() ? address : base + relative(address)));
        ObjectNode config = item.putObject("config");
        pilet.config().forEach(config::put);
        content.custom().ifPresent(custom -> item.set("custom", parsed(custom)));
    }

    private static String relative(String address) {
        String relative = address;
        while (relative.startsWith("./") || relative.startsWith("/")) {
            relative = relative.substring(relative.indexOf('/') + 1);
        }
        return relative;
    }

    private static String encoded(FilePath path) {
        return encoded(path.value());
    }

    /** As a path of an address: what may not stand there is escaped. */
    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "-._~/@+!$&'()*,=".indexOf(c) >= 0;
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }

    private static com.fasterxml.jackson.databind.JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept as JSON is none", e);
        }
    }
}
