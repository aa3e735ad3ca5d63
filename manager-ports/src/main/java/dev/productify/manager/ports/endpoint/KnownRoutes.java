package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.domain.shared.ErrorCode.ENDPOINT_DISABLED;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;

import dev.productify.manager.domain.access.AccessDecision;
import dev.productify.manager.domain.access.AccessRules;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Transactions;
import java.util.List;

/** Routes from memory; what is loaded depends on the application, and of people on what they are there. */
public final class KnownRoutes implements BusRouting {
    private final ReadModel<ApplicationId, Routes> routes;
    private final ReadModel<Visitors.Visit, Standing> visitors;

    private KnownRoutes(ReadModel<ApplicationId, Routes> routes, ReadModel<Visitors.Visit, Standing> visitors) {
        this.routes = routes;
        this.visitors = visitors;
    }

    /** One of its own; a node makes one. */
    public static KnownRoutes over(Transactions transactions, EndpointSecrets secrets) {
        return new KnownRoutes(Routes.over(transactions, secrets), Visitors.over(transactions));
    }

    /** For metrics. */
    public List<ReadModel<?, ?>> models() {
        return List.of(routes, visitors);
    }

    @Override
    public Routed route(Principal caller, ApplicationId application, RequestPath path) {
        Routes ways = routes.get(application)
                .filter(known -> reaches(caller, application, known.place()))
                .orElseThrow(Endpoint::noneTakes);
        RouteTable.Match<Routes.Way> match = ways.table().match(path).orElseThrow(Endpoint::noneTakes);
        Routes.Way way = match.value();
        if (caller instanceof Principal.Machine machine && !way.granted().contains(machine.id())) {
            throw new ManagerException(
                    FORBIDDEN,
                    "This machine user has no grant for the endpoint; an administrator of the tenant can make one");
        }
        if (!way.enabled()) {
            throw new ManagerException(ENDPOINT_DISABLED, "The endpoint is disabled; an editor can enable it");
        }
        return new Routed(way.route(), match.rest(), ways.tenant());
    }

    private boolean reaches(Principal caller, ApplicationId application, Place place) {
        if (caller instanceof Principal.Machine machine) {
            return Place.of(machine.project(), machine.tenant()).contains(place);
        }
        if (caller instanceof Principal.Person person) {
            return visitors.get(new Visitors.Visit(person, application))
                    .map(KnownRoutes::reads)
                    .orElse(false);
        }
        return true;
    }

    private static boolean reads(Standing standing) {
        if (!standing.person().active()) {
            throw new ManagerException(UNAUTHENTICATED, "The credentials are not valid, or no longer");
        }
        return AccessRules.decide(standing.person().principal(), standing.grants(), Permission.READ, standing.place())
                instanceof AccessDecision.Allowed;
    }
}
