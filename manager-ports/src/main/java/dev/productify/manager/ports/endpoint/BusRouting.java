package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import java.util.Optional;

/** Decides for each request to the bus where it goes. Answers from memory while changes are heard. */
public interface BusRouting {
    /**
     * Which endpoint takes the request (contract E1, E2).
     *
     * @param caller a machine user of the application's tenant with a grant that is enabled, or a person whose role
     *     reaches the application
     * @throws ManagerException {@code ENDPOINT_NOT_FOUND} when the application is absent or of another tenant, or none of
     *     its endpoints takes the path: all alike; {@code FORBIDDEN} to callers without a grant; {@code ENDPOINT_DISABLED}
     *     to those with one
     */
    Routed route(Principal caller, ApplicationId application, RequestPath path);

    /**
     * @param rest what a star at the end of the endpoint's path stood for, percent-encoded; empty without one
     * @param tenant the name of the tenant, where it is known
     */
    record Routed(Route route, String rest, Optional<Name> tenant) {
        public Routed {
            requireNonNull(route, "route");
            requireNonNull(rest, "rest");
            requireNonNull(tenant, "tenant");
        }
    }
}
