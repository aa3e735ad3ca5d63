package dev.productify.manager.domain.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which texts shall be set and which keys removed; all others stay. A key that is to be removed need not be there.
 *
 * @param removed in the order of their code points
 */
public record TranslationsPatch(Translations set, SortedSet<String> removed) {
    public TranslationsPatch {
        requireNonNull(set, "set");
        SortedSet<String> sorted = new TreeSet<>(TranslationTexts.BY_CODE_POINTS);
        sorted.addAll(removed);
        removed = Collections.unmodifiableSortedSet(sorted);
        if (removed.size() > Translations.MOST_KEYS) {
            throw ManagerException.badInput("At most " + Translations.MOST_KEYS + " keys can be removed at once");
        }
        removed.forEach(TranslationTexts::requireKey);
        for (String key : removed) {
            if (set.entries().containsKey(key)) {
                throw ManagerException.badInput(
                        "The key " + TranslationTexts.shown(key) + " cannot be set and removed at once");
            }
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when a key is given twice, or breaks a rule */
    public static TranslationsPatch of(Collection<Translations.Entry> set, List<String> removed) {
        Set<String> seen = new HashSet<>();
        for (String key : removed) {
            if (!seen.add(key)) {
                throw ManagerException.badInput("The key " + TranslationTexts.shown(key) + " is given twice");
            }
        }
        return new TranslationsPatch(Translations.of(set), new TreeSet<>(seen));
    }

    /** All keys that it speaks of. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(set.entries().keySet());
        keys.addAll(removed);
        return keys;
    }
}
