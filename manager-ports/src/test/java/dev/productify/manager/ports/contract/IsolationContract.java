package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_NONE;

import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tx.Binding;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The heart of the matter: what a transaction sees is what its binding says, by whatever way it looks. */
public abstract class IsolationContract extends StoreContract {
    @ParameterizedTest
    @EnumSource(Look.class)
    void aTransactionBoundToAProjectSeesAllOfItAndNothingOfAnother(Look look) {
        Forest forest = Forest.planted(this);

        assertSees(
                at(forest.mine()),
                look,
                forest,
                forest.within(Place.of(forest.mine().id())));
        assertSees(
                at(forest.other()),
                look,
                forest,
                forest.within(Place.of(forest.other().id())));
    }

    // Who looks by the slug of a project needs its row.
    @ParameterizedTest
    @EnumSource(value = Look.class, mode = EXCLUDE, names = "LIST_APPLICATIONS_BY_BOTH_SLUGS")
    void aTransactionBoundToATenantSeesThatTenantButNeitherItsProjectNorASibling(Look look) {
        Forest forest = Forest.planted(this);

        assertSees(
                at(forest.near().place()),
                look,
                forest,
                forest.within(forest.near().place()));
        assertSees(
                at(forest.far().place()),
                look,
                forest,
                forest.within(forest.far().place()));
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = EXCLUDE, names = "LIST_APPLICATIONS_BY_BOTH_SLUGS")
    void aTransactionBoundToAnApplicationSeesItsTenant(Look look) {
        Forest forest = Forest.planted(this);
        Place place = forest.in(forest.near()).place();

        assertSees(at(place), look, forest, forest.within(forest.near().place()));
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void aTransactionBoundToAPlaceThatDoesNotExistSeesNothing(Look look) {
        Forest forest = Forest.planted(this);

        assertSees(at(Place.of(project().id())), look, forest, Set.of());
        assertSees(at(Place.of(forest.mine().id(), tenant(forest.mine()).id())), look, forest, Set.of());
        assertSees(at(Place.of(forest.other().id(), forest.near().id())), look, forest, Set.of());
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void aTransactionOfThePlatformSeesEverything(Look look) {
        Forest forest = Forest.planted(this);

        assertSees(PLATFORM, look, forest, forest.everything());
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfAMemberOfAProjectIsAllBelow(Look look) {
        Forest forest = Forest.planted(this);
        for (Role role : Role.values()) {
            User user = keptMember(Place.of(forest.mine().id()), role);

            assertReaches(
                    principal(user),
                    look,
                    forest,
                    forest.within(Place.of(forest.mine().id())));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfAMemberOfATenantIsThatTenantAndItsProjectByName(Look look) {
        Forest forest = Forest.planted(this);
        User user = keptMember(forest.near().place(), Role.ADMIN);

        Set<UUID> reach = new HashSet<>(forest.within(forest.near().place()));
        reach.add(forest.mine().id().value());

        assertReaches(principal(user), look, forest, reach);
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfAMemberOfAnApplicationIsThatApplicationAndWhatIsAboveByName(Look look) {
        Forest forest = Forest.planted(this);
        Application application = forest.in(forest.sibling());
        User user = keptMember(application.place(), Role.EDITOR);

        Set<UUID> reach = Set.of(
                forest.mine().id().value(),
                forest.sibling().id().value(),
                application.id().value());

        assertReaches(principal(user), look, forest, reach);
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void severalMembershipsAddUp(Look look) {
        Forest forest = Forest.planted(this);
        User user = keptMember(forest.near().place(), Role.VIEWER);
        kept(member(user, forest.in(forest.near()).place(), Role.ADMIN));
        kept(member(user, forest.in(forest.far()).place(), Role.VIEWER));
        keptMember(Place.of(forest.other().id()), Role.ADMIN);

        Set<UUID> reach = new HashSet<>(forest.within(forest.near().place()));
        reach.add(forest.mine().id().value());
        reach.add(forest.other().id().value());
        reach.add(forest.far().id().value());
        reach.add(forest.in(forest.far()).id().value());

        assertReaches(principal(user), look, forest, reach);
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfAMachineUserIsItsTenantAndItsProjectByName(Look look) {
        Forest forest = Forest.planted(this);
        Principal machine = new Principal.Machine(
                new MachineUserId(newId()),
                "bot",
                forest.mine().id(),
                forest.near().id(),
                Role.VIEWER);

        Set<UUID> reach = new HashSet<>(forest.within(forest.near().place()));
        reach.add(forest.mine().id().value());

        assertReaches(machine, look, forest, reach);
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfWhoIsNobodysMemberIsNothing(Look look) {
        Forest forest = Forest.planted(this);
        keptMember(Place.of(forest.mine().id()), Role.ADMIN);

        assertReaches(principal(kept(user())), look, forest, Set.of());
        assertReaches(principal(user()), look, forest, Set.of());
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, mode = MATCH_NONE, names = "LOCK_.*")
    void theReachOfAPlatformAdministratorIsEverything(Look look) {
        Forest forest = Forest.planted(this);
        User administrator = kept(user(false, true));

        assertReaches(principal(administrator), look, forest, forest.everything());
        assertReaches(new Principal.System("contract"), look, forest, forest.everything());
    }

    @Test
    void aListWithoutFiltersHoldsWhatTheCallerMaySeeAndNoMore() {
        Forest forest = Forest.planted(this);
        User user = keptMember(forest.in(forest.near()).place(), Role.VIEWER);
        Binding reach = new Binding.Reach(principal(user));

        List<Project> listed = read(reach, stores -> stores.projects().list(ListQuery.all()));
        long count = read(reach, stores -> stores.projects().count(ListQuery.all()));
        List<Project> nobodys = read(
                new Binding.Reach(principal(user())),
                stores -> stores.projects().list(ListQuery.all()));
        List<Project> bound =
                read(at(forest.other()), stores -> stores.projects().list(ListQuery.all()));

        assertThat(listed).containsExactly(forest.mine());
        assertThat(count).isEqualTo(1);
        assertThat(nobodys).isEmpty();
        assertThat(bound).containsExactly(forest.other());
    }

    @Test
    void whatIsSeenByNameOnlyShowsNoMoreByAnyWay() {
        Project plain = project();
        Project project = kept(new Project(
                plain.id(),
                plain.name(),
                plain.slug(),
                Optional.of(new Description("Secret plan")),
                false,
                CREATED,
                UPDATED,
                1));
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        Binding ofProject = new Binding.Reach(principal(keptMember(Place.of(project.id()), Role.VIEWER)));
        Binding ofTenant = new Binding.Reach(principal(keptMember(tenant.place(), Role.ADMIN)));
        Binding ofApplication = new Binding.Reach(principal(keptMember(application.place(), Role.ADMIN)));
        Binding ofMachine = new Binding.Reach(
                new Principal.Machine(new MachineUserId(newId()), "bot", project.id(), tenant.id(), Role.EDITOR));

        for (Binding binding : List.of(PLATFORM, at(project), ofProject)) {
            assertShows(binding, project, Sight.CONTENT);
            assertShows(binding, tenant, Sight.CONTENT);
        }
        for (Binding binding : List.of(ofTenant, ofMachine)) {
            assertShows(binding, project, Sight.NAME);
            assertShows(binding, tenant, Sight.CONTENT);
        }
        assertShows(ofApplication, project, Sight.NAME);
        assertShows(ofApplication, tenant, Sight.NAME);
        assertRows(read(
                        new Binding.Reach(principal(user())),
                        stores -> stores.projects().sights(List.of(project.id()))))
                .isEmpty();
    }

    private void assertShows(Binding binding, Project project, Sight sight) {
        Project shown = sight == Sight.NAME ? project.byName() : project;
        ListQuery<ProjectColumn> bySlug =
                Look.equal(ProjectColumn.SLUG, project.slug().value());
        ListQuery<ProjectColumn> byDescription = new ListQuery<>(
                List.of(
                        new ListQuery.Condition<>(ProjectColumn.DESCRIPTION, ListQuery.Operator.CONTAINS, "secret"),
                        bySlug.conditions().get(0)),
                Optional.empty(),
                Optional.empty());

        assertFound(read(binding, stores -> stores.projects().find(project.id())))
                .contains(shown);
        assertRows(read(binding, stores -> stores.projects().findAll(List.of(project.id()))))
                .containsOnly(Map.entry(project.id(), shown));
        assertRows(read(binding, stores -> stores.projects().sights(List.of(project.id()))))
                .containsOnly(Map.entry(project.id(), sight));
        List<Project> listed = read(binding, stores -> stores.projects().list(bySlug));
        long found = read(binding, stores -> stores.projects().count(byDescription));
        assertThat(listed).containsExactly(shown);
        assertThat(found).isEqualTo(sight == Sight.NAME ? 0 : 1);
    }

    private void assertShows(Binding binding, Tenant tenant, Sight sight) {
        Tenant shown = sight == Sight.NAME ? tenant.byName() : tenant;
        ListQuery<TenantColumn> byDescription = new ListQuery<>(
                List.of(new ListQuery.Condition<>(TenantColumn.DESCRIPTION, ListQuery.Operator.CONTAINS, "customer")),
                Optional.empty(),
                Optional.empty());

        assertFound(read(binding, stores -> stores.tenants().find(tenant.id()))).contains(shown);
        assertRows(read(binding, stores -> stores.tenants().findAll(List.of(tenant.id()))))
                .containsOnly(Map.entry(tenant.id(), shown));
        assertRows(read(binding, stores -> stores.tenants().sights(List.of(tenant.id()))))
                .containsOnly(Map.entry(tenant.id(), sight));
        assertRows(read(binding, stores -> stores.tenants().listOf(List.of(tenant.project()), ListQuery.all())))
                .containsOnly(Map.entry(tenant.project(), List.of(shown)));
        long found = read(binding, stores -> stores.tenants().countOf(tenant.project(), byDescription));
        assertThat(found).isEqualTo(sight == Sight.NAME ? 0 : 1);
    }

    @Test
    void peopleAreSeenByThemselvesByThePlatformAndWhereTheyAreMembers() {
        Forest forest = Forest.planted(this);
        User user = keptMember(Place.of(forest.mine().id()), Role.ADMIN);
        User neighbour = keptMember(forest.in(forest.near()).place(), Role.VIEWER);
        User administrator = kept(user(false, true));

        assertThat(finds(new Binding.Reach(principal(user)), user)).isTrue();
        assertThat(finds(new Binding.Own(user.id()), user)).isTrue();
        assertThat(finds(new Binding.Reach(principal(administrator)), user)).isTrue();
        assertThat(finds(PLATFORM, user)).isTrue();
        assertThat(finds(new Binding.Reach(principal(user())), user)).isFalse();
        assertThat(finds(at(forest.mine()), user)).isTrue();
        assertThat(finds(at(forest.mine()), neighbour)).isTrue();
        assertThat(finds(at(forest.near().place()), neighbour)).isTrue();
        assertThat(finds(at(forest.near().place()), user)).isFalse();
        assertThat(finds(at(forest.sibling().place()), neighbour)).isFalse();
        assertThat(finds(at(forest.other()), user)).isFalse();
        assertThat(finds(at(forest.mine()), administrator)).isFalse();
    }

    /** Contract A11. */
    @Test
    void withinThePersonsReachArePeopleOnTheirWayThroughTheTree() {
        Forest forest = Forest.planted(this);
        User user = keptMember(forest.in(forest.near()).place(), Role.VIEWER);
        User ofProject = keptMember(Place.of(forest.mine().id()), Role.VIEWER);
        User ofSibling = keptMember(forest.sibling().place(), Role.VIEWER);
        User ofOther = keptMember(Place.of(forest.other().id()), Role.ADMIN);
        User nobodys = kept(user());
        Principal machine = new Principal.Machine(
                new MachineUserId(newId()),
                "bot",
                forest.mine().id(),
                forest.near().id(),
                Role.VIEWER);

        for (User shared : List.of(user, ofProject)) {
            assertThat(finds(new Binding.Reach(principal(user)), shared)).isTrue();
            assertThat(finds(new Binding.Reach(principal(shared)), user)).isTrue();
            assertThat(finds(new Binding.Own(user.id()), shared)).isEqualTo(shared == user);
            assertThat(finds(new Binding.Reach(machine), shared)).isFalse();
        }
        for (User other : List.of(ofSibling, ofOther, nobodys)) {
            assertThat(finds(new Binding.Reach(principal(user)), other)).isFalse();
            assertThat(finds(new Binding.Reach(principal(other)), user)).isFalse();
            assertThat(finds(new Binding.Reach(principal(other)), other)).isTrue();
        }
    }

    @Test
    void membersAreSeenWhereTheTransactionIsBoundAndByThemselves() {
        Forest forest = Forest.planted(this);
        Place project = Place.of(forest.mine().id());
        Place tenant = forest.near().place();
        Place application = forest.in(forest.near()).place();
        User user = kept(user());
        Map<Place, Member> members = new LinkedHashMap<>();
        List.of(project, tenant, application)
                .forEach(place -> members.put(place, kept(member(user, place, Role.EDITOR))));

        assertSeesMembers(PLATFORM, members, project, tenant, application);
        assertSeesMembers(at(forest.mine()), members, project, tenant, application);
        assertSeesMembers(at(tenant), members, tenant, application);
        assertSeesMembers(at(application), members, tenant, application);
        assertSeesMembers(at(forest.sibling().place()), members);
        assertSeesMembers(at(forest.other()), members);
        assertSeesMembers(new Binding.Reach(principal(user)), members, project, tenant, application);
        assertSeesMembers(new Binding.Reach(principal(keptMember(project, Role.ADMIN))), members);
    }

    private void assertSeesMembers(Binding binding, Map<Place, Member> members, Place... expected) {
        Set<Place> found = new HashSet<>();
        Set<Place> listed = new HashSet<>();
        Set<Place> counted = new HashSet<>();
        read(binding, stores -> {
            members.forEach((place, member) -> {
                ListQuery<MemberColumn> query = new ListQuery<>(
                        List.of(new ListQuery.Condition<>(
                                MemberColumn.USER_ID,
                                ListQuery.Operator.EQUALS,
                                member.user().value())),
                        Optional.empty(),
                        Optional.empty());
                stores.members().find(place, member.id()).ifPresent(row -> found.add(place));
                stores.members().list(place, query).forEach(row -> listed.add(place));
                if (stores.members().count(place, query) == 1) {
                    counted.add(place);
                }
            });
            return true;
        });
        assertThat(found).containsExactlyInAnyOrder(expected).isEqualTo(listed).isEqualTo(counted);
    }

    @Test
    void theCanaryIsSeenByThePlatformOnly() {
        Project project = kept(project());
        change(PLATFORM, stores -> stores.installation().keepSecretsCanary("canary " + newWord()));

        assertFound(read(at(project), stores -> stores.installation().secretsCanary()))
                .isEmpty();
        assertFound(read(
                        new Binding.Reach(principal(kept(user()))),
                        stores -> stores.installation().secretsCanary()))
                .isEmpty();
        assertFound(read(PLATFORM, stores -> stores.installation().secretsCanary()))
                .isPresent();
    }

    private boolean finds(Binding binding, User user) {
        SearchText name = new SearchText(user.username().value());
        ListQuery<UserColumn> byId = new ListQuery<>(
                List.of(new ListQuery.Condition<>(
                        UserColumn.ID, ListQuery.Operator.EQUALS, user.id().value())),
                Optional.empty(),
                Optional.empty());
        List<List<User>> found = read(
                binding,
                stores -> List.of(
                        stores.users().find(user.id()).stream().toList(),
                        stores.users().find(user.username()).stream().toList(),
                        stores.users().list(byId),
                        stores.users().search(name, 10),
                        stores.users().exactly(name, 10)));
        Set<String> keys = read(binding, stores -> stores.users().keysLike(user.username()));
        long count = read(binding, stores -> stores.users().count(byId));
        assertThat(found).containsOnly(found.get(0));
        assertThat(found.get(0)).hasSize((int) count).hasSize(keys.size());
        return !found.get(0).isEmpty();
    }

    private void assertSees(Binding binding, Look look, Forest forest, Set<UUID> expected) {
        Set<UUID> seen = write(binding, stores -> look.seen(stores, forest));
        assertThat(seen).isEqualTo(look.ofItsKind(forest, expected));
    }

    private void assertReaches(Principal principal, Look look, Forest forest, Set<UUID> expected) {
        Set<UUID> seen = read(new Binding.Reach(principal), stores -> look.seen(stores, forest));
        assertThat(seen).isEqualTo(look.ofItsKind(forest, expected));
    }
}
