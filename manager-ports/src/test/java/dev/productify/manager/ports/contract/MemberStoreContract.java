package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.Membership;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link MemberStore} promises; members are looked at through the door. */
public abstract class MemberStoreContract extends StoreContract {
    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleComesBackAsItWasWritten(Role role) {
        Application application = kept(application(kept(tenant(kept(project())))));
        User user = kept(user());

        change(at(application.place()), stores -> stores.members().insert(member(user, application.place(), role)));

        assertThat(grants(user, new Target.OfApplication(application.id())))
                .containsExactly(new Grant(application.place(), role));
    }

    @Test
    void whoIsAMemberIsNotMadeOneTwiceAtTheSamePlace() {
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        User user = kept(user());
        for (Place place : List.of(Place.of(project.id()), tenant.place(), application.place())) {
            change(at(place), stores -> stores.members().insert(member(user, place, Role.VIEWER)));

            assertRefused(
                    CONFLICT,
                    () -> change(at(place), stores -> stores.members().insert(member(user, place, Role.ADMIN))));
        }

        assertThat(grants(user, new Target.OfApplication(application.id())))
                .hasSize(3)
                .allMatch(grant -> grant.role() == Role.VIEWER);
    }

    @Test
    void whoDoesNotExistIsNotMadeAMember() {
        Project project = kept(project());
        User nobody = user();

        assertRefused(
                NOT_FOUND,
                () -> change(
                        at(project),
                        stores -> stores.members().insert(member(nobody, Place.of(project.id()), Role.ADMIN))));

        assertThat(grants(nobody, new Target.OfProject(project.id()))).isEmpty();
    }

    @Test
    void aPlaceMustExistAndLieWhereItIsSaidTo() {
        User user = kept(user());
        Project project = kept(project());
        Tenant tenant = kept(tenant(project));
        Application application = kept(application(tenant));
        Project other = kept(project());
        Tenant sibling = kept(tenant(project));

        for (Place astray : List.of(
                Place.of(new ProjectId(newId())),
                Place.of(other.id(), tenant.id()),
                Place.of(project.id(), sibling.id(), application.id()),
                Place.of(other.id(), tenant.id(), application.id()))) {
            assertThatThrownBy(() -> kept(member(user, astray, Role.ADMIN))).isInstanceOf(RuntimeException.class);
        }

        assertThat(grants(user, new Target.OfApplication(application.id()))).isEmpty();
        assertThat(grants(user, new Target.OfProject(other.id()))).isEmpty();
    }

    @Test
    void aMemberIsFoundWithItsUserAtItsVeryPlaceOnly() {
        Forest forest = Forest.planted(this);
        User user = kept(user());
        List<Place> places = List.of(
                Place.of(forest.mine().id()),
                forest.near().place(),
                forest.in(forest.near()).place());
        for (Place place : places) {
            Member member = kept(member(user, place, Role.EDITOR));
            for (Place other : places) {
                Optional<Membership> found = read(
                        at(place.parent().orElse(place)),
                        stores -> stores.members().find(other, member.id()));
                assertThat(found.isPresent()).isEqualTo(other.equals(place));
                found.ifPresent(row -> assertThat(row).isEqualTo(new Membership(member, user)));
            }
        }
        for (Place place : places) {
            List<Membership> listed =
                    read(at(forest.mine()), stores -> stores.members().list(place, ListQuery.all()));
            assertThat(listed)
                    .singleElement()
                    .satisfies(row -> assertThat(row.member().grant().place()).isEqualTo(place));
        }
    }

    @Test
    void listsAreFilteredOrderedAndCutByEveryColumn() {
        Project project = kept(project());
        Place place = Place.of(project.id());
        List<Membership> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            User plain = user(i % 2 == 0, false);
            User user = kept(new User(
                    plain.id(),
                    plain.username(),
                    plain.email(),
                    i % 3 == 0 ? Optional.empty() : Optional.of(new Name(ListContract.TEXTS.get(i))),
                    Optional.empty(),
                    plain.disabled(),
                    false,
                    CREATED,
                    UPDATED,
                    1));
            Member member = new Member(
                    new MemberId(newId()),
                    user.id(),
                    new Grant(place, Role.values()[i % 3]),
                    CREATED.plusMillis(i / 2 * 37 % 5),
                    UPDATED.plusMillis(i / 3));
            rows.add(new Membership(kept(member), user));
        }
        ExpectedRows<Membership, MemberColumn> expected =
                new ExpectedRows<>(rows, row -> row.member().id().value());

        for (MemberColumn column : MemberColumn.values()) {
            for (ListQuery.Operator operator : ExpectedRows.operators(column)) {
                for (Membership row : rows) {
                    if (column.of(row) != null) {
                        List<ListQuery.Condition<MemberColumn>> condition =
                                List.of(new ListQuery.Condition<>(column, operator, column.of(row)));
                        assertListed(place, ListContract.where(condition), expected.holding(condition));
                    }
                }
            }
            for (boolean descending : column.orderable() ? List.of(true, false) : List.<Boolean>of()) {
                List<Membership> inOrder = expected.inOrder(column, descending);
                assertThat(listed(place, ListContract.ordered(column, descending, Optional.empty())))
                        .as(column.field())
                        .containsExactlyElementsOf(inOrder);
                assertThat(listed(place, ListContract.ordered(column, descending, Optional.of(new Page(3, 4)))))
                        .as(column.field())
                        .containsExactlyElementsOf(inOrder.subList(4, 7));
            }
        }
    }

    private void assertListed(Place place, ListQuery<MemberColumn> query, List<Membership> expected) {
        long count = read(PLATFORM, stores -> stores.members().count(place, query));

        assertThat(listed(place, query)).as(query.toString()).containsExactlyElementsOf(expected);
        assertThat(count).as(query.toString()).isEqualTo(expected.size());
    }

    private List<Membership> listed(Place place, ListQuery<MemberColumn> query) {
        return read(PLATFORM, stores -> stores.members().list(place, query));
    }

    @Test
    void anotherRoleIsKeptAndARemovedMemberIsNoneAnyMore() {
        Project project = kept(project());
        Place place = Place.of(project.id());
        User user = kept(user());
        Member member = kept(member(user, place, Role.ADMIN));
        Member demoted = member.withRole(Role.VIEWER, LATER);

        change(at(project), stores -> {
            assertFound(stores.members().lock(member.id())).contains(member);
            stores.members().update(demoted);
        });

        Optional<Membership> found =
                read(at(project), stores -> stores.members().find(place, member.id()));
        assertThat(found).contains(new Membership(demoted, user));
        assertThat(grants(user, new Target.OfProject(project.id()))).containsExactly(demoted.grant());

        Map<String, Long> gone = write(at(project), stores -> stores.members().delete(member.id()));

        assertThat(gone).isEmpty();
        assertThat(grants(user, new Target.OfProject(project.id()))).isEmpty();
        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.members().update(member)));
    }

    @Test
    void fromOutsideAMemberIsNeitherLockedNorChangedNorRemoved() {
        Forest forest = Forest.planted(this);
        User user = kept(user());
        Member ofTenant = kept(member(user, forest.near().place(), Role.EDITOR));
        Member ofProject = kept(member(user, Place.of(forest.mine().id()), Role.EDITOR));

        assertOutOfHand(at(forest.sibling().place()), ofTenant);
        assertOutOfHand(at(forest.other()), ofTenant);
        assertOutOfHand(new Binding.Reach(principal(user)), ofTenant);
        assertOutOfHand(at(forest.near().place()), ofProject);
        assertOutOfHand(new Binding.Reach(principal(user)), ofProject);

        assertThat(grants(user, new Target.OfTenant(forest.near().id())))
                .containsExactlyInAnyOrder(ofTenant.grant(), ofProject.grant());
    }

    private void assertOutOfHand(Binding binding, Member member) {
        assertFound(write(binding, stores -> stores.members().lock(member.id())))
                .isEmpty();
        assertRefused(
                CONFLICT, () -> change(binding, stores -> stores.members().update(member.withRole(Role.ADMIN, LATER))));
        change(binding, stores -> stores.members().delete(member.id()));
    }

    @Test
    void administratorsAreTheEnabledOnesOfTheProjectItself() {
        Forest forest = Forest.planted(this);
        Place project = Place.of(forest.mine().id());
        User ada = keptMember(project, Role.ADMIN);
        User bob = keptMember(project, Role.ADMIN);
        keptMember(project, Role.EDITOR);
        keptMember(forest.near().place(), Role.ADMIN);
        keptMember(Place.of(forest.other().id()), Role.ADMIN);
        kept(member(kept(user(true, false)), project, Role.ADMIN));

        Administrators administrators =
                write(at(project), stores -> stores.members().lockAdministrators(project.project()));

        assertThat(administrators).isEqualTo(new Administrators(Set.of(ada.id(), bob.id())));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void theDoorFindsThePlaceOfAMemberOfThatLevel(Level level) {
        Forest forest = Forest.planted(this);
        Place place = switch (level) {
            case PROJECT -> Place.of(forest.mine().id());
            case TENANT -> forest.near().place();
            case APPLICATION -> forest.in(forest.near()).place();
        };
        User user = kept(user());
        Member member = kept(member(user, place, Role.EDITOR));

        for (Level other : Level.values()) {
            Optional<Standing> standing = transactions()
                    .door(door -> door.standing(principal(user), new Target.OfMember(other, member.id())));
            assertThat(standing.map(Standing::place))
                    .isEqualTo(Optional.of(place).filter(p -> other == level));
        }
        Optional<Standing> ofNobody = transactions()
                .door(door -> door.standing(principal(user), new Target.OfMember(level, new MemberId(newId()))));
        assertThat(ofNobody).isEmpty();
    }

    private List<Grant> grants(User user, Target target) {
        return transactions()
                .door(door -> door.standing(principal(user), target))
                .orElseThrow()
                .grants();
    }
}
