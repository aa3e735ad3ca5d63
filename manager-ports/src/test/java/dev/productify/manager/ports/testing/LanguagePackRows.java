package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.changes.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Language packs and their texts, which are replaced as a whole and never changed in place. */
final class LanguagePackRows {
    final Map<LanguagePackId, LanguagePack> packs = new LinkedHashMap<>();
    final Map<LanguagePackId, SortedMap<String, String>> texts = new LinkedHashMap<>();

    LanguagePackRows copy() {
        LanguagePackRows copy = new LanguagePackRows();
        copy.packs.putAll(packs);
        copy.texts.putAll(texts);
        return copy;
    }

    long removeAt(Predicate<Place> gone) {
        int before = packs.size();
        packs.values().removeIf(pack -> gone.test(pack.place()));
        texts.keySet().retainAll(packs.keySet());
        return before - packs.size();
    }

    void changesTo(LanguagePackRows next, Set<Change> changes) {
        packs.forEach((id, pack) -> {
            LanguagePack now = next.packs.get(id);
            if (now == null || now.version() != pack.version()) {
                changes.add(Change.of(id));
            }
            if (now == null || !now.name().equals(pack.name())) {
                changes.add(Change.ofLanguages(pack.project()));
            }
        });
        next.packs.values().stream()
                .filter(pack -> !packs.containsKey(pack.id()))
                .forEach(pack -> changes.add(Change.ofLanguages(pack.project())));
    }
}
