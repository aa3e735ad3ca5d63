package dev.productify.manager.rest.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.languagepack.PublicLanguagePacks;
import dev.productify.manager.ports.languagepack.PublishedTexts;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.PublicAnswers;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** What frontends load: the texts in a language, with those of the languages behind it. Nobody has to sign in for it. */
public final class PublicLanguagePackRoutes implements RouteModule {
    private static final String PATH = "/api/language-packs/{application_id}/{locale}";

    private final PublicLanguagePacks packs;

    public PublicLanguagePackRoutes(PublicLanguagePacks packs) {
        this.packs = requireNonNull(packs, "packs");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::texts);
        PublicAnswers.preflight(routes, PATH);
    }

    private void texts(Context context) throws IOException {
        PublicAnswers.open(context);
        ApplicationId application = PathIds.of(context, "application_id", ApplicationId::new);
        LanguageTag language = new LanguageTag(context.pathParam("locale"));
        PublishedTexts texts = packs.of(application, language);
        context.header("Content-Language", texts.language().value());
        PublicAnswers.json(context, texts.json());
    }
}
