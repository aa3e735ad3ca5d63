package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.GuardedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.VouchedPeople;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

final class EndpointService implements Endpoints {
    private final Guard guard;
    private final Journal journal;
    private final EndpointSecrets secrets;
    private final Supplier<AddressRules> addresses;
    private final VouchedPeople people;
    private final BodyConversion conversion;
    private final LimitCheck limits;
    private final GuardedRows<EndpointId, Endpoint> rows;

    EndpointService(
            Guard guard,
            Journal journal,
            EndpointSecrets secrets,
            Supplier<AddressRules> addresses,
            VouchedPeople people,
            BodyConversion conversion,
            LimitCheck limits) {
        this.guard = guard;
        this.journal = journal;
        this.secrets = secrets;
        this.addresses = addresses;
        this.people = people;
        this.conversion = conversion;
        this.limits = limits;
        this.rows = new GuardedRows<>(
                guard,
                new AuditedRows<>(journal, EntityType.ENDPOINT, Stores::endpoints, Endpoint::audited),
                Target.OfEndpoint::new,
                Permission.READ,
                Permission.EDIT_CONTENT);
    }

    @Override
    public Endpoint create(Call call, ApplicationId application, Endpoint.Definition definition, AuthChange auth) {
        return rows.create(call, new Target.OfApplication(application), Endpoint::id, (stores, place) -> {
            requirePermitted(definition.url());
            definition.template().ifPresent(conversion::requireUsable);
            EndpointId id = new EndpointId(journal.newId());
            AuthChange.Sealing sealing = secrets.of(place.tenant().orElseThrow(), id);
            BackendAuth proof = auth.applyTo(BackendAuth.NOTHING, false, sealing);
            Endpoint endpoint = Endpoint.create(id, place, definition, proof, journal.now());
            stores.endpoints().insert(endpoint);
            limits.added(stores, place.project(), LimitKind.ENDPOINTS);
            return endpoint;
        });
    }

    @Override
    public Endpoint update(Call call, EndpointId id, Endpoint.Change change) {
        return rows.update(call, id, endpoint -> {
            if (change.url() instanceof Patch.Set<BackendUrl> url) {
                requirePermitted(url.value());
            }
            if (change.template() instanceof Patch.Set<TransformationTemplate> template) {
                conversion.requireUsable(template.value());
            }
            return endpoint.with(change, secrets.of(endpoint.tenant(), id), journal.now());
        });
    }

    private void requirePermitted(BackendUrl url) {
        url.url().permittedBy(addresses.get(), "url");
    }

    @Override
    public void delete(Call call, EndpointId id) {
        rows.delete(call, id);
    }

    @Override
    public Endpoint find(Call call, EndpointId id) {
        return rows.find(call, id, stores -> stores.endpoints().find(id));
    }

    @Override
    public List<Endpoint> list(Call call, ApplicationId application, ListQuery<EndpointColumn> query) {
        return rows.list(
                call,
                new Target.OfApplication(application),
                query,
                stores -> stores.endpoints().listOf(List.of(application), query).get(application));
    }

    @Override
    public long count(Call call, ApplicationId application, ListQuery<EndpointColumn> query) {
        return rows.count(
                call,
                new Target.OfApplication(application),
                stores -> stores.endpoints().countOf(application, query));
    }

    @Override
    public Map<ApplicationId, List<Endpoint>> listOf(
            Call call, Collection<ApplicationId> applications, ListQuery<EndpointColumn> query) {
        return rows.lists(call, query, stores -> stores.endpoints().listOf(applications, query));
    }

    @Override
    public Map<EndpointId, Endpoint> findAll(Call call, Collection<EndpointId> ids) {
        return guard.reach(call, stores -> stores.endpoints().findAll(ids));
    }

    @Override
    public Trial test(Call call, EndpointId id, Trial.Request request) {
        BusCaller caller = caller(call.principal()); // before: it may take a look of its own
        return guard.read(call, Permission.EDIT_CONTENT, new Target.OfEndpoint(id), (stores, place) -> {
            Endpoint endpoint = stores.endpoints().find(id).orElseThrow(rows::gone);
            List<Endpoint> all = stores.endpoints().all(endpoint.application());
            Optional<Name> tenant = stores.tenants().find(endpoint.tenant()).map(Tenant::name);
            return Trial.of(endpoint, all, request, addresses.get(), caller, tenant, conversion);
        });
    }

    /** As the bus would know them: a machine user by its token, a person by a proxy. */
    private BusCaller caller(Principal principal) {
        if (principal instanceof Principal.Person person) {
            return new BusCaller(
                    person, BusCaller.How.PROXY, people.person(person.id()).map(VouchedPeople.Vouched::profile));
        }
        return new BusCaller(principal, BusCaller.How.MACHINE_USER, Optional.empty());
    }
}
