package dev.productify.manager.ports.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.ports.shared.PublishedBytes;
import java.util.SortedMap;

/**
 * The texts that a frontend is given.
 *
 * @param language the nearest one of which there is a language pack
 * @param json one flat JSON object in UTF-8
 */
public record PublishedTexts(LanguageTag language, PublishedBytes json) {
    public PublishedTexts {
        requireNonNull(language, "language");
        requireNonNull(json, "json");
    }

    static PublishedTexts of(LanguageTag language, SortedMap<String, String> texts) {
        return new PublishedTexts(language, PublishedBytes.of(FlatJson.compact(texts)));
    }

    /** What it takes of memory, in bytes. */
    long weight() {
        return json.weight();
    }
}
