package dev.productify.manager.domain.token;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A secret as its owner holds it (contract A4): prefix of its {@linkplain TokenKind kind}, selector of 16 characters,
 * 43 characters with 256 bits of randomness, and a checksum of 6 characters over the two, all in base62. Its
 * {@code toString} shows the display prefix only.
 */
public final class TokenText {
    /** How many characters of a secret are kept and shown, so that its owner can tell one from another. */
    public static final int DISPLAY_PREFIX_LENGTH = 12;

    private static final int SECRET_LENGTH = 43;
    private static final int BODY_LENGTH = TokenSelector.LENGTH + SECRET_LENGTH;

    private final TokenKind kind;
    private final String text;

    private TokenText(TokenKind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** @param random must be unpredictable: {@code SecureRandom} outside of tests */
    public static TokenText generate(TokenKind kind, RandomGenerator random) {
        requireNonNull(kind, "kind");
        String body = Base62.random(BODY_LENGTH, random);
        return new TokenText(kind, kind.prefix() + body + Base62.checksum(body));
    }

    /** The secret, if the text has the form of one and its checksum is right; that takes no look-up. */
    public static Optional<TokenText> parse(String text) {
        for (TokenKind kind : TokenKind.values()) {
            if (text.startsWith(kind.prefix())) {
                return wellFormed(kind, text) ? Optional.of(new TokenText(kind, text)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether the text has a prefix of ours: such a text is never taken for a password. */
    public static boolean hasPrefix(String text) {
        for (TokenKind kind : TokenKind.values()) {
            if (text.startsWith(kind.prefix())) {
                return true;
            }
        }
        return false;
    }

    private static boolean wellFormed(TokenKind kind, String text) {
        String rest = text.substring(kind.prefix().length());
        if (rest.length() != BODY_LENGTH + Base62.CHECKSUM_LENGTH || !Base62.consistsOf(rest)) {
            return false;
        }
        String body = rest.substring(0, BODY_LENGTH);
        return Base62.checksum(body).equals(rest.substring(BODY_LENGTH));
    }

    public TokenKind kind() {
        return kind;
    }

    public TokenSelector selector() {
        int start = kind.prefix().length();
        return new TokenSelector(text.substring(start, start + TokenSelector.LENGTH));
    }

    public TokenHash hash() {
        return TokenHash.ofSecret(text);
    }

    /** The first characters: safe to keep and to show. */
    public String displayPrefix() {
        return text.substring(0, DISPLAY_PREFIX_LENGTH);
    }

    /** The secret itself. It goes to its owner once, and nowhere else. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenText token && hash().equals(token.hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    @Override
    public String toString() {
        return displayPrefix() + "…";
    }
}
