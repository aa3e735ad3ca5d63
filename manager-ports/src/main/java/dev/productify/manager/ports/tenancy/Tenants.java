package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What callers do with tenants. Refusals are those of {@link Guard}, and what each method names besides. */
public interface Tenants {
    /** @param limits is asked of each new one */
    static Tenants of(Guard guard, Journal journal, LimitCheck limits) {
        return new TenantService(guard, journal, limits);
    }

    /** @throws ManagerException {@code CONFLICT} when the given slug is taken in the project */
    Tenant create(Call call, ProjectId project, Tenant.Draft draft);

    /**
     * Changes a tenant. A change that says nothing new writes nothing.
     *
     * @throws ManagerException {@code CONFLICT} when the slug is taken
     */
    Tenant update(Call call, TenantId id, Tenant.Change change);

    /**
     * Removes a tenant and all that it owns.
     *
     * @throws ManagerException {@code CONFLICT} while it is protected
     */
    void delete(Call call, TenantId id);

    Tenant find(Call call, ProjectId project, Slug slug);

    /** The tenants of a project that the caller may see. */
    List<Tenant> list(Call call, Slug project, ListQuery<TenantColumn> query);

    long count(Call call, Slug project, ListQuery<TenantColumn> query);

    /** The tenants of each project that the caller may see; the query holds for each project by itself. */
    Map<ProjectId, List<Tenant>> listOf(Call call, Collection<ProjectId> projects, ListQuery<TenantColumn> query);

    /** Those of the tenants that the caller may see. */
    Map<TenantId, Tenant> findAll(Call call, Collection<TenantId> ids);

    /**
     * How much of the tenants the caller may see; those that the caller may not see at all are left out. Of one that may be
     * seen by name only, all methods give {@link Tenant#byName}.
     */
    Map<TenantId, Sight> sights(Call call, Collection<TenantId> ids);
}
