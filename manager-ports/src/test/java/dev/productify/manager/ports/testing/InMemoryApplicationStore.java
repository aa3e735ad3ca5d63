package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class InMemoryApplicationStore implements ApplicationStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryApplicationStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Application application) {
        sightline.requireInside(sightline.sees(application.place()));
        if (!data.exists(Place.of(application.project(), application.tenant()))) {
            throw ManagerException.conflict("The tenant was removed meanwhile");
        }
        requireFreeSlug(application);
        data.applications.put(application.id(), application);
    }

    private void requireFreeSlug(Application application) {
        boolean taken = data.applications.values().stream()
                .anyMatch(other -> !other.id().equals(application.id())
                        && other.tenant().equals(application.tenant())
                        && other.slug().equals(application.slug()));
        if (taken) {
            throw ManagerException.conflict("The slug is taken in this tenant");
        }
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return Optional.ofNullable(data.applications.get(id)).filter(found -> sightline.sees(found.place()));
    }

    @Override
    public Map<ApplicationId, Application> findAll(Collection<ApplicationId> ids) {
        Map<ApplicationId, Application> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(application -> found.put(id, application)));
        return found;
    }

    @Override
    public Optional<Application> find(TenantId tenant, Slug slug) {
        return of(tenant).filter(application -> application.slug().equals(slug)).findFirst();
    }

    @Override
    public Map<ApplicationId, Application> lockAll(Collection<ApplicationId> ids) {
        return findAll(ids);
    }

    @Override
    public Optional<Application> lock(ApplicationId id) {
        return find(id);
    }

    @Override
    public Map<TenantId, List<Application>> listOf(Collection<TenantId> tenants, ListQuery<ApplicationColumn> query) {
        Map<TenantId, List<Application>> lists = new LinkedHashMap<>();
        tenants.forEach(tenant -> lists.put(tenant, InMemoryLists.page(of(tenant), query, Application::id)));
        return lists;
    }

    @Override
    public List<Application> listByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        return InMemoryLists.page(byTenantSlug(tenant, project), query, Application::id);
    }

    @Override
    public long countByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        return InMemoryLists.count(byTenantSlug(tenant, project), query);
    }

    @Override
    public Set<Slug> slugsLike(TenantId tenant, Slug slug) {
        return InMemoryDoor.like(of(tenant).map(Application::slug), slug);
    }

    @Override
    public void update(Application application) {
        Versions.requireNext(
                find(application.id())
                        .filter(kept -> kept.place().equals(application.place()))
                        .map(Application::version),
                application.version());
        requireFreeSlug(application);
        data.applications.put(application.id(), application);
    }

    @Override
    public Map<String, Long> delete(ApplicationId id) {
        Optional<Application> application = find(id);
        if (application.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> gone = data.removeAt(application.get().place()::contains);
        gone.keySet()
                .removeAll(List.of("projects", "tenants", "applications", "machineUsers", "languagePacks", "pilets"));
        return gone;
    }

    private Stream<Application> of(TenantId tenant) {
        return visible().filter(application -> application.tenant().equals(tenant));
    }

    private Stream<Application> byTenantSlug(Slug tenant, Optional<Slug> project) {
        return visible()
                .filter(found -> data.tenants.get(found.tenant()).slug().equals(tenant))
                .filter(found -> project.isEmpty()
                        || data.projects.get(found.project()).slug().equals(project.get()));
    }

    private Stream<Application> visible() {
        return data.applications.values().stream().filter(found -> sightline.sees(found.place()));
    }
}
