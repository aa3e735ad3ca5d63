package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tenancy.TenantColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists of tenants promise. */
public abstract class TenantListContract extends ListContract<Tenant, TenantColumn> {
    private final Project project = project();

    protected TenantListContract() {
        super(TenantColumn.class);
    }

    @Override
    List<Tenant> inserted() {
        kept(project);
        kept(tenant(kept(project())));
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> kept(new Tenant(
                        new TenantId(newId()),
                        project.id(),
                        name(i),
                        newSlug(),
                        description(i),
                        TenantType.values()[i % TenantType.values().length],
                        i % 4 == 0,
                        time(i),
                        time(i + 3),
                        1)))
                .toList();
    }

    @Override
    List<Tenant> list(ListQuery<TenantColumn> query) {
        return listOf(List.of(project.id()), query).get(project.id());
    }

    @Override
    long count(ListQuery<TenantColumn> query) {
        return read(PLATFORM, stores -> stores.tenants().countOf(project.id(), query));
    }

    @Override
    UUID id(Tenant row) {
        return row.id().value();
    }

    @Test
    void thePageHoldsForEachProjectByItself() {
        Project small = kept(project());
        Tenant one = kept(tenant(small));
        Tenant two = kept(tenant(small));
        Project empty = kept(project());
        List<Tenant> large = list(ListQuery.all());

        Map<ProjectId, List<Tenant>> lists = listOf(
                List.of(small.id(), project.id(), empty.id()),
                ordered(TenantColumn.ID, false, Optional.of(new Page(3, 1))));

        assertThat(lists)
                .containsOnly(
                        Map.entry(small.id(), List.of(two)),
                        Map.entry(project.id(), large.subList(1, 4)),
                        Map.entry(empty.id(), List.of()));
        assertThat(listOf(List.of(small.id()), ListQuery.all()).get(small.id())).containsExactly(one, two);
    }

    @Test
    void aProjectWithoutTenantsHasAnEmptyList() {
        Project empty = kept(project());
        long count = read(at(empty), stores -> stores.tenants().countOf(empty.id(), ListQuery.all()));

        assertThat(listOf(List.of(empty.id()), ListQuery.all())).containsExactly(Map.entry(empty.id(), List.of()));
        assertThat(listOf(List.of(), ListQuery.all())).isEmpty();
        assertThat(count).isZero();
    }

    private Map<ProjectId, List<Tenant>> listOf(List<ProjectId> projects, ListQuery<TenantColumn> query) {
        return read(PLATFORM, stores -> stores.tenants().listOf(projects, query));
    }
}
