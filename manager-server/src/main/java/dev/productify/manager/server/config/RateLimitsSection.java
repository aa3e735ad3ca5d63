package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.limits.Rate;
import java.util.Optional;

/**
 * How many requests may be made of a node.
 *
 * @param perPrincipal by one user or machine user; empty where they may make any number
 * @param perSource from one address of IPv4, or one /64 of IPv6
 */
public record RateLimitsSection(Optional<Rate> perPrincipal, Optional<Rate> perSource) {
    public RateLimitsSection {
        requireNonNull(perPrincipal, "perPrincipal");
        requireNonNull(perSource, "perSource");
    }
}
