package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;

/**
 * Where an endpoint's requests go. What a star at the end of {@code consumeURL} stood for is appended to the path, or put in
 * the place of a star there; the caller's query is put behind the URL's own (contract E1).
 *
 * @param url may have one star in its path, alone or as a part of a segment
 */
public record BackendUrl(TargetUrl url) {
    private static final char STAR = '*';

    public BackendUrl {
        requireNonNull(url, "url");
        if (url.path().indexOf(STAR) != url.path().lastIndexOf(STAR)) {
            throw ManagerException.badInput("url may have one * in its path; a literal star is %2A");
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when the text is no such URL */
    public static BackendUrl parse(String text) {
        return new BackendUrl(TargetUrl.parse("url", text));
    }

    /** Whether a star in its path waits for something to stand for. */
    public boolean hasStar() {
        return url.path().indexOf(STAR) >= 0;
    }

    /**
     * Path and query of one request, beginning with a slash.
     *
     * @param path which of the endpoint's paths took the request
     * @param rest what its final star stood for
     * @param query of the caller, percent-encoded
     */
    public String target(ConsumePath path, String rest, Optional<String> query) {
        String own = url.path();
        StringBuilder target = new StringBuilder(own.length() + rest.length() + 16);
        if (!path.takesRest()) {
            target.append(own);
        } else if (hasStar()) {
            int star = own.indexOf(STAR);
            target.append(own, 0, star).append(rest).append(own, star + 1, own.length());
        } else {
            target.append(own);
            if (!own.endsWith("/")) {
                target.append('/');
            }
            target.append(rest);
        }
        if (target.isEmpty()) {
            target.append('/');
        }
        String queries = joined(url.query(), query);
        return queries.isEmpty()
                ? target.toString()
                : target.append('?').append(queries).toString();
    }

    private static String joined(Optional<String> own, Optional<String> callers) {
        String first = own.orElse("");
        String second = callers.orElse("");
        return first.isEmpty() || second.isEmpty() ? first + second : first + '&' + second;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
