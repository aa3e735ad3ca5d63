package dev.productify.manager.ports.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.session.ClaimRules;

/** The provider of an installation, and what is believed of its tokens. */
public record OpenIdConnect(IdentityProvider provider, ClaimRules rules) {
    public OpenIdConnect {
        requireNonNull(provider, "provider");
        requireNonNull(rules, "rules");
    }
}
