package dev.productify.manager.rest.health;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What orchestrators ask. Live: the process answers; when it does not, restart it. Ready: it should be sent requests;
 * when it is not, ask another node.
 */
public final class HealthRoutes implements RouteModule {
    private final Supplier<Optional<String>> unready;

    /**
     * @param unready why this node should not be sent requests; empty when it should. Asked once per question, so it
     *     must answer fast. The reason is public.
     */
    public HealthRoutes(Supplier<Optional<String>> unready) {
        this.unready = requireNonNull(unready, "unready");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/health/live", context -> answer(context, Optional.empty()));
        routes.get("/health/ready", context -> answer(context, unready.get()));
    }

    private static void answer(Context context, Optional<String> reason) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("status", reason.isPresent() ? "DOWN" : "UP");
        reason.ifPresent(text -> body.put("reason", text));
        context.status(reason.isPresent() ? 503 : 200);
        context.header("Cache-Control", "no-store").json(body);
    }
}
