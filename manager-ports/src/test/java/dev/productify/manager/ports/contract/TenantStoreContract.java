package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.ports.tenancy.TenantStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link TenantStore} promises. Its lists: {@link TenantListContract}. */
public abstract class TenantStoreContract extends StoreContract {
    @ParameterizedTest
    @EnumSource(TenantType.class)
    void everyFieldComesBackAsItWasWritten(TenantType type) {
        Project project = kept(project());
        boolean odd = type.ordinal() % 2 == 1;
        Tenant tenant = new Tenant(
                new TenantId(newId()),
                project.id(),
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                newSlug(),
                odd ? Optional.of(new Description("line\nline\ttab — ж")) : Optional.empty(),
                type,
                odd,
                CREATED,
                UPDATED,
                1);

        change(at(project), stores -> stores.tenants().insert(tenant));

        assertThat(found(tenant.id())).contains(tenant);
        assertFound(write(at(tenant.place()), stores -> stores.tenants().lock(tenant.id())))
                .contains(tenant);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        TenantId nobody = new TenantId(newId());

        assertThat(found(nobody)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.tenants().lock(nobody))).isEmpty();
        assertRows(write(PLATFORM, stores -> stores.tenants().delete(nobody))).isEmpty();
    }

    @Test
    void ofManyIdsThoseThatAreThereAreFound() {
        Tenant one = kept(tenant(kept(project())));
        Tenant two = kept(tenant(kept(project())));
        TenantId nobody = new TenantId(newId());

        Map<TenantId, Tenant> found =
                read(PLATFORM, stores -> stores.tenants().findAll(List.of(two.id(), nobody, one.id(), two.id())));

        assertThat(found).containsOnly(Map.entry(one.id(), one), Map.entry(two.id(), two));
        assertRows(read(PLATFORM, stores -> stores.tenants().findAll(List.of())))
                .isEmpty();
    }

    @Test
    void aSlugTakenInTheProjectIsAConflict() {
        Project project = kept(project());
        Tenant first = kept(tenant(project));
        Tenant second = tenant(project, first.slug());
        Tenant third = kept(tenant(project));

        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.tenants().insert(second)));
        assertRefused(
                CONFLICT,
                () -> change(at(third.place()), stores -> stores.tenants().update(slugged(third, first.slug()))));

        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
    }

    @Test
    void aSlugTakenInAnotherProjectIsFree() {
        Tenant first = kept(tenant(kept(project())));

        Tenant second = kept(tenant(kept(project()), first.slug()));

        assertThat(found(second.id())).contains(second);
    }

    @Test
    void aTenantOfAProjectThatIsGoneIsAConflict() {
        Project project = kept(project());
        change(at(project), stores -> stores.projects().delete(project.id()));
        Tenant orphan = tenant(project);

        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.tenants().insert(orphan)));

        assertThat(found(orphan.id())).isEmpty();
    }

    @Test
    void theNextVersionReplacesTheOneBefore() {
        Tenant tenant = kept(tenant(kept(project())));
        Tenant.Change everything = new Tenant.Change(
                Patch.set(new Name("Лавка")),
                Patch.set(newSlug()),
                Patch.clear(),
                Patch.set(TenantType.STAGE),
                Patch.set(true));

        Tenant second = tenant.with(everything, LATER);
        change(at(tenant.place()), stores -> stores.tenants().update(second));

        assertThat(found(tenant.id())).contains(second);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.description()).isEmpty();
    }

    @Test
    void aStaleVersionIsAConflictAndChangesNothing() {
        Tenant tenant = kept(tenant(kept(project())));
        Tenant mine = slugged(tenant, newSlug());
        Tenant theirs = slugged(tenant, newSlug());
        change(at(tenant.place()), stores -> stores.tenants().update(theirs));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.tenants().update(mine)));

        assertThat(found(tenant.id())).contains(theirs);
    }

    @Test
    void aChangeCannotMoveATenantToAnotherProject() {
        Tenant tenant = kept(tenant(kept(project())));
        Project elsewhere = kept(project());
        Tenant moved = new Tenant(
                tenant.id(),
                elsewhere.id(),
                tenant.name(),
                tenant.slug(),
                tenant.description(),
                tenant.type(),
                tenant.isProtected(),
                tenant.createdAt(),
                LATER,
                2);

        assertThatThrownBy(() -> change(PLATFORM, stores -> stores.tenants().update(moved)))
                .isInstanceOf(RuntimeException.class);

        assertThat(found(tenant.id())).contains(tenant);
    }

    @Test
    void deletionTakesEverythingAlongAndCountsIt() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application one = kept(application(tenant));
        Application two = kept(application(tenant));
        keptMember(tenant.place(), Role.ADMIN);
        keptMember(one.place(), Role.EDITOR);
        Tenant sibling = kept(tenant(project));
        Application nephew = kept(application(sibling));

        Map<String, Long> gone =
                write(at(tenant.place()), stores -> stores.tenants().delete(tenant.id()));

        assertThat(gone)
                .containsEntry("applications", 2L)
                .containsEntry("members", 2L)
                .doesNotContainKeys("projects", "tenants");
        assertThat(found(tenant.id())).isEmpty();
        for (Application application : List.of(one, two)) {
            assertFound(read(PLATFORM, stores -> stores.applications().find(application.id())))
                    .isEmpty();
        }
        assertThat(found(sibling.id())).contains(sibling);
        assertFound(read(PLATFORM, stores -> stores.applications().find(nephew.id())))
                .contains(nephew);
    }

    @Test
    void slugsLikeAreThatSlugAndItsNumberedOnesInTheProject() {
        Project project = kept(project());
        String stem = newWord();
        for (String taken : List.of("", "-2", "-10", "-2-3", "2", "-two", "-2b", "s-2")) {
            kept(tenant(project, new Slug(stem + taken)));
        }
        kept(tenant(kept(project()), new Slug(stem + "-3")));

        assertSlugs(read(at(project), stores -> stores.tenants().slugsLike(project.id(), new Slug(stem))))
                .containsExactlyInAnyOrder(new Slug(stem), new Slug(stem + "-2"), new Slug(stem + "-10"));
        assertSlugs(read(at(project), stores -> stores.tenants().slugsLike(project.id(), new Slug(stem + "-2"))))
                .containsExactlyInAnyOrder(new Slug(stem + "-2"), new Slug(stem + "-2-3"));
        assertSlugs(read(at(project), stores -> stores.tenants().slugsLike(project.id(), newSlug())))
                .isEmpty();
    }

    private Optional<Tenant> found(TenantId id) {
        return read(PLATFORM, stores -> stores.tenants().find(id));
    }

    private static Tenant slugged(Tenant tenant, Slug slug) {
        return tenant.with(
                new Tenant.Change(Patch.keep(), Patch.set(slug), Patch.keep(), Patch.keep(), Patch.keep()), LATER);
    }
}
