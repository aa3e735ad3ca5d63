package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.limits.Limits;

/**
 * How much there may be in a project.
 *
 * @param limits what holds where a project says nothing by itself
 */
public record LimitsSection(Limits limits) {
    public LimitsSection {
        requireNonNull(limits, "limits");
    }
}
