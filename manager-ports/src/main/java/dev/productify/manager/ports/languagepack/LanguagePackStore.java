package dev.productify.manager.ports.languagepack;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsDelta;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where language packs are kept, each with its texts. Sees what the binding allows: whoever is bound to a tenant, or is a
 * member of something in the project only, sees none. No method takes more statements for more texts.
 */
public interface LanguagePackStore extends RowStore<LanguagePackId, LanguagePack> {
    /**
     * Keeps a new language pack, still without texts; {@link #rewrite} brings them.
     *
     * @throws ManagerException {@code CONFLICT} when the project has one of that name, or is gone
     */
    void insert(LanguagePack pack);

    Optional<LanguagePack> find(LanguagePackId id);

    Optional<LanguagePack> find(ProjectId project, LanguageTag name);

    /** As {@link #lock(LanguagePackId)}. */
    Optional<LanguagePack> lock(ProjectId project, LanguageTag name);

    List<LanguagePack> listOf(ProjectId project, ListQuery<LanguagePackColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(ProjectId project, ListQuery<LanguagePackColumn> query);

    /** The language packs of a project by their names. */
    Map<LanguageTag, LanguagePackId> namesOf(ProjectId project);

    /**
     * The texts of each of the language packs; the query, with its page, holds for each of them by itself. Without an order
     * they come in the order of their keys.
     */
    Map<LanguagePackId, List<Translations.Entry>> textsOf(
            Collection<LanguagePackId> packs, ListQuery<TranslationColumn> query);

    /**
     * All texts of some language packs together: of a key that several have, the text of the first of those.
     *
     * @return by the code points of the keys
     */
    SortedMap<String, String> merged(List<LanguagePackId> packs);

    /** Those of the keys that a language pack has, with their texts. */
    Map<String, String> textsAt(LanguagePackId pack, Collection<String> keys);

    /** Keeps what differs, of the texts alone: {@link #update} keeps the numbers. */
    void rewrite(LanguagePack pack, TranslationsDelta delta);

    /** @throws ManagerException {@code CONFLICT} also when another language pack of the project has that name */
    @Override
    void update(LanguagePack pack);
}
