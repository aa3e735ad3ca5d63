package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;

/** Who calls, and by what they proved it. */
public record Caller(Principal principal, Proof proof) {
    public Caller {
        requireNonNull(principal, "principal");
        requireNonNull(proof, "proof");
    }

    /** A caller who had to prove nothing. */
    public static Caller of(Principal principal) {
        return new Caller(principal, new Proof.None());
    }
}
