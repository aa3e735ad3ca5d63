package dev.productify.manager.esb.gateway;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;

/** Who calls the bus, and how that is known. */
record Visitor(Principal principal, How how) {
    /** What backends are told by {@code X-Auth-Type}. */
    enum How {
        MACHINE_USER("machine-user"),
        PROXY("proxy"),
        SESSION("session");

        private final String word;

        How(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Visitor {
        requireNonNull(principal, "principal");
        requireNonNull(how, "how");
    }

    /** Whether a browser calls by its session with the Manager, so that the answer must not act in its name. */
    boolean isBrowser() {
        return how == How.SESSION;
    }
}
