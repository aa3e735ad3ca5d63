package dev.productify.manager.rest.signin;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.endpoint.OwnCookies;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.signin.CredentialChecks;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the authenticating proxy asks about the credentials of others (contract A6). Every no looks the same. Where a proxy
 * token is configured, the proxy must show it in {@code X-Proxy-Token}; then its {@code X-Forwarded-For} is believed, too:
 * the last address in it, which is the one that the proxy added.
 */
public final class ValidationRoutes implements RouteModule {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> SESSION_COOKIES = Set.of(OwnCookies.SESSION, OwnCookies.INSECURE_SESSION);

    private final CredentialChecks checks;
    private final Optional<byte[]> proxyToken;

    public ValidationRoutes(CredentialChecks checks, Optional<String> proxyToken) {
        this.checks = requireNonNull(checks, "checks");
        this.proxyToken = proxyToken.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/validate-machine-user", this::machineUser);
        routes.post("/api/validate-proxy-auth", this::person);
    }

    private void machineUser(Context context) {
        JsonNode body = body(context);
        if (!isFromTheProxy(context)) {
            invalid(context);
            return;
        }
        checks.machineUser(text(body, "username"), text(body, "token"), source(context))
                .ifPresentOrElse(
                        machine -> valid(
                                context,
                                "tenantId",
                                machine.tenant().value(),
                                "machineUserId",
                                machine.id().value()),
                        () -> invalid(context));
    }

    private void person(Context context) {
        JsonNode body = body(context);
        if (!isFromTheProxy(context)) {
            invalid(context);
            return;
        }
        checks.person(secret(text(body, "token")), source(context))
                .ifPresentOrElse(
                        person -> valid(
                                context,
                                "userId",
                                person.id().value(),
                                "username",
                                person.username().value()),
                        () -> invalid(context));
    }

    /** The secret itself, or the {@code Cookie} field that it came in. */
    private static String secret(String text) {
        for (String pair : text.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && SESSION_COOKIES.contains(pair.substring(0, equals).strip())) {
                return pair.substring(equals + 1).strip();
            }
        }
        return text;
    }

    private boolean isFromTheProxy(Context context) {
        return proxyToken.isEmpty() || shown(context).filter(this::isRight).isPresent();
    }

    private boolean isRight(byte[] shown) {
        return proxyToken.filter(token -> MessageDigest.isEqual(token, shown)).isPresent();
    }

    private static Optional<byte[]> shown(Context context) {
        return Optional.ofNullable(context.header("X-Proxy-Token")).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever comes here past a configured proxy token has shown it. */
    private String source(Context context) {
        String forwarded = context.header("X-Forwarded-For");
        if (proxyToken.isPresent() && forwarded != null) {
            return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        }
        return RequestFacts.of(context::attribute).sourceAddress();
    }

    /** Read first of all: an answer to a request whose body was left would close the connection, and so look different. */
    private static JsonNode body(Context context) {
        try {
            JsonNode body = JSON.readTree(context.bodyAsBytes());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw notUnderstood();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
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

    private static void valid(Context context, String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("valid", true);
        body.put(first, firstValue);
        body.put(second, secondValue);
        context.header("Cache-Control", "no-store").json(body);
    }

    private static void invalid(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("valid", false);
        body.put("error", "Invalid credentials");
        body.put("code", "INVALID_CREDENTIALS");
        body.put("status", 401);
        context.status(401).header("Cache-Control", "no-store").json(body);
    }
}
