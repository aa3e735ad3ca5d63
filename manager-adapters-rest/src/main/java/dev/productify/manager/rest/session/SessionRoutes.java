package dev.productify.manager.rest.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.session.Sessions;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** "My devices": where the caller is signed in. */
public final class SessionRoutes implements RouteModule {
    private static final String PATH = "/api/auth/sessions";

    private final Sessions sessions;
    private final Function<Context, Call> calls;

    /** @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know */
    public SessionRoutes(Sessions sessions, Function<Context, Call> calls) {
        this.sessions = requireNonNull(sessions, "sessions");
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.delete(PATH, this::endAll);
        routes.get(PATH + "/{id}", this::find);
        routes.delete(PATH + "/{id}", this::end);
    }

    private void list(Context context) {
        Call call = calls.apply(context);
        Page page = new Page(
                number(context, "limit").orElse(Page.MAX_LIMIT),
                number(context, "offset").orElse(0));
        List<Session> all = sessions.list(call);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "sessions",
                all.stream()
                        .skip(page.offset())
                        .limit(page.limit())
                        .map(session -> json(call, session))
                        .toList());
        answer.put("count", all.size());
        context.header("Cache-Control", "no-store").json(answer);
    }

    private void find(Context context) {
        Call call = calls.apply(context);
        Session session = sessions.find(call, PathIds.of(context, "id", SessionId::new));
        context.header("Cache-Control", "no-store").json(json(call, session));
    }

    private void end(Context context) {
        Call call = calls.apply(context);
        sessions.end(call, PathIds.of(context, "id", SessionId::new));
        context.status(204);
    }

    private void endAll(Context context) {
        int ended = sessions.endAll(calls.apply(context));
        context.header("Cache-Control", "no-store").json(Map.of("ended", ended));
    }

    private static Map<String, Object> json(Call call, Session session) {
        boolean isCurrent = call.caller().proof() instanceof Proof.OfSession proof
                && proof.id().equals(session.id());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", session.id().value());
        json.put("current", isCurrent);
        json.put("userAgent", session.userAgent().orElse(null));
        json.put("ipAddress", session.sourceAddress().orElse(null));
        json.put("createdAt", session.createdAt().toString());
        json.put("lastUsedAt", session.lastUsedAt().toString());
        json.put("expiresAt", session.expiresAt().toString());
        return json;
    }

    private static Optional<Integer> number(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !text.matches("[0-9]{1,9}")) {
            throw ManagerException.badInput(name + " must be a whole number");
        }
        return Optional.ofNullable(text).map(Integer::valueOf);
    }
}
