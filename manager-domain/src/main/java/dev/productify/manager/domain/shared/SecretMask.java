package dev.productify.manager.domain.shared;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What stands in place of a secret, and by what a secret is recognised: the name of what holds it, or its own form. */
public final class SecretMask {
    public static final String MASK = "***";

    /** In lower case, without hyphens and underscores. */
    private static final List<String> WORDS = List.of(
            "token",
            "secret",
            "password",
            "passwd",
            "passwort",
            "passphrase",
            "authorization",
            "credential",
            "credentials",
            "apikey",
            "privatekey",
            "hashedkey");

    /** What names of headers with secrets may have in them besides. */
    private static final List<String> HEADER_WORDS = List.of("auth", "cookie", "signature", "session");

    /** Our own tokens, signing secrets of callbacks, hashes of passwords. */
    private static final Pattern FORM = Pattern.compile(
            "\\b(?:pfy|muser|psn)_[0-9A-Za-z]{16,}|\\bwhsec_[0-9A-Za-z+/=]{16,}|\\$argon2[a-z]*\\$[^\\s\"]+");

    /** One of these is in whatever the pattern finds. */
    private static final List<String> BEGINNINGS = List.of("pfy_", "muser_", "psn_", "whsec_", "$argon2");

    private SecretMask() {}

    /**
     * Whether one of our own fields holds a secret, by the end of its name: {@code authPassword}, {@code token_hash}; {@code
     * tokenPrefix} and {@code runKey} do not.
     */
    public static boolean isOwnSecret(String name) {
        String plain = plain(name);
        return plain.endsWith("hash") || WORDS.stream().anyMatch(plain::endsWith);
    }

    /** Whether a field that somebody else named may hold a secret, by what its name has in it: {@code accessTokenValue}. */
    public static boolean isSecret(String name) {
        String plain = plain(name);
        return WORDS.stream().anyMatch(plain::contains);
    }

    /** Whether a header may hold a secret. */
    public static boolean isSecretHeader(String name) {
        String plain = plain(name);
        return WORDS.stream().anyMatch(plain::contains) || HEADER_WORDS.stream().anyMatch(plain::contains);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** The text with everything masked that has the form of a secret of the Manager itself. */
    public static String masked(String text) {
        for (String beginning : BEGINNINGS) {
            if (text.contains(beginning)) {
                return FORM.matcher(text).replaceAll(MASK);
            }
        }
        return text; // found out far faster than by the pattern
    }
}
