package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers do with applications. Refusals are those of {@link Guard}, and what each method names besides. */
public interface Applications {
    static Applications of(Guard guard, Journal journal) {
        return new ApplicationService(guard, journal);
    }

    /** @throws ManagerException {@code CONFLICT} when the given slug is taken in the tenant */
    Application create(Call call, TenantId tenant, Application.Draft draft);

    /**
     * Changes an application. A change that says nothing new writes nothing.
     *
     * @throws ManagerException {@code CONFLICT} when the slug is taken
     */
    Application update(Call call, ApplicationId id, Application.Change change);

    /** Removes an application and all that it owns. */
    void delete(Call call, ApplicationId id);

    Application find(Call call, ProjectId project, TenantId tenant, Slug slug);

    /**
     * The applications that the caller may see, in all tenants of that slug (contract T2).
     *
     * @param project only in tenants of the project of this slug
     */
    List<Application> list(Call call, Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query);

    long count(Call call, Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query);

    /** The applications of each tenant that the caller may see; the query holds for each tenant by itself. */
    Map<TenantId, List<Application>> listOf(
            Call call, Collection<TenantId> tenants, ListQuery<ApplicationColumn> query);

    /** Those of the applications that the caller may see. */
    Map<ApplicationId, Application> findAll(Call call, Collection<ApplicationId> ids);
}
