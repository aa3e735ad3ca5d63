package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import java.time.Instant;
import java.util.Optional;

/** By what a caller proved who they are. */
public sealed interface Proof {
    /** From when on it proves nothing any more; what is made with it must not outlive it (contract A10). */
    Optional<Instant> expiresAt();

    /** A personal access token. */
    record OfPersonalAccessToken(PersonalAccessTokenId id, Optional<Instant> expiresAt) implements Proof {
        public OfPersonalAccessToken {
            requireNonNull(id, "id");
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * A session. What is made in it may outlive it: people sign in to make the tokens that their programs then use for months.
     */
    record OfSession(SessionId id) implements Proof {
        public OfSession {
            requireNonNull(id, "id");
        }

        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }
    }

    /** A token of the identity provider. */
    record OfProviderToken(Optional<Instant> expiresAt) implements Proof {
        public OfProviderToken {
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** None was asked for: the Manager calls itself, or an embedder vouches for the caller. */
    record None() implements Proof {
        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }
    }
}
