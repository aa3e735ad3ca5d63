package dev.productify.manager.ports.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.shared.PublishedBytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which pilets the frontend of an application is to load. Safe for use by many threads. */
public final class PiletFeed {
    /** Documents differ by the origin that they name; whoever asks under many names gets them made anew. */
    private static final int MOST_DOCUMENTS = 4;

    private final Place place;
    private final List<Item> items;
    private final Map<String, PublishedBytes> documents = new ConcurrentHashMap<>();

    /**
     * A pilet.
     *
     * @param config what the application's settings say for it
     */
    public record Item(PiletPackage content, Map<String, String> config) {
        public Item {
            requireNonNull(content, "content");
            config = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(config));
        }

        long characters() {
            return content.dependencies().entrySet().stream()
                            .mapToLong(PiletFeed::length)
                            .sum()
                    + config.entrySet().stream().mapToLong(PiletFeed::length).sum()
                    + content.custom().map(String::length).orElse(0);
        }
    }

    /** @param place that of the application */
    public PiletFeed(Place place, List<Item> items) {
        this.place = requireNonNull(place, "place");
        this.items = List.copyOf(items);
    }

    private static long length(Map.Entry<String, String> pair) {
        return (long) pair.getKey().length() + pair.getValue().length();
    }

    /** Where the application lies. */
    public Place place() {
        return place;
    }

    /** By their names. */
    public List<Item> items() {
        return items;
    }

    /** How many characters it has with its documents, about. */
    long weight() {
        return 1_000
                + MOST_DOCUMENTS
                        * items.stream()
                                .mapToLong(item -> 1_000 + item.characters())
                                .sum();
    }

    /**
     * What is told under an origin: made when it is first asked for, and kept as long as nothing of it changes.
     *
     * @param making depends on this feed and the origin alone
     */
    public PublishedBytes document(String origin, Function<PiletFeed, PublishedBytes> making) {
        PublishedBytes known = documents.get(origin);
        if (known != null) {
            return known;
        }
        PublishedBytes made = making.apply(this);
        if (documents.size() < MOST_DOCUMENTS) {
            documents.put(origin, made);
        }
        return made;
    }
}
