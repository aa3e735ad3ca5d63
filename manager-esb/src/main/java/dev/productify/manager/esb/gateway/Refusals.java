package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers of the bus itself, in the form of all REST errors: {@code {"error","code","status"}}, and with the members of RFC
 * 9457 when {@code Accept} asks for {@code application/problem+json}.
 */
final class Refusals {
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private Refusals() {}

    /** One answer. The message is safe to show. */
    record Refusal(int status, String code, String message, Optional<Duration> retryAfter) {
        static Refusal of(ManagerException refusal) {
            return new Refusal(
                    statusOf(refusal.code().category()),
                    refusal.code().name(),
                    refusal.getMessage(),
                    refusal.retryAfter());
        }

        static Refusal of(BusException refusal) {
            BusError error = refusal.error();
            return new Refusal(error.status(), error.name(), error.message(), refusal.retryAfter());
        }

        static Refusal of(BusError error) {
            return new Refusal(error.status(), error.name(), error.message(), Optional.empty());
        }
    }

    static int statusOf(ErrorCode.Category category) {
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

    /** Answers, beside the headers that are there. */
    static void answer(Request request, Response response, Callback callback, Refusal refusal) {
        boolean problem = wantsProblem(request);
        response.setStatus(refusal.status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, problem ? PROBLEM_JSON : JSON);
        response.getHeaders().put(NO_STORE);
        if (refusal.status == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        refusal.retryAfter.ifPresent(wait -> response.getHeaders().put(HttpHeader.RETRY_AFTER, wholeSeconds(wait)));
        if (HttpMethod.HEAD.is(request.getMethod())) {
            callback.succeeded();
        } else {
            Content.Sink.write(response, true, body(refusal, problem), callback);
        }
    }

    /** Rounded up: too early is worse than too late. */
    private static String wholeSeconds(Duration wait) {
        return Long.toString(wait.plusNanos(999_999_999).toSeconds());
    }

    private static boolean wantsProblem(Request request) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(PROBLEM_JSON);
    }

    private static String body(Refusal refusal, boolean problem) {
        StringBuilder json = new StringBuilder(128).append('{');
        if (problem) {
            json.append("\"type\":\"about:blank\",\"title\":");
            quote(HttpStatus.getMessage(refusal.status), json);
            json.append(",\"detail\":");
            quote(refusal.message, json);
            json.append(',');
        }
        json.append("\"error\":");
        quote(refusal.message, json);
        json.append(",\"code\":");
        quote(refusal.code, json);
        return json.append(",\"status\":").append(refusal.status).append('}').toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
