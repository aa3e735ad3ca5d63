package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

/**
 * Who a person is to an identity provider: its issuer and what it calls them. The two together, and nothing else, say
 * that somebody is the same person (contract A8): addresses and usernames change hands.
 *
 * @param issuer as the provider names itself ({@code iss} of OpenID Connect), at most 500 characters
 * @param subject unique at that issuer and never given to somebody else ({@code sub}), at most 255 characters of ASCII
 *     (OpenID Connect Core 1.0, section 2)
 */
public record ExternalIdentity(String issuer, String subject) {
    public static final int MAX_ISSUER = 500;
    public static final int MAX_SUBJECT = 255;

    public ExternalIdentity {
        requireNonNull(issuer, "issuer");
        requireNonNull(subject, "subject");
        require(fits(issuer, MAX_ISSUER), "an issuer has 1 to 500 characters of visible ASCII");
        require(fits(subject, MAX_SUBJECT), "a subject has 1 to 255 characters of visible ASCII");
    }

    /** Comparison is by characters, so nothing may be in them that looks like something else. */
    private static boolean fits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
