package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where applications are kept. Every method sees only what the transaction is bound to. */
public interface ApplicationStore extends RowStore<ApplicationId, Application> {
    /** @throws ManagerException {@code CONFLICT} when the slug is taken in the tenant, or the tenant is gone */
    void insert(Application application);

    Optional<Application> find(ApplicationId id);

    Optional<Application> find(TenantId tenant, Slug slug);

    /** As {@link #lock} those of them that are there, in the order of their ids, so that nobody who does the same waits in a circle. */
    Map<ApplicationId, Application> lockAll(Collection<ApplicationId> ids);

    Map<ApplicationId, Application> findAll(Collection<ApplicationId> ids);

    /** The applications of each of the tenants; the query, with its page, holds for each of them by itself. */
    Map<TenantId, List<Application>> listOf(Collection<TenantId> tenants, ListQuery<ApplicationColumn> query);

    /**
     * The applications in all tenants of that slug.
     *
     * @param project only in tenants of the project of this slug
     */
    List<Application> listByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query);

    /** How many rows {@link #listByTenantSlug} has over all pages. */
    long countByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query);

    /** Slugs in the tenant that equal the given one or extend it by a hyphen and a number. */
    Set<Slug> slugsLike(TenantId tenant, Slug slug);
}
