package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.VouchedPeople;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What callers do with the endpoints of an application: its viewers read them, its editors change and try them; machine
 * users of the tenant may as well (contract A1, A2). Secrets go in and never come out. Refusals are those of {@link
 * Guard}, and what each method names besides.
 */
public interface Endpoints {
    /**
     * @param addresses asked at each saving, since ports may be known late
     * @param people of whom the bus tells backends more than their ids
     * @param conversion what becomes of bodies at endpoints that convert
     * @param limits is asked of each new one
     */
    static Endpoints of(
            Guard guard,
            Journal journal,
            EndpointSecrets secrets,
            Supplier<AddressRules> addresses,
            VouchedPeople people,
            BodyConversion conversion,
            LimitCheck limits) {
        return new EndpointService(guard, journal, secrets, addresses, people, conversion, limits);
    }

    /**
     * @param auth by what the Manager shall prove itself to the backend
     * @throws ManagerException {@code CONFLICT} when an endpoint of the application takes that very path; {@code
     *     LIMIT_REACHED} when the project has too many; {@code BAD_USER_INPUT} when the URL names an address that must not be called, a secret is given that the type has no
     *     use for, or the template is none
     */
    Endpoint create(Call call, ApplicationId application, Endpoint.Definition definition, AuthChange auth);

    /** Changes an endpoint. A change that says nothing new writes nothing. Throws as {@link #create} does. */
    Endpoint update(Call call, EndpointId id, Endpoint.Change change);

    /** Removes an endpoint and its grants. */
    void delete(Call call, EndpointId id);

    Endpoint find(Call call, EndpointId id);

    List<Endpoint> list(Call call, ApplicationId application, ListQuery<EndpointColumn> query);

    long count(Call call, ApplicationId application, ListQuery<EndpointColumn> query);

    /** The endpoints of each application that the caller may see; the query holds for each application by itself. */
    Map<ApplicationId, List<Endpoint>> listOf(
            Call call, Collection<ApplicationId> applications, ListQuery<EndpointColumn> query);

    /** Those of the endpoints that the caller may see. */
    Map<EndpointId, Endpoint> findAll(Call call, Collection<EndpointId> ids);

    /**
     * Shows what the bus would make of a request of the caller to the endpoint's application, and sends nothing. For editors.
     */
    Trial test(Call call, EndpointId id, Trial.Request request);
}
