package dev.productify.manager.rest;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.shared.HttpProblem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where errors of REST become answers, in the form that {@link HttpProblem} gives them. Nothing of the inside
 * leaves.
 */
public final class Problems implements RouteModule {
    private static final String AS_MESSAGE = "manager.problem.message";

    /** Never sent: stands for a client that left before its body was complete. */
    private static final int CLIENT_GONE = 499;

    private static final HttpProblem FAULT = new HttpProblem(500, "INTERNAL_SERVER_ERROR", "Internal error");

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

    /** Lets the answer of this request, should it be an error, say its message as {@code message}, too, where tools look for it. */
    public static void alsoAsMessage(Context context) {
        context.attribute(AS_MESSAGE, true);
    }

    /**
     * Answers an error.
     *
     * @param message safe to show, and says what to do
     */
    public static void answer(Context context, int status, String code, String message) {
        answer(context, new HttpProblem(status, code, message));
    }

    /**
     * Answers a refusal.
     *
     * @throws ManagerException the same, when it is a fault, which is for the log
     */
    public static void answer(Context context, ManagerException refusal) {
        HttpProblem problem = HttpProblem.of(refusal);
        if (problem.status() == FAULT.status()) {
            throw refusal;
        }
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        answer(context, problem);
    }

    /** Answers a refusal, or a fault, where no route was gone through. */
    static void answer(Request request, Response response, Callback callback, RuntimeException failure) {
        HttpProblem problem = failure instanceof ManagerException refusal ? HttpProblem.of(refusal) : FAULT;
        if (problem.status() == FAULT.status()) {
            log(
                    RequestFacts.idIn(request::getAttribute),
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    failure);
            problem = FAULT;
        }
        HttpFields.Mutable headers = response.getHeaders();
        if (problem.status() == 401) {
            headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        answer(
                request,
                response,
                callback,
                problem,
                problem.body(request.getHeaders().get(HttpHeader.ACCEPT)));
    }

    /**
     * Answers a problem where no route was gone through.
     *
     * @param body what it says of it
     */
    public static void answer(
            Request request, Response response, Callback callback, HttpProblem problem, HttpProblem.Body body) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(problem.status());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put(HttpHeader.RETRY_AFTER, seconds));
        headers.put(HttpHeader.CONTENT_TYPE, body.contentType());
        byte[] bytes = body.json().getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(bytes), callback);
    }

    private static void answer(Context context, HttpProblem problem) {
        HttpProblem.Body body = problem.body(context.header("Accept"), context.attribute(AS_MESSAGE) != null);
        context.status(problem.status()).header("Cache-Control", "no-store");
        problem.retryAfterSeconds().ifPresent(seconds -> context.header("Retry-After", seconds));
        context.contentType(body.contentType()).result(body.json());
    }

    private static void refused(ManagerException refusal, Context context) {
        try {
            answer(context, refusal);
        } catch (ManagerException fault) {
            fault(fault, context);
        }
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
        log(RequestFacts.idIn(context::attribute), context.method().name(), context.path(), fault);
        answer(context, FAULT);
    }

    private static void log(String requestId, String method, String path, Exception fault) {
        LOG.atError()
                .addKeyValue("request_id", requestId)
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .setCause(fault)
                .log("a request failed");
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
}
