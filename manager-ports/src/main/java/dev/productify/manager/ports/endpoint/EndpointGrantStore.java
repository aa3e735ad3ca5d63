package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.List;
import java.util.Optional;

/** Where it is kept which machine user may call which endpoint. Sees what the binding allows. */
public interface EndpointGrantStore extends RowStore<EndpointGrantId, EndpointGrant> {
    /**
     * @throws ManagerException {@code CONFLICT} when there is one for that endpoint and machine user, or one of the two
     *     is gone
     */
    void insert(EndpointGrant grant);

    Optional<GrantedAccess> find(EndpointGrantId id);

    List<GrantedAccess> listOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query);

    /** All grants of an application's endpoints: what the bus needs. */
    List<EndpointGrant> all(ApplicationId application);
}
