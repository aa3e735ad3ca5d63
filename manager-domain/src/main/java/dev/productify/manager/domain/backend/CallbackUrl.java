package dev.productify.manager.domain.backend;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ManagerException;

/** Where a backend is called back. */
public record CallbackUrl(TargetUrl url) {
    /** As callers name it. */
    public static final String FIELD = "callbackUrl";

    public CallbackUrl {
        requireNonNull(url, "url");
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when the text is no such URL */
    public static CallbackUrl parse(String text) {
        return new CallbackUrl(TargetUrl.parse(FIELD, text));
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
