package dev.productify.manager.rest.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.function.Function;

/** What machine users ask about themselves. */
public final class MachineRoutes implements RouteModule {
    static final String CHECK = "/api/machine/check";

    private final Function<Context, Call> calls;

    /** @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know */
    public MachineRoutes(Function<Context, Call> calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(CHECK, this::check);
    }

    private void check(Context context) {
        String body = authenticated(calls.apply(context));
        context.header("Cache-Control", "no-store")
                .contentType(ContentType.APPLICATION_JSON)
                .result(body);
    }

    /** What a machine user is told. */
    static String authenticated(Call call) {
        if (!(call.principal() instanceof Principal.Machine machine)) {
            throw new ManagerException(
                    ErrorCode.FORBIDDEN, "This is for machine users; present a machine user's token");
        }
        // Put together by hand: proxies ask this for every request of theirs, and ids need no escaping.
        return "{\"authenticated\":true,\"machineUserId\":\"" + machine.id().value() + "\",\"tenantId\":\""
                + machine.tenant().value() + "\"}";
    }
}
