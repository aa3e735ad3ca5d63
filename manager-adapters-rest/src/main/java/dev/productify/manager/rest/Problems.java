package dev.productify.manager.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.EOFException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where errors of REST become answers: {@code {"error","code","status"}}, and the same with the members
 * of RFC 9457 when {@code Accept} asks for {@code application/problem+json}. Nothing of the inside leaves.
 */
public final class Problems implements RouteModule {
    /** Name of the request attribute that holds the id of the request, a {@code String}. */
    private static final String REQUEST_ID = "manager.request_id";

    /** Never sent: stands for a client that left before its body was complete. */
    private static final int CLIENT_GONE = 499;

    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    public void register(RoutesConfig routes) {
        routes.exception(ManagerException.class, Problems::refused);
        routes.exception(HttpResponseException.class, Problems::refused);
        routes.exception(Exception.class, Problems::fault);
        routes.exception(EOFException.class, (gone, context) -> context.status(CLIENT_GONE));
        routes.error(408, context -> answer(context, 408, "REQUEST_TIMEOUT", "The request did not arrive in time"));
        routes.error(CLIENT_GONE, context -> answer(context, 400, "BAD_REQUEST", "The request ended too early"));
    }

    /**
     * Answers an error.
     *
     * @param message safe to show, and says what to do
     */
    public static void answer(Context context, int status, String code, String message) {
        boolean problem = wantsProblem(context);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (problem) {
            body.put("type", "about:blank");
            body.put("title", HttpStatus.forStatus(status).getMessage());
            body.put("detail", message);
        }
        body.put("error", message);
        body.put("code", code);
        body.put("status", status);
        context.status(status).header("Cache-Control", "no-store");
        context.contentType(problem ? PROBLEM_JSON : JSON).result(body.toString());
    }

    private static void refused(ManagerException refusal, Context context) {
        int status = status(refusal.code().category());
        if (status == 500) {
            fault(refusal, context);
            return;
        }
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        refusal.retryAfter().ifPresent(wait -> context.header("Retry-After", wholeSeconds(wait)));
        answer(context, status, refusal.code().name(), refusal.getMessage());
    }

    /** Rounded up: too early is worse than too late. */
    private static String wholeSeconds(Duration wait) {
        return Long.toString(wait.plusNanos(999_999_999).toSeconds());
    }

    private static int status(ErrorCode.Category category) {
        return switch (category) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case DENIED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case FAULT -> 500;
        };
    }

    private static void refused(HttpResponseException refusal, Context context) {
        if (refusal.getStatus() >= 500) {
            fault(refusal, context);
            return;
        }
        if (refusal instanceof MethodNotAllowedResponse) {
            Optional.ofNullable(refusal.getDetails().get("availableMethods"))
                    .ifPresent(methods -> context.header("Allow", methods));
        }
        answer(context, refusal.getStatus(), code(refusal.getStatus()), message(refusal.getStatus()));
    }

    private static void fault(Exception fault, Context context) {
        LOG.atError()
                .addKeyValue("request_id", String.valueOf(context.<String>attribute(REQUEST_ID)))
                .addKeyValue("method", context.method().name())
                .addKeyValue("path", context.path())
                .setCause(fault)
                .log("a request failed");
        answer(context, 500, "INTERNAL_SERVER_ERROR", "Internal error");
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 409 -> "CONFLICT";
            case 413 -> "PAYLOAD_TOO_LARGE";
            case 415 -> "UNSUPPORTED_MEDIA_TYPE";
            case 429 -> "RATE_LIMITED";
            default -> "BAD_REQUEST";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address";
            case 405 -> "This address does not know this method";
            case 413 -> "The body is too large";
            default -> HttpStatus.forStatus(status).getMessage();
        };
    }

    private static boolean wantsProblem(Context context) {
        String accept = context.header("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(PROBLEM_JSON);
    }
}
