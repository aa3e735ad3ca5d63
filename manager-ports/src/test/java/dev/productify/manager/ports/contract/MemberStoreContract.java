package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.Target;
import java.util.List;
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

        assertThatThrownBy(() -> change(
                        at(project),
                        stores -> stores.members().insert(member(nobody, Place.of(project.id()), Role.ADMIN))))
                .isInstanceOf(RuntimeException.class);

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

    private List<Grant> grants(User user, Target target) {
        return transactions()
                .door(door -> door.standing(principal(user), target))
                .orElseThrow()
                .grants();
    }
}
