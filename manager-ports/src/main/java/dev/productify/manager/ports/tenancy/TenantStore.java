package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where tenants are kept. Every method sees only what the transaction is bound to. Of tenants that may be seen by name only it
 * gives {@link Tenant#byName}, and filters look at no more than that.
 */
public interface TenantStore extends RowStore<TenantId, Tenant> {
    /** @throws ManagerException {@code CONFLICT} when the slug is taken in the project, or the project is gone */
    void insert(Tenant tenant);

    Optional<Tenant> find(TenantId id);

    Map<TenantId, Tenant> findAll(Collection<TenantId> ids);

    /** The tenants of each of the projects; the query, with its page, holds for each of them by itself. */
    Map<ProjectId, List<Tenant>> listOf(Collection<ProjectId> projects, ListQuery<TenantColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(ProjectId project, ListQuery<TenantColumn> query);

    /** Slugs in the project that equal the given one or extend it by a hyphen and a number. */
    Set<Slug> slugsLike(ProjectId project, Slug slug);

    /** How much of the tenants may be seen; those that may not be seen at all are left out. */
    Map<TenantId, Sight> sights(Collection<TenantId> ids);
}
