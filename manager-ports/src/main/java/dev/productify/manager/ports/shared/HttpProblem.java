package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An error as HTTP answers it (contract G5): {@code {"error","code","status"}}, and with the members of RFC 9457 where {@code
 * Accept} asks for {@code application/problem+json}. All that answers HTTP renders errors by it, so that they look alike.
 *
 * @param code a word that is published
 * @param message safe to show, and says what to do
 * @param retryAfter when trying again may succeed, where that is known
 */
public record HttpProblem(int status, String code, String message, Optional<Duration> retryAfter) {
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";

    public HttpProblem {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(retryAfter, "retryAfter");
    }

    public HttpProblem(int status, String code, String message) {
        this(status, code, message, Optional.empty());
    }

    public static HttpProblem of(ManagerException refusal) {
        return new HttpProblem(
                status(refusal.code().category()), refusal.code().name(), refusal.getMessage(), refusal.retryAfter());
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

    /** The body, in the form that somebody wants. */
    public record Body(String contentType, String json) {}

    /** @param accept what the request accepts, or {@code null} when it does not say */
    public Body body(String accept) {
        return body(accept, false);
    }

    /**
     * As {@link #body(String)}.
     *
     * @param asMessage whether the message is said as {@code message}, too, where some tools look for it
     */
    public Body body(String accept, boolean asMessage) {
        boolean problem = accept != null && accept.toLowerCase(Locale.ROOT).contains(PROBLEM_JSON);
        StringBuilder json = new StringBuilder(128).append('{');
        if (problem) {
            json.append("\"type\":\"about:blank\",\"title\":\"")
                    .append(title(status))
                    .append("\",\"detail\":");
            quote(message, json);
            json.append(',');
        }
        json.append("\"error\":");
        quote(message, json);
        json.append(",\"code\":");
        quote(code, json);
        json.append(",\"status\":").append(status);
        if (asMessage) {
            json.append(",\"message\":");
            quote(message, json);
        }
        json.append('}');
        return new Body(problem ? PROBLEM_JSON : JSON, json.toString());
    }

    /** What {@code Retry-After} says, rounded up: too early is worse than too late. */
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait -> Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    }

    /** The phrase of a status (RFC 9110, section 15), which stands for its meaning where there is no other type. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Content";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 508 -> "Loop Detected";
            default -> status < 500 ? "Client Error" : "Server Error";
        };
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
