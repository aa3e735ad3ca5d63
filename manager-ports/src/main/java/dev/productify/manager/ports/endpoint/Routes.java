package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All ways into one application, as this node was shown them. Immutable.
 *
 * @param place the application
 * @param tenant the name of its tenant
 * @param weight in memory, in bytes, roughly
 */
record Routes(Place place, Optional<Name> tenant, RouteTable<Way> table, long weight) {
    /** What all that is kept may weigh, in bytes: some 100,000 endpoints without templates. */
    static final long MOST = 64L << 20;

    /** An endpoint without its texts, or an application without its endpoints; and a grant. */
    private static final int ENDPOINT_WEIGHT = 500;

    private static final int GRANT_WEIGHT = 100;

    /** A path or namespace of a conversion. */
    private static final int CONVERSION_WEIGHT = 300;

    Routes {
        requireNonNull(place, "place");
        requireNonNull(tenant, "tenant");
        requireNonNull(table, "table");
    }

    /**
     * One endpoint.
     *
     * @param granted who may call it among machine users
     */
    record Way(Route route, boolean enabled, Set<MachineUserId> granted) {
        Way {
            requireNonNull(route, "route");
            granted = Set.copyOf(granted);
        }

        private long weight() {
            return ENDPOINT_WEIGHT
                    + (long) GRANT_WEIGHT * granted.size()
                    + route.consumes().toString().length()
                    + route.url().toString().length()
                    + route.authorization().map(String::length).orElse(0)
                    + route.template().map(template -> template.text().length()).orElse(0)
                    + CONVERSION_WEIGHT
                            * (route.conversion().arrayPaths().size()
                                    + route.conversion().typeHints().size()
                                    + route.conversion().namespaces().size());
        }
    }

    /** A read model of its own; a node makes one. Only applications that exist are kept. */
    static ReadModel<ApplicationId, Routes> over(Transactions transactions, EndpointSecrets secrets) {
        return new ReadModel<>(
                "routes",
                MOST,
                Routes::weight,
                transactions.changes(),
                application -> load(transactions, secrets, application),
                Routes::outdating);
    }

    private static Set<Change> outdating(ApplicationId application, Routes routes) {
        return Set.of(
                Change.ofRoutes(application),
                Change.of(application),
                Change.of(routes.place.tenant().orElseThrow()));
    }

    private static Optional<Routes> load(
            Transactions transactions, EndpointSecrets secrets, ApplicationId application) {
        return transactions.read(
                door -> door.standing(Call.ofSystem("routes").principal(), new Target.OfApplication(application))
                        .map(standing ->
                                new Admission<>(Binding.Place.of(standing.place()), Optional.of(standing.place())))
                        .orElseGet(() -> new Admission<>(new Binding.Platform("no routes"), Optional.empty())),
                (stores, place) -> place.map(found -> loaded(stores, found, application, secrets)));
    }

    private static Routes loaded(Stores stores, Place place, ApplicationId application, EndpointSecrets secrets) {
        List<Endpoint> endpoints = stores.endpoints().all(application);
        Map<EndpointId, Set<MachineUserId>> granted = new HashMap<>();
        for (EndpointGrant grant : stores.endpointGrants().all(application)) {
            if (grant.enabled()) {
                granted.computeIfAbsent(grant.endpoint(), first -> new HashSet<>())
                        .add(grant.machineUser());
            }
        }
        Map<ConsumePath, Way> ways = new HashMap<>();
        long weight = ENDPOINT_WEIGHT;
        for (Endpoint endpoint : endpoints) {
            Set<MachineUserId> users = granted.getOrDefault(endpoint.id(), Set.of());
            Way way = new Way(route(endpoint, secrets), endpoint.definition().enabled(), users);
            ways.put(endpoint.definition().consumes(), way);
            weight += way.weight();
        }
        Optional<Name> tenant =
                stores.tenants().find(place.tenant().orElseThrow()).map(Tenant::name);
        return new Routes(place, tenant, RouteTable.of(ways), weight);
    }

    private static Route route(Endpoint endpoint, EndpointSecrets secrets) {
        Endpoint.Definition definition = endpoint.definition();
        return new Route(
                endpoint.id(),
                endpoint.place(),
                definition.consumes(),
                definition.url(),
                secrets.authorization(endpoint),
                definition.input(),
                definition.output(),
                definition.template(),
                definition.conversion(),
                definition.logLevel());
    }

    @Override
    public String toString() {
        return "Routes[" + place + "]";
    }
}
