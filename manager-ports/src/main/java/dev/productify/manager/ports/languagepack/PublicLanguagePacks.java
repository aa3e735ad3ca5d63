package dev.productify.manager.ports.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What frontends are given, whoever asks: texts in a language, and what that lacks in less special ones, then in the
 * application's default language. It answers from memory; asking for languages that there are no packs of fills
 * nothing, since what is kept goes by the packs that there are and not by what was asked for.
 */
public final class PublicLanguagePacks {
    /** How many languages are known by name, over all applications. */
    static final long MOST_NAMES = 200_000;
    /** How many bytes of ready answers are kept. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final Binding PLATFORM = new Binding.Platform("language packs for frontends");

    private final Transactions transactions;
    private final DefaultLocales defaultLocales;
    private final ReadModel<ApplicationId, Shelf> shelves;
    private final ReadModel<Chain, PublishedTexts> texts;

    /** A node makes it once. */
    public PublicLanguagePacks(Transactions transactions, DefaultLocales defaultLocales) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.defaultLocales = requireNonNull(defaultLocales, "defaultLocales");
        this.shelves = new ReadModel<>(
                "language_pack_names",
                MOST_NAMES,
                shelf -> 1L + shelf.packs().size(),
                transactions.changes(),
                this::shelf,
                (application, shelf) -> Set.of(Change.of(application), Change.ofLanguages(shelf.project())));
        this.texts = new ReadModel<>(
                "language_packs",
                MOST_BYTES,
                PublishedTexts::weight,
                transactions.changes(),
                this::published,
                (chain, published) -> chain.packs().stream().map(Change::of).collect(Collectors.toSet()));
    }

    /** The language packs that an application can choose from. */
    private record Shelf(ProjectId project, Map<LanguageTag, LanguagePackId> packs) {}

    /** Language packs one behind the other, the nearest first, which is of that language. */
    private record Chain(LanguageTag language, List<LanguagePackId> packs) {}

    /**
     * The texts for that language.
     *
     * @throws ManagerException {@code NOT_FOUND} when there is no such application, or no language pack that would do
     */
    public PublishedTexts of(ApplicationId application, LanguageTag language) {
        Shelf shelf = shelves.get(application).orElseThrow(() -> ManagerException.notFound("Application"));
        List<LanguageTag> found = Stream.concat(
                        language.withShorter().stream(),
                        defaultLocales.of(application).stream().flatMap(tag -> tag.withShorter().stream()))
                .distinct()
                .filter(shelf.packs()::containsKey)
                .toList();
        if (found.isEmpty()) {
            throw new ManagerException(
                    ErrorCode.NOT_FOUND,
                    "There is no language pack for " + language + ", nor one that stands in for it");
        }
        List<LanguagePackId> packs = found.stream().map(shelf.packs()::get).toList();
        return texts.get(new Chain(found.get(0), packs)).orElseThrow();
    }

    private Optional<Shelf> shelf(ApplicationId id) {
        return look(stores -> {
            Optional<ProjectId> project = stores.applications().find(id).map(Application::project);
            return project.map(
                    known -> new Shelf(known, Map.copyOf(stores.languagePacks().namesOf(known))));
        });
    }

    private Optional<PublishedTexts> published(Chain chain) {
        return Optional.of(PublishedTexts.of(
                chain.language(), look(stores -> stores.languagePacks().merged(chain.packs()))));
    }

    private <R> R look(Function<Stores, R> work) {
        return transactions.read(door -> new Admission<>(PLATFORM, null), (stores, nothing) -> work.apply(stores));
    }

    /** For metrics. */
    public List<ReadModel<?, ?>> models() {
        return List.of(shelves, texts);
    }
}
