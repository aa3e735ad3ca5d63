package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class TenantService implements Tenants {
    private final Guard guard;
    private final Journal journal;
    private final LimitCheck limits;
    private final AuditedRows<TenantId, Tenant> rows;

    TenantService(Guard guard, Journal journal, LimitCheck limits) {
        this.guard = guard;
        this.journal = journal;
        this.limits = limits;
        this.rows = new AuditedRows<>(journal, EntityType.TENANT, Stores::tenants, Tenant::audited);
    }

    @Override
    public Tenant create(Call call, ProjectId project, Tenant.Draft draft) {
        return Slugs.insisting(draft.slug(), () -> tryToCreate(call, project, draft));
    }

    private Tenant tryToCreate(Call call, ProjectId project, Tenant.Draft draft) {
        return guard.write(call, Permission.EDIT_CONTENT, new Target.OfProject(project), (stores, place) -> {
            Slug slug = Slugs.chosen(
                    draft.name(), draft.slug(), suggested -> stores.tenants().slugsLike(project, suggested));
            Tenant tenant = Tenant.create(new TenantId(journal.newId()), project, draft, slug, journal.now());
            stores.tenants().insert(tenant);
            limits.added(stores, project, LimitKind.TENANTS);
            rows.created(stores, call, Optional.of(tenant.place()), tenant.id(), tenant);
            return tenant;
        });
    }

    @Override
    public Tenant update(Call call, TenantId id, Tenant.Change change) {
        Permission wanted = change.isProtected().isKeep() ? Permission.DESCRIBE : Permission.PROTECT;
        return guard.write(
                call,
                wanted,
                new Target.OfTenant(id),
                (stores, place) -> rows.update(
                        stores, call, Optional.of(place), id, tenant -> tenant.with(change, journal.now())));
    }

    @Override
    public void delete(Call call, TenantId id) {
        guard.write(
                call,
                Permission.DELETE,
                new Target.OfTenant(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, Tenant::requireUnprotected));
    }

    @Override
    public Tenant find(Call call, ProjectId project, Slug slug) {
        return guard.reach(
                call,
                new Target.OfTenantSlug(project, slug),
                (stores, place) ->
                        place.tenant().flatMap(stores.tenants()::find).orElseThrow(rows::gone));
    }

    @Override
    public List<Tenant> list(Call call, Slug project, ListQuery<TenantColumn> query) {
        return query.complete(guard.reach(
                call,
                new Target.OfProjectSlug(project),
                (stores, place) -> stores.tenants()
                        .listOf(List.of(place.project()), query)
                        .getOrDefault(place.project(), List.of())));
    }

    @Override
    public long count(Call call, Slug project, ListQuery<TenantColumn> query) {
        return guard.reach(
                call,
                new Target.OfProjectSlug(project),
                (stores, place) -> stores.tenants().countOf(place.project(), query));
    }

    @Override
    public Map<ProjectId, List<Tenant>> listOf(
            Call call, Collection<ProjectId> projects, ListQuery<TenantColumn> query) {
        Map<ProjectId, List<Tenant>> lists =
                guard.reach(call, stores -> stores.tenants().listOf(projects, query));
        lists.values().forEach(query::complete);
        return lists;
    }

    @Override
    public Map<TenantId, Tenant> findAll(Call call, Collection<TenantId> ids) {
        return guard.reach(call, stores -> stores.tenants().findAll(ids));
    }

    @Override
    public Map<TenantId, Sight> sights(Call call, Collection<TenantId> ids) {
        return guard.reach(call, stores -> stores.tenants().sights(ids));
    }
}
