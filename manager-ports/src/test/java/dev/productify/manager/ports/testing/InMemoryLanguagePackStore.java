package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsDelta;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.languagepack.LanguagePackColumn;
import dev.productify.manager.ports.languagepack.LanguagePackStore;
import dev.productify.manager.ports.languagepack.TranslationColumn;
import dev.productify.manager.ports.shared.ListQuery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryLanguagePackStore implements LanguagePackStore {
    /** As PostgreSQL orders texts of the collation "C". */
    private static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    private final Data data;
    private final LanguagePackRows rows;
    private final Sightline sightline;

    InMemoryLanguagePackStore(Data data, Sightline sightline) {
        this.data = data;
        this.rows = data.languagePacks;
        this.sightline = sightline;
    }

    @Override
    public void insert(LanguagePack pack) {
        requireInside(pack);
        if (!data.exists(pack.place())) {
            throw ManagerException.conflict("The project was removed meanwhile");
        }
        requireFreeName(pack);
        rows.packs.put(pack.id(), pack);
        rows.texts.put(pack.id(), new TreeMap<>(BY_BYTES));
    }

    private void requireInside(LanguagePack pack) {
        sightline.requireInside(sightline.writes(pack.place()));
    }

    private void requireFreeName(LanguagePack pack) {
        boolean taken = rows.packs.values().stream()
                .anyMatch(other -> !other.id().equals(pack.id())
                        && other.project().equals(pack.project())
                        && other.name().equals(pack.name()));
        if (taken) {
            throw ManagerException.conflict("The project has a language pack of this name");
        }
    }

    @Override
    public Optional<LanguagePack> find(LanguagePackId id) {
        return seen().filter(pack -> pack.id().equals(id)).findFirst();
    }

    @Override
    public Optional<LanguagePack> lock(LanguagePackId id) {
        return find(id);
    }

    @Override
    public Optional<LanguagePack> find(ProjectId project, LanguageTag name) {
        return of(project).filter(pack -> pack.name().equals(name)).findFirst();
    }

    @Override
    public Optional<LanguagePack> lock(ProjectId project, LanguageTag name) {
        return find(project, name);
    }

    @Override
    public List<LanguagePack> listOf(ProjectId project, ListQuery<LanguagePackColumn> query) {
        return InMemoryLists.page(of(project), query, LanguagePack::id);
    }

    @Override
    public long countOf(ProjectId project, ListQuery<LanguagePackColumn> query) {
        return InMemoryLists.count(of(project), query);
    }

    @Override
    public Map<LanguageTag, LanguagePackId> namesOf(ProjectId project) {
        return of(project).collect(Collectors.toMap(LanguagePack::name, LanguagePack::id));
    }

    @Override
    public Map<LanguagePackId, List<Translations.Entry>> textsOf(
            Collection<LanguagePackId> packs, ListQuery<TranslationColumn> query) {
        Map<LanguagePackId, List<Translations.Entry>> lists = new LinkedHashMap<>();
        for (LanguagePackId id : packs) {
            Stream<Translations.Entry> texts = seenTexts(id).entrySet().stream()
                    .map(text -> new Translations.Entry(text.getKey(), text.getValue()));
            Comparator<Translations.Entry> byKey = Comparator.comparing(Translations.Entry::key, BY_BYTES);
            lists.put(id, InMemoryLists.page(texts, query, byKey));
        }
        return lists;
    }

    @Override
    public SortedMap<String, String> merged(List<LanguagePackId> packs) {
        SortedMap<String, String> merged = new TreeMap<>(BY_BYTES);
        packs.forEach(id -> seenTexts(id).forEach(merged::putIfAbsent));
        return merged;
    }

    @Override
    public Map<String, String> textsAt(LanguagePackId pack, Collection<String> keys) {
        Map<String, String> found = new LinkedHashMap<>(seenTexts(pack));
        found.keySet().retainAll(keys);
        return found;
    }

    @Override
    public void rewrite(LanguagePack pack, TranslationsDelta delta) {
        requireInside(pack);
        SortedMap<String, String> texts = new TreeMap<>(BY_BYTES);
        texts.putAll(rows.texts.getOrDefault(pack.id(), new TreeMap<>()));
        texts.keySet().removeAll(delta.removed());
        texts.putAll(delta.after());
        rows.texts.put(pack.id(), texts);
    }

    @Override
    public void update(LanguagePack pack) {
        Optional<LanguagePack> kept = find(pack.id())
                .filter(found -> found.project().equals(pack.project()))
                .filter(found -> sightline.writes(found.place()));
        Versions.requireNext(kept.map(LanguagePack::version), pack.version());
        requireFreeName(pack);
        rows.packs.put(pack.id(), pack);
    }

    @Override
    public Map<String, Long> delete(LanguagePackId id) {
        find(id).filter(pack -> sightline.writes(pack.place())).ifPresent(pack -> {
            rows.packs.remove(id);
            rows.texts.remove(id);
        });
        return Map.of();
    }

    private SortedMap<String, String> seenTexts(LanguagePackId id) {
        return find(id).map(pack -> rows.texts.get(pack.id())).orElseGet(() -> new TreeMap<>(BY_BYTES));
    }

    private Stream<LanguagePack> of(ProjectId project) {
        return seen().filter(pack -> pack.project().equals(project));
    }

    private Stream<LanguagePack> seen() {
        return rows.packs.values().stream().filter(pack -> sightline.seesLanguagePacksOf(pack.project()));
    }
}
