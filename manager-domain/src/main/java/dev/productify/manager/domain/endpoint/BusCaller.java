package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Profile;
import java.util.Optional;

/**
 * Who calls the bus, and how that is known.
 *
 * @param profile of a person, as far as it is known
 */
public record BusCaller(Principal principal, How how, Optional<Profile> profile) {
    /** What backends are told by {@code X-Auth-Type}. */
    public enum How {
        MACHINE_USER("machine-user"),
        PROXY("proxy"),
        SESSION("session");

        private final String word;

        How(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public BusCaller {
        requireNonNull(principal, "principal");
        requireNonNull(how, "how");
        requireNonNull(profile, "profile");
    }

    /** Whether a browser calls by its session with the Manager, so that the answer must not act in its name. */
    public boolean isBrowser() {
        return how == How.SESSION;
    }
}
