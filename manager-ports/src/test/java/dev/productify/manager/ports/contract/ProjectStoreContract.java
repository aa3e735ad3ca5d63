package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.tenancy.ProjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ProjectStore} promises. Its lists: {@link ProjectListContract}. */
public abstract class ProjectStoreContract extends StoreContract {
    @Test
    void everyFieldComesBackAsItWasWritten() {
        Project full = new Project(
                new ProjectId(newId()),
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                newSlug(),
                Optional.of(new Description("line\nline\ttab — ж")),
                true,
                CREATED,
                UPDATED,
                1);
        Project bare = project();

        change(at(full), stores -> stores.projects().insert(full));
        change(at(bare), stores -> stores.projects().insert(bare));

        assertThat(found(full.id())).contains(full);
        assertThat(found(bare.id())).contains(bare);
        assertFound(write(at(full), stores -> stores.projects().lock(full.id())))
                .contains(full);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        ProjectId nobody = new ProjectId(newId());

        assertThat(found(nobody)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.projects().lock(nobody))).isEmpty();
        assertRows(write(PLATFORM, stores -> stores.projects().delete(nobody))).isEmpty();
    }

    @Test
    void ofManyIdsThoseThatAreThereAreFound() {
        Project one = kept(project());
        Project two = kept(project());
        ProjectId nobody = new ProjectId(newId());

        Map<ProjectId, Project> found =
                read(PLATFORM, stores -> stores.projects().findAll(List.of(two.id(), nobody, one.id(), two.id())));

        assertThat(found).containsOnly(Map.entry(one.id(), one), Map.entry(two.id(), two));
        assertRows(read(PLATFORM, stores -> stores.projects().findAll(List.of())))
                .isEmpty();
    }

    @Test
    void aTakenSlugIsAConflict() {
        Project first = kept(project());
        Project second = project(first.slug());
        Project third = kept(project());

        assertRefused(
                CONFLICT, () -> change(at(second), stores -> stores.projects().insert(second)));
        assertRefused(
                CONFLICT, () -> change(at(third), stores -> stores.projects().update(slugged(third, first.slug()))));

        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
    }

    @Test
    void theNextVersionReplacesTheOneBefore() {
        Project project = kept(project());
        Project.Change everything = new Project.Change(
                Patch.set(new Name("Лавка")), Patch.set(newSlug()), Patch.set(new Description("new")), Patch.set(true));

        Project second = project.with(everything, LATER);
        change(at(project), stores -> stores.projects().update(second));
        Project third = second.with(
                new Project.Change(Patch.keep(), Patch.keep(), Patch.clear(), Patch.keep()), LATER.plusMillis(1));
        change(at(project), stores -> stores.projects().update(third));

        assertThat(found(project.id())).contains(third);
        assertThat(third.version()).isEqualTo(3);
        assertThat(third.description()).isEmpty();
    }

    @Test
    void aStaleVersionIsAConflictAndChangesNothing() {
        Project project = kept(project());
        Project mine = slugged(project, newSlug());
        Project theirs = slugged(project, newSlug());
        change(at(project), stores -> stores.projects().update(theirs));

        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.projects().update(mine)));

        assertThat(found(project.id())).contains(theirs);
    }

    @Test
    void aChangeOfWhatIsGoneIsAConflict() {
        Project project = kept(project());
        change(at(project), stores -> stores.projects().delete(project.id()));

        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.projects().update(slugged(project, newSlug()))));

        assertThat(found(project.id())).isEmpty();
    }

    @Test
    void deletionTakesEverythingAlongAndCountsIt() {
        Project project = kept(project());
        Tenant one = kept(tenant(project));
        Tenant two = kept(tenant(project));
        Application first = kept(application(one));
        Application second = kept(application(one));
        Application third = kept(application(two));
        keptMember(Place.of(project.id()), Role.ADMIN);
        keptMember(one.place(), Role.EDITOR);
        keptMember(one.place(), Role.VIEWER);
        keptMember(third.place(), Role.VIEWER);
        Project other = kept(project());
        Tenant otherTenant = kept(tenant(other));
        Application otherApplication = kept(application(otherTenant));

        Map<String, Long> gone = write(at(project), stores -> stores.projects().delete(project.id()));

        assertThat(gone)
                .containsEntry("tenants", 2L)
                .containsEntry("applications", 3L)
                .containsEntry("members", 4L)
                .doesNotContainKey("projects");
        assertThat(found(project.id())).isEmpty();
        assertRows(read(PLATFORM, stores -> stores.tenants().findAll(List.of(one.id(), two.id()))))
                .isEmpty();
        for (Application application : List.of(first, second, third)) {
            assertFound(read(PLATFORM, stores -> stores.applications().find(application.id())))
                    .isEmpty();
        }
        assertThat(found(other.id())).contains(other);
        assertFound(read(PLATFORM, stores -> stores.applications().find(otherApplication.id())))
                .contains(otherApplication);
    }

    @Test
    void theSlugOfADeletedProjectIsFreeAgain() {
        Project project = kept(project());
        change(at(project), stores -> stores.projects().delete(project.id()));

        Project next = kept(project(project.slug()));

        assertThat(found(next.id())).contains(next);
    }

    private Optional<Project> found(ProjectId id) {
        return read(PLATFORM, stores -> stores.projects().find(id));
    }

    private static Project slugged(Project project, Slug slug) {
        return project.with(new Project.Change(Patch.keep(), Patch.set(slug), Patch.keep(), Patch.keep()), LATER);
    }
}
