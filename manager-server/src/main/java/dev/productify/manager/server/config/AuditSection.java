package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The audit log. */
public record AuditSection(Duration sealPeriod) {
    public AuditSection {
        requireNonNull(sealPeriod, "sealPeriod");
    }
}
