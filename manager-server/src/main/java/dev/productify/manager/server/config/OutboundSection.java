package dev.productify.manager.server.config;

import dev.productify.manager.domain.shared.Cidr;
import java.util.List;

/**
 * What the Manager may connect to.
 *
 * @param allow private networks that bus and callbacks may reach
 */
public record OutboundSection(List<Cidr> allow) {
    public OutboundSection {
        allow = List.copyOf(allow);
    }
}
