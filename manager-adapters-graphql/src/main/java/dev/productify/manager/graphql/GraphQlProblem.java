package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One error of an answer.
 *
 * @param path where in the data it happened; empty when nothing ran
 * @param retryAfter when trying again may succeed, where that is known; in whole seconds in the answer
 * @param locations where in the document it lies; empty when {@code path} says enough
 */
public record GraphQlProblem(
        String message, List<Object> path, List<SourceLocation> locations, String code, Optional<Duration> retryAfter)
        implements GraphQLError {
    /** The extension that says after how many whole seconds trying again may succeed. */
    public static final String RETRY_AFTER = "retryAfter";

    public GraphQlProblem {
        requireNonNull(message, "message");
        path = List.copyOf(path);
        locations = List.copyOf(locations);
        requireNonNull(code, "code");
        requireNonNull(retryAfter, "retryAfter");
    }

    GraphQlProblem(String message, List<Object> path, List<SourceLocation> locations, String code) {
        this(message, path, locations, code, Optional.empty());
    }

    static GraphQlProblem of(ManagerException refusal, List<Object> path) {
        return new GraphQlProblem(
                refusal.getMessage(), path, List.of(), refusal.code().name(), refusal.retryAfter());
    }

    /** An error of the request as a whole. */
    public static GraphQlProblem of(String message, String code) {
        return new GraphQlProblem(message, List.of(), List.of(), code);
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("message", message);
        if (!locations.isEmpty()) {
            members.put(
                    "locations", locations.stream().map(GraphQlProblem::members).toList());
        }
        if (!path.isEmpty()) {
            members.put("path", path);
        }
        members.put("extensions", getExtensions());
        return members;
    }

    private static Map<String, Object> members(SourceLocation location) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", location.getLine());
        members.put("column", location.getColumn());
        return members;
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public List<Object> getPath() {
        return path;
    }

    @Override
    public List<SourceLocation> getLocations() {
        return locations;
    }

    @Override
    public ErrorClassification getErrorType() {
        return ErrorClassification.errorClassification(code);
    }

    @Override
    public Map<String, Object> getExtensions() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code);
        retryAfter.ifPresent(wait -> extensions.put(RETRY_AFTER, wholeSeconds(wait)));
        return extensions;
    }

    /** Rounded up: too early is worse than too late. */
    private static long wholeSeconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
