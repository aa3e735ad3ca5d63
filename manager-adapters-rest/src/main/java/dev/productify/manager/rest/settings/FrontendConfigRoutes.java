package dev.productify.manager.rest.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import dev.productify.manager.ports.settings.EffectiveFrontends;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.rest.PublicReading;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;

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
        routes.options(PATH, PublicReading::preflight);
    }

    private void answer(Context context) {
        PublicReading.open(context);
        FrontendDocument document = found(context.pathParam("application_id"))
                .orElseThrow(() -> ManagerException.notFound("Application"))
                .made(FrontendDocument.class, FrontendDocument::of);
        // Copies may be kept by whoever likes, if they ask each time whether they are still right.
        context.header("Cache-Control", "no-cache").header("ETag", document.etag());
        if (PublicReading.isKnown(context, document.etag())) {
            context.status(304);
            return;
        }
        // The tag speaks of these bytes and of no others.
        context.disableCompression();
        context.contentType("application/json").result(document.body());
    }

    private Optional<EffectiveFrontend> found(String id) {
        return ColumnType.UUID_FORM.matcher(id).matches()
                ? frontends.of(new ApplicationId(UUID.fromString(id)))
                : Optional.empty();
    }
}
