package dev.productify.manager.ports.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What members of a project do with its language packs (contract K1): viewers read, editors write. Refusals are those of
 * {@link Guard}, and what each method names besides. Machine users belong to a tenant and are told nothing of them.
 *
 * <p>A {@code version} that is given is the one that the caller has seen: {@code CONFLICT} when there is another. What
 * says nothing new writes nothing.
 */
public interface LanguagePacks {
    static LanguagePacks of(Guard guard, Journal journal) {
        return new LanguagePackService(guard, journal);
    }

    /** @throws ManagerException {@code CONFLICT} when the project has one of that name */
    LanguagePack create(Call call, ProjectId project, LanguageTag name, Translations content);

    LanguagePack find(Call call, LanguagePackId id);

    /** @throws ManagerException {@code CONFLICT} when the project has another one of that name */
    LanguagePack update(Call call, LanguagePackId id, LanguagePack.Change change);

    /** Lets a language pack have these texts and no others. */
    LanguagePack replaceContent(Call call, LanguagePackId id, Translations content, Optional<Integer> version);

    /**
     * Sets and removes single texts.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when there would be too many
     */
    LanguagePack patchContent(Call call, LanguagePackId id, TranslationsPatch patch, Optional<Integer> version);

    /** Removes a language pack with its texts. */
    void delete(Call call, LanguagePackId id);

    List<LanguagePack> list(Call call, ProjectId project, ListQuery<LanguagePackColumn> query);

    long count(Call call, ProjectId project, ListQuery<LanguagePackColumn> query);

    /** The texts of those language packs that the caller may see; the query holds for each of them by itself. */
    Map<LanguagePackId, List<Translations.Entry>> contentOf(
            Call call, Collection<LanguagePackId> packs, ListQuery<TranslationColumn> query);

    /** All texts, by the code points of their keys. */
    SortedMap<String, String> exported(Call call, ProjectId project, LanguageTag name);

    /**
     * Gives a project these texts in a language, and the language pack first if there is none.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when there would be too many; {@code CONFLICT} when the language pack
     *     was made at the same time by somebody else
     */
    Imported importContent(Call call, ProjectId project, LanguageTag name, Translations content, ImportMode mode);

    /**
     * What an import did.
     *
     * @param created whether there was no such language pack
     * @param counts {@code keysAdded}, {@code keysChanged}, {@code keysRemoved}
     */
    record Imported(LanguagePack pack, boolean created, Map<String, Long> counts) {
        public Imported {
            requireNonNull(pack, "pack");
            counts = Map.copyOf(counts);
        }
    }
}
