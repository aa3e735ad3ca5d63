package dev.productify.manager.graphql.languagepack;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.languagepack.LanguagePackColumn;
import dev.productify.manager.ports.languagepack.LanguagePacks;
import dev.productify.manager.ports.languagepack.TranslationColumn;
import dev.productify.manager.ports.shared.ListQuery;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Language packs and their texts. */
public final class LanguagePackGraphQl implements GraphQlModule {
    private static final String CONTENT = "contentOfLanguagePack";

    private final LanguagePacks packs;

    public LanguagePackGraphQl(LanguagePacks packs) {
        this.packs = requireNonNull(packs, "packs");
    }

    @Override
    public String schema() {
        return "/graphql/languagepack.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("languagePacks", this::list)
                        .dataFetcher("languagePacksCount", this::count)
                        .dataFetcher("languagePack", env -> packs.find(call(env), id(env))));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createLanguagePack", this::create)
                        .dataFetcher("updateLanguagePack", this::update)
                        .dataFetcher("updateLanguagePackContent", this::replace)
                        .dataFetcher("patchLanguagePackContent", this::patch)
                        .dataFetcher("deleteLanguagePack", this::delete));
        wiring.type(
                "LanguagePack",
                pack -> pack.dataFetcher("id", field(p -> p.id().value()))
                        .dataFetcher("name", field(p -> p.name().value()))
                        .dataFetcher("content", LanguagePackGraphQl::content)
                        .dataFetcher("contentCount", field(LanguagePack::keys))
                        .dataFetcher("version", field(LanguagePack::version))
                        .dataFetcher("createdAt", field(LanguagePack::createdAt))
                        .dataFetcher("updatedAt", field(LanguagePack::updatedAt)));
        wiring.type(
                "LanguagePackEntry",
                entry -> entry.dataFetcher("Key", Property.of(Translations.Entry.class, Translations.Entry::key))
                        .dataFetcher("Value", Property.of(Translations.Entry.class, Translations.Entry::value)));
    }

    @Override
    public void loaders(Loaders loaders, Call call) {
        loaders.lists(
                CONTENT,
                (Collection<LanguagePackId> ids, ListQuery<TranslationColumn> query) ->
                        packs.contentOf(call, ids, query));
    }

    private static CompletableFuture<List<?>> content(DataFetchingEnvironment env) {
        LanguagePack pack = env.getSource();
        return Loaders.list(env, CONTENT, pack.id(), TranslationColumn.class);
    }

    private List<LanguagePack> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        ProjectId project = arguments.id("project", ProjectId::new);
        return packs.list(call(env), project, arguments.list(LanguagePackColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        ProjectId project = arguments.id("project", ProjectId::new);
        return packs.count(call(env), project, arguments.list(LanguagePackColumn.class));
    }

    private LanguagePack create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        LanguageTag name = new LanguageTag(input.text("name"));
        ProjectId project = Arguments.of(env).id("projectId", ProjectId::new);
        return packs.create(call(env), project, name, Translations.of(entries(input, "content")));
    }

    private LanguagePack update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        LanguagePack.Change change =
                new LanguagePack.Change(input.patch("name", String.class, LanguageTag::new), version(input));
        return packs.update(call(env), id(env), change);
    }

    private LanguagePack replace(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        return packs.replaceContent(call(env), id(env), Translations.of(entries(input, "content")), version(input));
    }

    private LanguagePack patch(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        List<String> removed =
                input.optional("remove", List.class, LanguagePackGraphQl::texts).orElse(List.of());
        TranslationsPatch patch = TranslationsPatch.of(entries(input, "set"), removed);
        return packs.patchContent(call(env), id(env), patch, version(input));
    }

    private boolean delete(DataFetchingEnvironment env) {
        packs.delete(call(env), id(env));
        return true;
    }

    private static List<Translations.Entry> entries(Arguments input, String name) {
        return input.inputs(name).stream()
                .map(entry -> new Translations.Entry(entry.text("Key"), entry.text("Value")))
                .toList();
    }

    private static List<String> texts(List<?> given) {
        return given.stream().map(String.class::cast).toList();
    }

    private static Optional<Integer> version(Arguments input) {
        return input.optional("version", Integer.class, Function.identity());
    }

    private static LanguagePackId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", LanguagePackId::new);
    }

    private static Property<LanguagePack> field(Function<LanguagePack, ?> reading) {
        return Property.of(LanguagePack.class, reading);
    }
}
