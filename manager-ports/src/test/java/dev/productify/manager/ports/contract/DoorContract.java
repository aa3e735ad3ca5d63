package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Door;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be seen from the {@link Door}: places, and what somebody is there. */
public abstract class DoorContract extends StoreContract {
    @Test
    void everyKindOfTargetIsFoundAtItsPlace() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));

        assertThat(place(new Target.OfProject(project.id()))).contains(Place.of(project.id()));
        assertThat(place(new Target.OfProjectSlug(project.slug()))).contains(Place.of(project.id()));
        assertThat(place(new Target.OfTenant(tenant.id()))).contains(tenant.place());
        assertThat(place(new Target.OfTenantSlug(project.id(), tenant.slug()))).contains(tenant.place());
        assertThat(place(new Target.OfApplication(application.id()))).contains(application.place());
        assertThat(place(new Target.OfApplicationSlug(project.id(), tenant.id(), application.slug())))
                .contains(application.place());
    }

    @Test
    void whatDoesNotExistHasNoPlace() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        Tenant sibling = kept(tenant(project));
        Project other = kept(project());

        assertThat(place(new Target.OfProject(new ProjectId(newId())))).isEmpty();
        assertThat(place(new Target.OfProjectSlug(newSlug()))).isEmpty();
        assertThat(place(new Target.OfTenant(new TenantId(newId())))).isEmpty();
        assertThat(place(new Target.OfTenantSlug(other.id(), tenant.slug()))).isEmpty();
        assertThat(place(new Target.OfApplication(new ApplicationId(newId())))).isEmpty();
        assertThat(place(new Target.OfApplicationSlug(project.id(), sibling.id(), application.slug())))
                .isEmpty();
        assertThat(place(new Target.OfApplicationSlug(other.id(), tenant.id(), application.slug())))
                .isEmpty();
        // Ids of one kind are not ids of another.
        assertThat(place(new Target.OfTenant(new TenantId(project.id().value()))))
                .isEmpty();
        assertThat(place(new Target.OfApplication(new ApplicationId(tenant.id().value()))))
                .isEmpty();
    }

    @Test
    void grantsOnTheWayToThePlaceAreTold() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        User user = kept(user());
        kept(member(user, Place.of(project.id()), Role.VIEWER));
        kept(member(user, tenant.place(), Role.EDITOR));
        kept(member(user, application.place(), Role.ADMIN));

        assertThat(grants(user, new Target.OfApplication(application.id())))
                .containsExactlyInAnyOrder(
                        new Grant(Place.of(project.id()), Role.VIEWER),
                        new Grant(tenant.place(), Role.EDITOR),
                        new Grant(application.place(), Role.ADMIN));
        assertThat(grants(user, new Target.OfTenant(tenant.id())))
                .contains(new Grant(Place.of(project.id()), Role.VIEWER), new Grant(tenant.place(), Role.EDITOR));
        assertThat(grants(user, new Target.OfProjectSlug(project.slug())))
                .contains(new Grant(Place.of(project.id()), Role.VIEWER));
    }

    @Test
    void grantsBelowThePlaceAreToldAtLeastOnce() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        User user = keptMember(application.place(), Role.VIEWER);
        Grant grant = new Grant(application.place(), Role.VIEWER);

        assertThat(grants(user, new Target.OfTenant(tenant.id()))).containsExactly(grant);
        assertThat(grants(user, new Target.OfTenantSlug(project.id(), tenant.slug())))
                .containsExactly(grant);
        assertThat(grants(user, new Target.OfProject(project.id()))).containsExactly(grant);
    }

    @Test
    void whereThereAreGrantsBelowInSeveralPlacesAllThatIsToldLiesBelow() {
        Project project = kept(project());
        User user = kept(user());
        Tenant one = kept(tenant(project));
        Tenant two = kept(tenant(project));
        kept(member(user, one.place(), Role.VIEWER));
        kept(member(user, two.place(), Role.ADMIN));

        assertThat(grants(user, new Target.OfProject(project.id())))
                .isNotEmpty()
                .allMatch(grant -> grant.place().tenant().isPresent());
        assertThat(grants(user, new Target.OfTenant(one.id()))).containsExactly(new Grant(one.place(), Role.VIEWER));
    }

    @Test
    void grantsElsewhereAndOfOthersAreNotTold() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        Tenant sibling = kept(tenant(project));
        Application nephew = kept(application(sibling));
        Application next = kept(application(tenant));
        Project other = kept(project());
        User user = kept(user());
        kept(member(user, sibling.place(), Role.ADMIN));
        kept(member(user, nephew.place(), Role.ADMIN));
        kept(member(user, next.place(), Role.ADMIN));
        kept(member(user, Place.of(other.id()), Role.ADMIN));
        keptMember(Place.of(project.id()), Role.ADMIN);
        keptMember(tenant.place(), Role.ADMIN);
        keptMember(application.place(), Role.ADMIN);

        assertThat(grants(user, new Target.OfApplication(application.id()))).isEmpty();
        assertThat(grants(user, new Target.OfTenant(tenant.id()))).containsExactly(new Grant(next.place(), Role.ADMIN));
    }

    @Test
    void aPersonIsToldAsTheyAreNow() {
        User plain = kept(user());
        User administrator = kept(user(false, true));
        Principal stale = new Principal.Person(plain.id(), plain.username(), true);
        Principal promoted = new Principal.Person(administrator.id(), administrator.username(), false);

        assertThat(person(stale)).isEqualTo(new Standing.Person(principal(plain), true));
        assertThat(person(promoted)).isEqualTo(new Standing.Person(principal(administrator), true));
    }

    @Test
    void thePersonInAStandingIsTheSame() {
        Project project = kept(project());
        User administrator = kept(user(false, true));
        User disabled = kept(user(true, false));
        Target target = new Target.OfProject(project.id());

        assertThat(standing(principal(administrator), target).person())
                .isEqualTo(new Standing.Person(principal(administrator), true));
        assertThat(standing(principal(disabled), target).person().active()).isFalse();
        assertThat(standing(principal(user()), target).person().active()).isFalse();
    }

    @Test
    void whoIsDisabledOrGoneIsNotActive() {
        User disabled = kept(user(true, true));
        User absent = user();

        assertThat(person(principal(disabled)).active()).isFalse();
        assertThat(person(principal(absent)).active()).isFalse();
    }

    @Test
    void theManagerItselfIsActiveAndHasNoGrants() {
        Project project = kept(project());
        keptMember(Place.of(project.id()), Role.ADMIN);
        Principal system = new Principal.System("contract");

        assertThat(person(system)).isEqualTo(new Standing.Person(system, true));
        assertThat(standing(system, new Target.OfProject(project.id())))
                .isEqualTo(new Standing(Place.of(project.id()), new Standing.Person(system, true), List.of()));
    }

    @Test
    void projectSlugsLikeAreThatSlugAndItsNumberedOnes() {
        String stem = newWord();
        for (String taken : List.of("", "-2", "-10", "-2-3", "2", "-two", "-2b", "ping-2")) {
            kept(project(new Slug(stem + taken)));
        }

        assertThat(slugsLike(stem))
                .containsExactlyInAnyOrder(new Slug(stem), new Slug(stem + "-2"), new Slug(stem + "-10"));
        assertThat(slugsLike(stem + "-2")).containsExactlyInAnyOrder(new Slug(stem + "-2"), new Slug(stem + "-2-3"));
        assertThat(slugsLike(stem + "ping")).containsExactly(new Slug(stem + "ping-2"));
        assertThat(slugsLike(newWord())).isEmpty();
    }

    private Optional<Place> place(Target target) {
        return transactions()
                .door(door -> door.standing(principal(user()), target))
                .map(Standing::place);
    }

    private List<Grant> grants(User user, Target target) {
        return standing(principal(user), target).grants();
    }

    private Standing standing(Principal principal, Target target) {
        return transactions().door(door -> door.standing(principal, target)).orElseThrow();
    }

    private Standing.Person person(Principal principal) {
        return transactions().door(door -> door.person(principal));
    }

    private Set<Slug> slugsLike(String slug) {
        return transactions().door(door -> door.projectSlugsLike(new Slug(slug)));
    }

    @Test
    void whoAdministersATenantOfTheProjectIsKnown() {
        Forest forest = Forest.planted(this);
        Place near = forest.near().place();

        assertAdministers(keptMember(near, Role.ADMIN), forest, true);
        assertAdministers(keptMember(near, Role.EDITOR), forest, false);
        assertAdministers(keptMember(Place.of(forest.mine().id()), Role.ADMIN), forest, false);
        assertAdministers(keptMember(forest.in(forest.near()).place(), Role.ADMIN), forest, false);
        assertAdministers(keptMember(forest.far().place(), Role.ADMIN), forest, false);
        assertAdministers(kept(user()), forest, false);
    }

    private void assertAdministers(User user, Forest forest, boolean expected) {
        assertThat(transactions()
                        .<Boolean>door(door -> door.administersTenantOf(
                                principal(user), forest.mine().id())))
                .isEqualTo(expected);
    }

    @Test
    void administratorsOfSomethingAreThoseOfAnyLevel() {
        Forest forest = Forest.planted(this);
        for (Place place : List.of(
                Place.of(forest.mine().id()),
                forest.near().place(),
                forest.in(forest.near()).place())) {
            assertAdministersAnything(keptMember(place, Role.ADMIN), true);
            assertAdministersAnything(keptMember(place, Role.EDITOR), false);
        }
        assertAdministersAnything(kept(user()), false);
        assertAdministersAnything(user(), false);
    }

    private void assertAdministersAnything(User user, boolean expected) {
        assertThat(transactions().<Boolean>door(door -> door.administersAnything(principal(user))))
                .isEqualTo(expected);
    }

    @Test
    void whoIsAUserIsKnownAtTheDoor() {
        User user = kept(user());

        assertThat(transactions().<Boolean>door(door -> door.isUser(user.id()))).isTrue();
        assertThat(transactions().<Boolean>door(door -> door.isUser(user().id())))
                .isFalse();
    }
}
