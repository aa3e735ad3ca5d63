package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where tenants are kept. Every method sees only what the transaction is bound to. */
public interface TenantStore {
    /** @throws ManagerException {@code CONFLICT} when the slug is taken in the project, or the project is gone */
    void insert(Tenant tenant);

    Optional<Tenant> find(TenantId id);

    /** As {@link #find}, and nobody else changes it, or adds to it, until the transaction ends. */
    Optional<Tenant> lock(TenantId id);

    Map<TenantId, Tenant> findAll(Collection<TenantId> ids);

    /** The tenants of each of the projects; the query, with its page, holds for each of them by itself. */
    Map<ProjectId, List<Tenant>> listOf(Collection<ProjectId> projects, ListQuery<TenantColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(ProjectId project, ListQuery<TenantColumn> query);

    /** Slugs in the project that equal the given one or extend it by a hyphen and a number. */
    Set<Slug> slugsLike(ProjectId project, Slug slug);

    /**
     * Keeps the next version of a tenant.
     *
     * @throws ManagerException {@code CONFLICT} when the slug is taken, or the kept version is not the one before
     */
    void update(Tenant tenant);

    /** Removes the tenant and all that it owns, and says how many of what that was. */
    Map<String, Long> delete(TenantId id);
}
