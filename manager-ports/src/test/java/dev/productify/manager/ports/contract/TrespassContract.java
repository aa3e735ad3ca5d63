package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who writes outside of what the transaction is bound to gets an error or changes nothing, and leaves nothing behind. */
public abstract class TrespassContract extends StoreContract {
    @ParameterizedTest
    @EnumSource(Trespass.class)
    void fromAProjectNothingIsWrittenInAnother(Trespass trespass) {
        Forest forest = Forest.planted(this);
        Trespass.Ground ground =
                new Trespass.Ground(forest.other(), forest.far(), forest.in(forest.far()), kept(user()));

        assertNothingHappens(at(forest.mine()), trespass, forest, ground);
    }

    @ParameterizedTest
    @EnumSource(Trespass.class)
    void fromATenantNothingIsWrittenInASiblingOrInTheProjectItself(Trespass trespass) {
        Forest forest = Forest.planted(this);
        Trespass.Ground ground =
                new Trespass.Ground(forest.mine(), forest.sibling(), forest.in(forest.sibling()), kept(user()));

        assertNothingHappens(at(forest.near().place()), trespass, forest, ground);
    }

    @ParameterizedTest
    @EnumSource(Trespass.class)
    void fromATenantNothingIsWrittenInAnotherProject(Trespass trespass) {
        Forest forest = Forest.planted(this);
        Trespass.Ground ground =
                new Trespass.Ground(forest.other(), forest.far(), forest.in(forest.far()), kept(user()));

        assertNothingHappens(at(forest.near().place()), trespass, forest, ground);
    }

    @ParameterizedTest
    @EnumSource(Trespass.class)
    void fromTheReachOfNobodysMemberNothingIsWritten(Trespass trespass) {
        Forest forest = Forest.planted(this);
        User user = kept(user());
        Trespass.Ground ground = new Trespass.Ground(forest.mine(), forest.near(), forest.in(forest.near()), user);

        assertNothingHappens(new Binding.Reach(principal(user)), trespass, forest, ground);
    }

    @Test
    void aTokenIsMadeOnlyFromItsUsersReachOrByThePlatform() {
        Forest forest = Forest.planted(this);
        User user = keptMember(Place.of(forest.mine().id()), Role.ADMIN);
        User colleague = keptMember(Place.of(forest.mine().id()), Role.ADMIN);
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, new Random());
        PersonalAccessToken token = PersonalAccessToken.of(
                new PersonalAccessTokenId(newId()), user.id(), new Name("Token"), text, Optional.empty(), CREATED);

        for (Binding binding : List.of(at(forest.mine()), new Binding.Reach(principal(colleague)))) {
            assertThatThrownBy(() -> change(
                            binding, stores -> stores.personalAccessTokens().insert(token)))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(transactions()
                        .door(door -> door.personalAccessToken(text.selector()))
                        .isPresent())
                .isFalse();
    }

    @Test
    void insideOfTheBindingAllOfThatIsAllowed() {
        Forest forest = Forest.planted(this);
        Tenant tenant = tenant(forest.mine());
        Application application = application(forest.near());

        assertThatCode(() -> {
                    change(at(forest.mine()), stores -> {
                        stores.tenants().insert(tenant);
                        stores.audit().record(Trespass.entry(Optional.of(tenant.place())));
                        stores.audit()
                                .record(Trespass.entry(
                                        Optional.of(Place.of(forest.mine().id()))));
                    });
                    change(at(forest.near().place()), stores -> {
                        stores.applications().insert(application);
                        stores.audit().record(Trespass.entry(Optional.of(application.place())));
                    });
                    change(PLATFORM, stores -> stores.audit().record(Trespass.entry(Optional.empty())));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aDeletedProjectIsStillRecordedInItsOwnTransaction() {
        Forest forest = Forest.planted(this);
        Place place = Place.of(forest.mine().id());

        Map<String, Long> gone = write(at(place), stores -> {
            Map<String, Long> counts = stores.projects().delete(forest.mine().id());
            stores.audit().record(Trespass.entry(Optional.of(place)));
            return counts;
        });

        assertThat(gone).containsEntry("tenants", 2L).containsEntry("applications", 4L);
    }

    private void assertNothingHappens(Binding binding, Trespass trespass, Forest forest, Trespass.Ground ground) {
        List<Object> before = everything(forest);
        List<Grant> grants = grants(ground);

        Throwable thrown = catchThrowable(() -> change(binding, stores -> trespass.write(stores, ground)));

        if (trespass.adds()) {
            assertThat(thrown).isInstanceOf(RuntimeException.class);
        }
        assertThat(everything(forest)).isEqualTo(before);
        assertThat(grants(ground)).isEqualTo(grants);
    }

    /** All rows of the forest, and what hangs on it. */
    private List<Object> everything(Forest forest) {
        return read(
                PLATFORM,
                stores -> List.of(
                        stores.projects()
                                .findAll(List.of(
                                        forest.mine().id(), forest.other().id())),
                        stores.tenants()
                                .listOf(
                                        List.of(
                                                forest.mine().id(),
                                                forest.other().id()),
                                        ListQuery.all()),
                        stores.applications()
                                .listOf(
                                        forest.tenants().stream()
                                                .map(Tenant::id)
                                                .toList(),
                                        ListQuery.all())));
    }

    private List<Grant> grants(Trespass.Ground ground) {
        Target target = new Target.OfApplication(ground.application().id());
        return transactions()
                .door(door -> door.standing(principal(ground.user()), target))
                .orElseThrow()
                .grants();
    }
}
