package dev.productify.manager.ports.contract;

import static java.util.stream.Collectors.toSet;

import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every way there is to look at the tree: which of a forest's rows a transaction gets to see by it. */
enum Look {
    FIND_PROJECT((stores, forest) -> forest.projects().stream()
            .flatMap(project -> stores.projects().find(project.id()).stream())
            .map(Look::id)),
    LOCK_PROJECT((stores, forest) -> forest.projects().stream()
            .flatMap(project -> stores.projects().lock(project.id()).stream())
            .map(Look::id)),
    FIND_PROJECTS((stores, forest) ->
            stores
                    .projects()
                    .findAll(forest.projects().stream().map(Project::id).toList())
                    .values()
                    .stream()
                    .map(Look::id)),
    LIST_PROJECTS((stores, forest) -> forest.projects().stream()
            .flatMap(project -> stores
                    .projects()
                    .list(equal(ProjectColumn.SLUG, project.slug().value()))
                    .stream())
            .map(Look::id)),
    COUNT_PROJECTS((stores, forest) -> forest.projects().stream()
            .filter(project -> stores.projects().count(equal(ProjectColumn.ID, id(project))) == 1)
            .map(Look::id)),

    FIND_TENANT((stores, forest) -> forest.tenants().stream()
            .flatMap(tenant -> stores.tenants().find(tenant.id()).stream())
            .map(Look::id)),
    LOCK_TENANT((stores, forest) -> forest.tenants().stream()
            .flatMap(tenant -> stores.tenants().lock(tenant.id()).stream())
            .map(Look::id)),
    FIND_TENANTS((stores, forest) ->
            stores.tenants().findAll(forest.tenants().stream().map(Tenant::id).toList()).values().stream()
                    .map(Look::id)),
    LIST_TENANTS((stores, forest) ->
            stores
                    .tenants()
                    .listOf(forest.projects().stream().map(Project::id).toList(), ListQuery.all())
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .map(Look::id)),
    COUNT_TENANTS((stores, forest) -> forest.tenants().stream()
            .filter(tenant -> stores.tenants().countOf(tenant.project(), equal(TenantColumn.ID, id(tenant))) == 1)
            .map(Look::id)),
    SLUGS_OF_TENANTS((stores, forest) -> forest.tenants().stream()
            .filter(tenant ->
                    stores.tenants().slugsLike(tenant.project(), tenant.slug()).contains(tenant.slug()))
            .map(Look::id)),

    FIND_APPLICATION((stores, forest) -> forest.applications().stream()
            .flatMap(application -> stores.applications().find(application.id()).stream())
            .map(Look::id)),
    LOCK_APPLICATION((stores, forest) -> forest.applications().stream()
            .flatMap(application -> stores.applications().lock(application.id()).stream())
            .map(Look::id)),
    FIND_APPLICATIONS((stores, forest) ->
            stores
                    .applications()
                    .findAll(forest.applications().stream().map(Application::id).toList())
                    .values()
                    .stream()
                    .map(Look::id)),
    LIST_APPLICATIONS((stores, forest) ->
            stores
                    .applications()
                    .listOf(forest.tenants().stream().map(Tenant::id).toList(), ListQuery.all())
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .map(Look::id)),
    LIST_APPLICATIONS_BY_TENANT_SLUG((stores, forest) -> tenantSlugs(forest)
            .flatMap(slug -> stores.applications().listByTenantSlug(slug, Optional.empty(), ListQuery.all()).stream())
            .map(Look::id)),
    LIST_APPLICATIONS_BY_BOTH_SLUGS((stores, forest) -> tenantSlugs(forest)
            .flatMap(slug -> forest.projects().stream()
                    .flatMap(
                            project -> stores
                                    .applications()
                                    .listByTenantSlug(slug, Optional.of(project.slug()), ListQuery.all())
                                    .stream()))
            .map(Look::id)),
    COUNT_APPLICATIONS((stores, forest) -> forest.applications().stream()
            .filter(application -> tenantSlugs(forest)
                    .anyMatch(slug -> stores.applications()
                                    .countByTenantSlug(
                                            slug, Optional.empty(), equal(ApplicationColumn.ID, id(application)))
                            == 1))
            .map(Look::id)),
    SLUGS_OF_APPLICATIONS((stores, forest) -> forest.applications().stream()
            .filter(application -> stores.applications()
                    .slugsLike(application.tenant(), application.slug())
                    .contains(application.slug()))
            .map(Look::id));

    private final BiFunction<Stores, Forest, Stream<UUID>> look;

    Look(BiFunction<Stores, Forest, Stream<UUID>> look) {
        this.look = look;
    }

    Set<UUID> seen(Stores stores, Forest forest) {
        return look.apply(stores, forest).collect(toSet());
    }

    /** Those of the ids that are of the kind this looks for. */
    Set<UUID> ofItsKind(Forest forest, Collection<UUID> ids) {
        Stream<UUID> kind = name().contains("APPLICATION")
                ? forest.applications().stream().map(Look::id)
                : name().contains("TENANT")
                        ? forest.tenants().stream().map(Look::id)
                        : forest.projects().stream().map(Look::id);
        return kind.filter(ids::contains).collect(toSet());
    }

    private static Stream<Slug> tenantSlugs(Forest forest) {
        return forest.tenants().stream().map(Tenant::slug).distinct();
    }

    static <C extends Enum<C> & Column<?>> ListQuery<C> equal(C column, Object value) {
        return new ListQuery<>(
                List.of(new ListQuery.Condition<>(column, ListQuery.Operator.EQUALS, value)),
                Optional.empty(),
                Optional.empty());
    }

    private static UUID id(Project project) {
        return project.id().value();
    }

    private static UUID id(Tenant tenant) {
        return tenant.id().value();
    }

    private static UUID id(Application application) {
        return application.id().value();
    }
}
