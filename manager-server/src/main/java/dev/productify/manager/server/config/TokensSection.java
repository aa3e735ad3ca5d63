package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Personal access tokens.
 *
 * @param retention how long one stays listed after it was revoked or expired
 */
public record TokensSection(Duration retention) {
    public TokensSection {
        requireNonNull(retention, "retention");
    }
}
