package dev.productify.manager.domain.token;

import static java.util.Objects.requireNonNull;

/** The part of a secret by which its record is found. It identifies and authenticates nobody. */
public record TokenSelector(String value) {
    static final int LENGTH = 16;

    public TokenSelector {
        requireNonNull(value, "value");
        if (value.length() != LENGTH || !Base62.consistsOf(value)) {
            throw new IllegalArgumentException("a selector has 16 base62 characters");
        }
    }
}
