package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where endpoints are kept, their secrets sealed. Every method sees only what the transaction is bound to. */
public interface EndpointStore extends RowStore<EndpointId, Endpoint> {
    /**
     * @throws ManagerException {@code CONFLICT} when another endpoint of the application takes that very path, or the
     *     application is gone
     */
    void insert(Endpoint endpoint);

    /** As {@link RowStore#update}; {@code CONFLICT} also when the path is taken. */
    @Override
    void update(Endpoint endpoint);

    Optional<Endpoint> find(EndpointId id);

    Map<EndpointId, Endpoint> findAll(Collection<EndpointId> ids);

    /** The endpoints of each of the applications; the query, with its page, holds for each of them by itself. */
    Map<ApplicationId, List<Endpoint>> listOf(Collection<ApplicationId> applications, ListQuery<EndpointColumn> query);

    /** How many rows {@link #listOf} has for an application over all pages. */
    long countOf(ApplicationId application, ListQuery<EndpointColumn> query);

    /** All endpoints of an application: what the bus needs. */
    List<Endpoint> all(ApplicationId application);

    /**
     * All endpoints of those applications in the order of their ids, whatever belongs to which; nobody else changes them until
     * the transaction ends.
     */
    List<Endpoint> lockAll(Collection<ApplicationId> applications);

    /** As {@link #insert}, of many at once; none of them when one is refused. */
    void insertAll(List<Endpoint> endpoints);

    /** As {@link #update}, of many at once; none of them when one is refused. */
    void updateAll(List<Endpoint> endpoints);

    /** Some of the endpoints that keep a sealed secret, in the order of their ids, from the first one behind that id. */
    List<Endpoint> sealedAfter(Optional<EndpointId> id, int limit);

    /** Keeps the secrets of an endpoint sealed another way. That is no change of the endpoint: its version stays. */
    void reseal(Endpoint endpoint);
}
