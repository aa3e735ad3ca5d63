package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.settings.KeyValuePair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pilets are told of an application's settings. A pair whose key is the name of a pilet, {@code :} and a word, such as
 * {@code @my-org/my-pilet:apiUrl}, is that pilet's alone, under the word; all other pairs are everybody's. What is addressed
 * has the say.
 */
final class PiletConfig {
    /** What is everybody's stands in each item of a feed, so it is left out of all where it is more than this, in characters. */
    static final int MOST_COMMON = 64 * 1024;

    private final List<KeyValuePair> pairs;
    private final Map<String, String> common = new LinkedHashMap<>();

    PiletConfig(List<KeyValuePair> pairs, List<PiletName> pilets) {
        this.pairs = pairs;
        long length = 0;
        for (KeyValuePair pair : pairs) {
            if (pilets.stream().noneMatch(pilet -> isFor(pilet, pair))) {
                length += pair.key().length() + pair.value().length();
                common.put(pair.key(), pair.value());
            }
        }
        if (length > MOST_COMMON) {
            common.clear();
        }
    }

    Map<String, String> of(PiletName pilet) {
        Map<String, String> config = new LinkedHashMap<>(common);
        pairs.stream()
                .filter(pair -> isFor(pilet, pair))
                .forEach(pair -> config.put(pair.key().substring(pilet.value().length() + 1), pair.value()));
        return config;
    }

    private static boolean isFor(PiletName pilet, KeyValuePair pair) {
        return pair.key().length() > pilet.value().length() + 1 && pair.key().startsWith(pilet.value() + ":");
    }
}
