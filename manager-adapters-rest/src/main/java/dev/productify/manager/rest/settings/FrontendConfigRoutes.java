package dev.productify.manager.rest.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import dev.productify.manager.ports.settings.EffectiveFrontends;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.PublicAnswers;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/**
 * The frontend configuration of an application, for anybody (contract S5). It is answered from memory, as bytes that were
 * made when the settings last changed.
 */
public final class FrontendConfigRoutes implements RouteModule {
    private static final String PATH = "/api/frontend-config/{application_id}";

    private final EffectiveFrontends frontends;

    public FrontendConfigRoutes(EffectiveFrontends frontends) {
        this.frontends = requireNonNull(frontends, "frontends");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::answer);
        PublicAnswers.preflight(routes, PATH);
    }

    private void answer(Context context) throws IOException {
        PublicAnswers.open(context);
        EffectiveFrontend frontend = PathIds.find(context, "application_id", ApplicationId::new)
                .flatMap(frontends::of)
                .orElseThrow(() -> ManagerException.notFound("Application"));
        PublicAnswers.json(context, frontend.made(PublishedBytes.class, FrontendDocument::of));
    }
}
