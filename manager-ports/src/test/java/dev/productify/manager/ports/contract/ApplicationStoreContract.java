package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ApplicationStore} promises. Its lists: {@link ApplicationListContract}. */
public abstract class ApplicationStoreContract extends StoreContract {
    @Test
    void everyFieldComesBackAsItWasWritten() {
        Tenant tenant = kept(tenant(kept(project())));
        Application full = new Application(
                new ApplicationId(newId()),
                tenant.project(),
                tenant.id(),
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                newSlug(),
                Optional.of(new Description("line\nline\ttab — ж")),
                new SemanticVersion("1.2.3-rc.1+build.5"),
                CREATED,
                UPDATED,
                1);
        Application bare = undescribed(application(tenant));

        change(at(tenant.place()), stores -> stores.applications().insert(full));
        change(at(tenant.place()), stores -> stores.applications().insert(bare));

        assertThat(found(full.id())).contains(full);
        assertThat(found(bare.id())).contains(bare);
        assertFound(write(at(full.place()), stores -> stores.applications().lock(full.id())))
                .contains(full);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        ApplicationId nobody = new ApplicationId(newId());

        assertThat(found(nobody)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.applications().lock(nobody)))
                .isEmpty();
        assertRows(write(PLATFORM, stores -> stores.applications().delete(nobody)))
                .isEmpty();
    }

    @Test
    void oneIsFoundByItsSlugInItsTenantOnly() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        Tenant sibling = kept(tenant(project));

        assertFound(read(at(tenant.place()), stores -> stores.applications().find(tenant.id(), application.slug())))
                .contains(application);
        assertFound(read(PLATFORM, stores -> stores.applications().find(sibling.id(), application.slug())))
                .isEmpty();
        assertFound(read(PLATFORM, stores -> stores.applications().find(tenant.id(), newSlug())))
                .isEmpty();
        assertFound(read(at(sibling.place()), stores -> stores.applications().find(tenant.id(), application.slug())))
                .isEmpty();
    }

    @Test
    void manyAreLockedAtOnce() {
        Project project = kept(project());
        Application first = kept(application(kept(tenant(project))));
        Application second = kept(application(kept(tenant(project))));
        List<ApplicationId> ids = List.of(second.id(), new ApplicationId(newId()), first.id());

        assertRows(write(at(project), stores -> stores.applications().lockAll(ids)))
                .isEqualTo(Map.of(first.id(), first, second.id(), second));
        assertRows(write(at(first.place()), stores -> stores.applications().lockAll(ids)))
                .isEqualTo(Map.of(first.id(), first));
    }

    @Test
    void aSlugTakenInTheTenantIsAConflict() {
        Tenant tenant = kept(tenant(kept(project())));
        Application first = kept(application(tenant));
        Application second = application(tenant, first.slug());
        Application third = kept(application(tenant));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.applications().insert(second)));
        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.applications().update(slugged(third, first.slug()))));

        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
    }

    @Test
    void aSlugTakenInAnotherTenantIsFree() {
        Project project = kept(project());
        Application first = kept(application(kept(tenant(project))));

        Application second = kept(application(kept(tenant(project)), first.slug()));

        assertThat(found(second.id())).contains(second);
    }

    @Test
    void anApplicationOfATenantThatIsGoneIsAConflict() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        change(at(project), stores -> stores.tenants().delete(tenant.id()));
        Application orphan = application(tenant);

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.applications().insert(orphan)));

        assertThat(found(orphan.id())).isEmpty();
    }

    @Test
    void anApplicationCannotLieInATenantOfAnotherProject() {
        Tenant tenant = kept(tenant(kept(project())));
        Project elsewhere = kept(project());
        Application astray = placed(application(tenant), elsewhere.id(), tenant.id());

        assertThatThrownBy(
                        () -> change(PLATFORM, stores -> stores.applications().insert(astray)))
                .isInstanceOf(RuntimeException.class);

        assertThat(found(astray.id())).isEmpty();
    }

    @Test
    void theNextVersionReplacesTheOneBefore() {
        Application application = kept(application(kept(tenant(kept(project())))));
        Application.Change everything = new Application.Change(
                Patch.set(new Name("Лавка")),
                Patch.set(newSlug()),
                Patch.clear(),
                Patch.set(new SemanticVersion("2.0.0-alpha")));

        Application second = application.with(everything, LATER);
        change(at(application.place()), stores -> stores.applications().update(second));

        assertThat(found(application.id())).contains(second);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.description()).isEmpty();
    }

    @Test
    void aStaleVersionIsAConflictAndChangesNothing() {
        Application application = kept(application(kept(tenant(kept(project())))));
        Application mine = slugged(application, newSlug());
        Application theirs = slugged(application, newSlug());
        change(at(application.place()), stores -> stores.applications().update(theirs));

        assertRefused(
                CONFLICT,
                () -> change(
                        at(application.place()), stores -> stores.applications().update(mine)));

        assertThat(found(application.id())).contains(theirs);
    }

    @Test
    void aChangeCannotMoveAnApplicationToAnotherTenant() {
        Project project = kept(project());
        Application application = kept(application(kept(tenant(project))));
        Tenant elsewhere = kept(tenant(project));
        Application moved = placed(slugged(application, newSlug()), project.id(), elsewhere.id());

        assertThatThrownBy(
                        () -> change(PLATFORM, stores -> stores.applications().update(moved)))
                .isInstanceOf(RuntimeException.class);

        assertThat(found(application.id())).contains(application);
    }

    @Test
    void deletionTakesItsMembersAlongAndCountsThem() {
        Tenant tenant = kept(tenant(kept(project())));
        Application application = kept(application(tenant));
        Application sibling = kept(application(tenant));
        keptMember(application.place(), Role.ADMIN);
        keptMember(application.place(), Role.VIEWER);
        keptMember(sibling.place(), Role.VIEWER);
        keptMember(tenant.place(), Role.VIEWER);

        Map<String, Long> gone =
                write(at(application.place()), stores -> stores.applications().delete(application.id()));

        assertThat(gone).containsEntry("members", 2L).doesNotContainKeys("projects", "tenants", "applications");
        assertThat(found(application.id())).isEmpty();
        assertThat(found(sibling.id())).contains(sibling);
    }

    @Test
    void slugsLikeAreThatSlugAndItsNumberedOnesInTheTenant() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        String stem = newWord();
        for (String taken : List.of("", "-2", "-10", "-2-3", "2", "-two", "-2b", "s-2")) {
            kept(application(tenant, new Slug(stem + taken)));
        }
        kept(application(kept(tenant(project)), new Slug(stem + "-3")));

        assertSlugs(read(at(tenant.place()), stores -> stores.applications().slugsLike(tenant.id(), new Slug(stem))))
                .containsExactlyInAnyOrder(new Slug(stem), new Slug(stem + "-2"), new Slug(stem + "-10"));
        assertSlugs(read(at(tenant.place()), stores -> stores.applications().slugsLike(tenant.id(), newSlug())))
                .isEmpty();
    }

    private Optional<Application> found(ApplicationId id) {
        return read(PLATFORM, stores -> stores.applications().find(id));
    }

    private static Application slugged(Application application, Slug slug) {
        return application.with(
                new Application.Change(Patch.keep(), Patch.set(slug), Patch.keep(), Patch.keep()), LATER);
    }

    private static Application undescribed(Application application) {
        return new Application(
                application.id(),
                application.project(),
                application.tenant(),
                application.name(),
                application.slug(),
                Optional.empty(),
                application.release(),
                application.createdAt(),
                application.updatedAt(),
                application.version());
    }

    private static Application placed(Application application, ProjectId project, TenantId tenant) {
        return new Application(
                application.id(),
                project,
                tenant,
                application.name(),
                application.slug(),
                application.description(),
                application.release(),
                application.createdAt(),
                application.updatedAt(),
                application.version());
    }
}
