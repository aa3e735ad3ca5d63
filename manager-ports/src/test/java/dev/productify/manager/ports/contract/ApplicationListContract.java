package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists of applications promise. */
public abstract class ApplicationListContract extends ListContract<Application, ApplicationColumn> {
    private static final List<String> RELEASES = List.of("1.0.0", "1.0.0-RC.1", "10.0.0", "2.0.0+b");

    private final Project project = project();
    private final Tenant tenant = tenant(project);

    protected ApplicationListContract() {
        super(ApplicationColumn.class);
    }

    @Override
    List<Application> inserted() {
        kept(project);
        kept(tenant);
        kept(application(kept(tenant(project))));
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> kept(new Application(
                        new ApplicationId(newId()),
                        project.id(),
                        tenant.id(),
                        name(i),
                        newSlug(),
                        description(i),
                        new SemanticVersion(RELEASES.get(i % RELEASES.size())),
                        time(i),
                        time(i + 3),
                        1)))
                .toList();
    }

    /** By parent, and by the parent's slug, which must be the same. */
    @Override
    List<Application> list(ListQuery<ApplicationColumn> query) {
        List<Application> byParent = listOf(List.of(tenant.id()), query).get(tenant.id());
        List<Application> bySlug = read(
                PLATFORM, stores -> stores.applications().listByTenantSlug(tenant.slug(), Optional.empty(), query));
        assertThat(bySlug).isEqualTo(byParent);
        return byParent;
    }

    @Override
    long count(ListQuery<ApplicationColumn> query) {
        return read(
                PLATFORM, stores -> stores.applications().countByTenantSlug(tenant.slug(), Optional.empty(), query));
    }

    @Override
    UUID id(Application row) {
        return row.id().value();
    }

    @Test
    void thePageHoldsForEachTenantByItself() {
        Tenant small = kept(tenant(project));
        kept(application(small));
        Application two = kept(application(small));
        Tenant empty = kept(tenant(project));
        List<Application> large = list(ListQuery.all());

        Map<TenantId, List<Application>> lists = listOf(
                List.of(small.id(), tenant.id(), empty.id()),
                ordered(ApplicationColumn.ID, false, Optional.of(new Page(3, 1))));

        assertThat(lists)
                .containsOnly(
                        Map.entry(small.id(), List.of(two)),
                        Map.entry(tenant.id(), large.subList(1, 4)),
                        Map.entry(empty.id(), List.of()));
    }

    @Test
    void aTenantWithoutApplicationsHasAnEmptyList() {
        Tenant empty = kept(tenant(project));

        assertThat(listOf(List.of(empty.id()), ListQuery.all())).containsExactly(Map.entry(empty.id(), List.of()));
        assertThat(listOf(List.of(), ListQuery.all())).isEmpty();
    }

    @Test
    void aTenantsSlugFindsTheApplicationsInAllProjectsAndAProjectsSlugNarrows() {
        Project other = kept(project());
        Tenant namesake = kept(tenant(other, tenant.slug()));
        Application far = kept(application(namesake));
        Project third = kept(project());

        assertThat(bySlugs(Optional.empty())).hasSize(TEXTS.size() + 1).contains(far);
        assertThat(bySlugs(Optional.of(other))).containsExactly(far);
        assertThat(bySlugs(Optional.of(project))).hasSize(TEXTS.size()).doesNotContain(far);
        assertThat(bySlugs(Optional.of(third))).isEmpty();
        assertThat(bySlugs(Optional.of(project()))).isEmpty();
    }

    /** The rows, after a look whether their count is the same. */
    private List<Application> bySlugs(Optional<Project> in) {
        return read(PLATFORM, stores -> {
            var slug = in.map(Project::slug);
            List<Application> found = stores.applications().listByTenantSlug(tenant.slug(), slug, ListQuery.all());
            assertThat(stores.applications().countByTenantSlug(tenant.slug(), slug, ListQuery.all()))
                    .isEqualTo(found.size());
            return found;
        });
    }

    private Map<TenantId, List<Application>> listOf(List<TenantId> tenants, ListQuery<ApplicationColumn> query) {
        return read(PLATFORM, stores -> stores.applications().listOf(tenants, query));
    }
}
