package dev.productify.manager.rest.backend;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.backend.SigningSecret;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.backend.Backends;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.rest.idempotency.IdempotentPosts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Where machine users register the services that triggers call back (contract R2). */
public final class BackendRoutes implements RouteModule {
    private static final String PATH = "/api/machine/register-backend";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter CANONICAL = JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Backends backends;
    private final Function<Context, Call> calls;
    private final IdempotentPosts posts;

    /** @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know */
    public BackendRoutes(Backends backends, Function<Context, Call> calls, IdempotentPosts posts) {
        this.backends = requireNonNull(backends, "backends");
        this.calls = requireNonNull(calls, "calls");
        this.posts = requireNonNull(posts, "posts");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post(PATH, this::register);
        routes.delete(PATH + "/{id}", this::unregister);
    }

    private void register(Context context) {
        Call call = calls.apply(context);
        JsonNode body = body(context);
        Backend.Registration registration = new Backend.Registration(
                new Name(text(body, "name")),
                CallbackUrl.parse(text(body, CallbackUrl.FIELD)),
                patch(body, "description").map(Description::new),
                patch(body, "version"),
                patch(body, "token"),
                patch(body, "applicationId").map(BackendRoutes::application));
        posts.answer(context, call, () -> canonical(body), turn -> answer(backends.register(turn, registration)));
    }

    private static Map<String, Object> answer(Backends.Registered registered) {
        Backend backend = registered.backend();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", backend.id().value());
        answer.put("name", backend.name().value());
        answer.put("callbackUrl", backend.callbackUrl().toString());
        answer.put("machineUserId", backend.machineUser().value());
        answer.put("createdAt", backend.createdAt().toString());
        registered.signingSecret().map(SigningSecret::reveal).ifPresent(secret -> answer.put("signingSecret", secret));
        return answer;
    }

    /** The same for bodies that differ in the order of their members, or in blanks. */
    private static String canonical(JsonNode body) {
        try {
            return CANONICAL.writeValueAsString(JSON.treeToValue(body, Object.class));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void unregister(Context context) {
        Call call = calls.apply(context);
        backends.unregister(call, PathIds.of(context, "id", BackendId::new));
        context.status(204);
    }

    private static ApplicationId application(String text) {
        if (!ColumnType.UUID_FORM.matcher(text).matches()) {
            throw ManagerException.badInput("applicationId must be a UUID");
        }
        return new ApplicationId(UUID.fromString(text));
    }

    private static JsonNode body(Context context) {
        try {
            JsonNode body = JSON.readTree(context.bodyAsBytes());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw notUnderstood();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw notUnderstood();
    }

    private static ManagerException notUnderstood() {
        return ManagerException.badInput("The body must be a JSON object");
    }

    private static String text(JsonNode body, String member) {
        JsonNode value = body.get(member);
        if (value == null || !value.isTextual()) {
            throw ManagerException.badInput("The body must have the member \"" + member + "\", which is a text");
        }
        return value.textValue();
    }

    /** What is left out stays as it was; {@code null} takes it away. */
    private static Patch<String> patch(JsonNode body, String member) {
        JsonNode value = body.get(member);
        if (value == null) {
            return Patch.keep();
        }
        if (!value.isTextual() && !value.isNull()) {
            throw ManagerException.badInput("The member \"" + member + "\" must be a text, or null");
        }
        return value.isNull() ? Patch.clear() : Patch.set(value.textValue());
    }
}
