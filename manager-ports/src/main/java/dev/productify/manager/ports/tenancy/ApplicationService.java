package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ApplicationService implements Applications {
    private final Guard guard;
    private final Journal journal;
    private final AuditedRows<ApplicationId, Application> rows;

    ApplicationService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.rows = new AuditedRows<>(journal, EntityType.APPLICATION, Stores::applications, Application::audited);
    }

    @Override
    public Application create(Call call, TenantId tenant, Application.Draft draft) {
        return Slugs.insisting(draft.slug(), () -> tryToCreate(call, tenant, draft));
    }

    private Application tryToCreate(Call call, TenantId tenant, Application.Draft draft) {
        return guard.write(call, Permission.EDIT_CONTENT, new Target.OfTenant(tenant), (stores, place) -> {
            Slug slug = Slugs.chosen(
                    draft.name(),
                    draft.slug(),
                    suggested -> stores.applications().slugsLike(tenant, suggested));
            ApplicationId id = new ApplicationId(journal.newId());
            Application application = Application.create(id, place.project(), tenant, draft, slug, journal.now());
            stores.applications().insert(application);
            rows.created(stores, call, Optional.of(application.place()), application.id(), application);
            return application;
        });
    }

    @Override
    public Application update(Call call, ApplicationId id, Application.Change change) {
        return guard.write(
                call,
                Permission.DESCRIBE,
                new Target.OfApplication(id),
                (stores, place) -> rows.update(
                        stores, call, Optional.of(place), id, application -> application.with(change, journal.now())));
    }

    @Override
    public void delete(Call call, ApplicationId id) {
        guard.write(
                call,
                Permission.DELETE,
                new Target.OfApplication(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, application -> {}));
    }

    @Override
    public Application find(Call call, ProjectId project, TenantId tenant, Slug slug) {
        Target target = new Target.OfApplicationSlug(project, tenant, slug);
        return guard.reach(
                call,
                target,
                (stores, place) ->
                        place.application().flatMap(stores.applications()::find).orElseThrow(rows::gone));
    }

    @Override
    public List<Application> list(Call call, Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        return query.complete(
                guard.reach(call, stores -> stores.applications().listByTenantSlug(tenant, project, query)));
    }

    @Override
    public long count(Call call, Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        return guard.reach(call, stores -> stores.applications().countByTenantSlug(tenant, project, query));
    }

    @Override
    public Map<TenantId, List<Application>> listOf(
            Call call, Collection<TenantId> tenants, ListQuery<ApplicationColumn> query) {
        Map<TenantId, List<Application>> lists =
                guard.reach(call, stores -> stores.applications().listOf(tenants, query));
        lists.values().forEach(query::complete);
        return lists;
    }

    @Override
    public Map<ApplicationId, Application> findAll(Call call, Collection<ApplicationId> ids) {
        return guard.reach(call, stores -> stores.applications().findAll(ids));
    }
}
