package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tenancy.TenantStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class InMemoryTenantStore implements TenantStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryTenantStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Tenant tenant) {
        sightline.requireInside(sightline.sees(tenant.place()));
        if (!data.exists(Place.of(tenant.project()))) {
            throw ManagerException.conflict("The project was removed meanwhile");
        }
        requireFreeSlug(tenant);
        data.tenants.put(tenant.id(), tenant);
    }

    private void requireFreeSlug(Tenant tenant) {
        boolean taken = data.tenants.values().stream()
                .anyMatch(other -> !other.id().equals(tenant.id())
                        && other.project().equals(tenant.project())
                        && other.slug().equals(tenant.slug()));
        if (taken) {
            throw ManagerException.conflict("The slug is taken in this project");
        }
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(data.tenants.get(id)).flatMap(this::shown);
    }

    @Override
    public Optional<Tenant> lock(TenantId id) {
        return find(id);
    }

    @Override
    public Map<TenantId, Tenant> findAll(Collection<TenantId> ids) {
        Map<TenantId, Tenant> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(tenant -> found.put(id, tenant)));
        return found;
    }

    @Override
    public Map<ProjectId, List<Tenant>> listOf(Collection<ProjectId> projects, ListQuery<TenantColumn> query) {
        Map<ProjectId, List<Tenant>> lists = new LinkedHashMap<>();
        projects.forEach(project -> lists.put(project, InMemoryLists.page(of(project), query, Tenant::id)));
        return lists;
    }

    @Override
    public long countOf(ProjectId project, ListQuery<TenantColumn> query) {
        return InMemoryLists.count(of(project), query);
    }

    @Override
    public Set<Slug> slugsLike(ProjectId project, Slug slug) {
        return InMemoryDoor.like(of(project).map(Tenant::slug), slug);
    }

    @Override
    public void update(Tenant tenant) {
        Versions.requireNext(
                find(tenant.id())
                        .filter(kept -> kept.place().equals(tenant.place()))
                        .map(Tenant::version),
                tenant.version());
        requireFreeSlug(tenant);
        data.tenants.put(tenant.id(), tenant);
    }

    @Override
    public Map<String, Long> delete(TenantId id) {
        Optional<Tenant> tenant = find(id);
        if (tenant.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> gone = data.removeAt(tenant.get().place()::contains);
        gone.keySet().removeAll(List.of("projects", "tenants", "languagePacks", "pilets"));
        return gone;
    }

    private Stream<Tenant> of(ProjectId project) {
        return data.tenants.values().stream()
                .filter(tenant -> tenant.project().equals(project))
                .flatMap(tenant -> shown(tenant).stream());
    }

    private Optional<Tenant> shown(Tenant tenant) {
        return switch (sightline.sight(tenant.place())) {
            case NONE -> Optional.empty();
            case NAME -> Optional.of(tenant.byName());
            case CONTENT -> Optional.of(tenant);
        };
    }

    @Override
    public Map<TenantId, Sight> sights(Collection<TenantId> ids) {
        Map<TenantId, Sight> sights = new LinkedHashMap<>();
        findAll(ids).forEach((id, tenant) -> sights.put(id, sightline.sight(tenant.place())));
        return sights;
    }
}
