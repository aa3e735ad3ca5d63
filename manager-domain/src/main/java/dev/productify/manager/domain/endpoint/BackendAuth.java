package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.SealedSecret;
import java.util.Optional;

/**
 * By what the Manager proves itself to a backend (contract E3). Where a secret is missing, nothing is sent. Only what the type
 * needs is kept.
 */
public sealed interface BackendAuth {
    BackendAuth NOTHING = new None();

    AuthType type();

    /** Whether all is there that is sent for the type. */
    boolean configured();

    /** This kind of proof without its secrets and names: what is left when the backend is another one. */
    BackendAuth emptied();

    static BackendAuth empty(AuthType type) {
        return switch (type) {
            case NONE -> NOTHING;
            case BASIC -> new Basic(Optional.empty(), Optional.empty());
            case BEARER -> new Bearer(Optional.empty());
        };
    }

    record None() implements BackendAuth {
        @Override
        public AuthType type() {
            return AuthType.NONE;
        }

        @Override
        public boolean configured() {
            return false;
        }

        @Override
        public BackendAuth emptied() {
            return this;
        }
    }

    record Bearer(Optional<SealedSecret> token) implements BackendAuth {
        public Bearer {
            requireNonNull(token, "token");
        }

        @Override
        public AuthType type() {
            return AuthType.BEARER;
        }

        @Override
        public boolean configured() {
            return token.isPresent();
        }

        @Override
        public BackendAuth emptied() {
            return empty(AuthType.BEARER);
        }
    }

    record Basic(Optional<String> username, Optional<SealedSecret> password) implements BackendAuth {
        public Basic {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }

        @Override
        public AuthType type() {
            return AuthType.BASIC;
        }

        @Override
        public boolean configured() {
            return username.isPresent() && password.isPresent();
        }

        @Override
        public BackendAuth emptied() {
            return empty(AuthType.BASIC);
        }
    }
}
