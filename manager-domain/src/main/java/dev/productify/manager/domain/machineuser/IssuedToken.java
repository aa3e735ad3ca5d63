package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;

/** What is kept of a generated token: enough to find and recognise it, nothing to make it from (contract A4). */
public record IssuedToken(TokenSelector selector, TokenHash hash, String displayPrefix) {
    public IssuedToken {
        requireNonNull(selector, "selector");
        requireNonNull(hash, "hash");
        requireNonNull(displayPrefix, "displayPrefix");
    }

    public static IssuedToken of(TokenText text) {
        return new IssuedToken(text.selector(), text.hash(), text.displayPrefix());
    }

    boolean is(TokenText presented) {
        return hash.equals(presented.hash());
    }
}
