package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two projects with two tenants each, and two applications in every tenant. Slugs of tenants and applications are the
 * same in both projects, so that nothing is told apart by luck.
 */
record Forest(
        Project mine,
        Project other,
        Tenant near,
        Tenant sibling,
        Tenant far,
        List<Tenant> tenants,
        List<Application> applications) {
    static Forest planted(StoreContract rows) {
        Project mine = rows.kept(StoreContract.project());
        Project other = rows.kept(StoreContract.project());
        List<Slug> tenantSlugs = List.of(StoreContract.newSlug(), StoreContract.newSlug());
        List<Slug> applicationSlugs = List.of(StoreContract.newSlug(), StoreContract.newSlug());
        List<Tenant> tenants = Stream.of(mine, other)
                .flatMap(project -> tenantSlugs.stream().map(slug -> rows.kept(StoreContract.tenant(project, slug))))
                .toList();
        List<Application> applications = tenants.stream()
                .flatMap(tenant ->
                        applicationSlugs.stream().map(slug -> rows.kept(StoreContract.application(tenant, slug))))
                .toList();
        return new Forest(mine, other, tenants.get(0), tenants.get(1), tenants.get(2), tenants, applications);
    }

    List<Project> projects() {
        return List.of(mine, other);
    }

    /** The first application in that tenant. */
    Application in(Tenant tenant) {
        return applications.stream()
                .filter(application -> application.tenant().equals(tenant.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Ids of all that lies at that place or below it. */
    Set<UUID> within(Place place) {
        return Stream.of(
                        projects().stream()
                                .filter(project -> place.contains(Place.of(project.id())))
                                .map(project -> project.id().value()),
                        tenants.stream()
                                .filter(tenant -> place.contains(tenant.place()))
                                .map(tenant -> tenant.id().value()),
                        applications.stream()
                                .filter(application -> place.contains(application.place()))
                                .map(application -> application.id().value()))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet());
    }

    Set<UUID> everything() {
        return Stream.concat(within(Place.of(mine.id())).stream(), within(Place.of(other.id())).stream())
                .collect(Collectors.toSet());
    }
}
