package dev.productify.manager.domain.session;

import java.util.Optional;
import java.util.Set;

/**
 * Whether a request that carries a session in a cookie was made by a page that may: browsers send cookies along with what other
 * pages make them ask, too. What only looks is let through; all else needs a browser to say that it comes from the Manager's
 * own origin or from a listed one (contract A8). Who does not say is refused.
 *
 * <p>Browsers let no page write these fields (Fetch, "forbidden request-header").
 */
public record CookieCheck(Set<String> origins) {
    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    /** @param origins that may call with credentials, as browsers write them */
    public CookieCheck {
        origins = Set.copyOf(origins);
    }

    /**
     * @param own the Manager's origin, as browsers see it
     * @param origin the field {@code Origin}
     * @param fetchSite the field {@code Sec-Fetch-Site}
     */
    public boolean permits(String method, String own, Optional<String> origin, Optional<String> fetchSite) {
        if (LOOKING.contains(method)) {
            return true;
        }
        if (origin.filter(origins::contains).isPresent()) {
            return true;
        }
        if (fetchSite.isPresent()) {
            return fetchSite.get().equals("same-origin");
        }
        return origin.filter(own::equals).isPresent();
    }
}
