package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.machineuser.RetiringToken;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link MachineUserStore} promises, and the door about machine users. Lists: {@link MachineUserListContract}. */
public abstract class MachineUserStoreContract extends StoreContract {
    private static final PasswordHash HASH =
            PasswordHash.of(new PasswordHash.Cost(65536, 5, 4), new byte[64], new byte[16]);

    private final Project project = project();
    private final Tenant tenant = tenant(project);

    private Tenant planted() {
        kept(project);
        return kept(tenant);
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        planted();
        MachineUser full = full();
        MachineUser chosen = rotated(machineUser(tenant), new MachineCredential.Password(HASH), Overlap.NONE);

        change(at(tenant.place()), stores -> stores.machineUsers().insert(full));
        change(at(tenant.place()), stores -> stores.machineUsers().insert(chosen));

        assertThat(found(full.id())).contains(full);
        assertThat(found(chosen.id())).contains(chosen);
        assertFound(write(at(tenant.place()), stores -> stores.machineUsers().lock(full.id())))
                .contains(full);
    }

    private MachineUser full() {
        return new MachineUser(
                new MachineUserId(newId()),
                tenant.project(),
                tenant.id(),
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                new Username("Mixed.Case_" + newWord()),
                false,
                Role.VIEWER,
                token(newToken()),
                Optional.of(new RetiringToken(IssuedToken.of(newToken()), LATER)),
                UPDATED,
                Optional.of(UPDATED.plusMillis(1)),
                CREATED,
                UPDATED,
                7);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        MachineUserId nobody = new MachineUserId(newId());

        assertThat(found(nobody)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.machineUsers().lock(nobody)))
                .isEmpty();
        assertRows(write(PLATFORM, stores -> stores.machineUsers().delete(nobody)))
                .isEmpty();
        change(PLATFORM, stores -> stores.machineUsers().used(nobody, LATER));
        assertFound(transactions().door(door -> door.machineUser(newToken().selector())))
                .isEmpty();
        assertFound(transactions().door(door -> door.machineUser(new Username(newWord()))))
                .isEmpty();
    }

    @Test
    void aUsernameIsTakenInTheWholeInstallationWhateverItsCase() {
        MachineUser first = kept(machineUser(planted()));
        Tenant elsewhere = kept(tenant(kept(project())));
        Username shouted = new Username(first.username().value().toUpperCase(Locale.ROOT));
        MachineUser second = machineUser(elsewhere, shouted);
        MachineUser third = kept(machineUser(elsewhere));
        MachineUser renamed =
                third.with(new MachineUser.Change(Patch.keep(), Patch.set(shouted), Patch.keep(), Patch.keep()), LATER);

        assertRefused(
                CONFLICT,
                () -> change(
                        at(elsewhere.place()), stores -> stores.machineUsers().insert(second)));
        assertRefused(
                CONFLICT,
                () -> change(
                        at(elsewhere.place()), stores -> stores.machineUsers().update(renamed)));

        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
    }

    @Test
    void aUserMayBeCalledLikeAMachineUser() {
        MachineUser machine = kept(machineUser(planted()));
        User person = user();
        User namesake = new User(
                person.id(),
                machine.username(),
                person.email(),
                person.displayName(),
                person.identity(),
                false,
                false,
                CREATED,
                UPDATED,
                1);

        assertThat(kept(namesake).username()).isEqualTo(machine.username());
    }

    @Test
    void oneOfATenantThatIsGoneIsAConflict() {
        planted();
        change(at(project), stores -> stores.tenants().delete(tenant.id()));
        MachineUser orphan = machineUser(tenant);

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.machineUsers().insert(orphan)));
    }

    @Test
    void itCannotLieInATenantOfAnotherProject() {
        planted();
        MachineUser astray = MachineUser.create(
                new MachineUserId(newId()),
                Place.of(kept(project()).id(), tenant.id()),
                new MachineUser.Draft(new Name("Astray"), new Username(newWord()), true, Role.EDITOR),
                token(newToken()),
                CREATED);

        assertThatThrownBy(
                        () -> change(PLATFORM, stores -> stores.machineUsers().insert(astray)))
                .isInstanceOf(RuntimeException.class);
        assertThat(found(astray.id())).isEmpty();
    }

    @Test
    void theNextVersionReplacesTheOneBefore() {
        MachineUser first = kept(machineUser(planted()));
        MachineUser second = changed(first, "Renamed");
        MachineUser third = rotated(second, token(newToken()), Overlap.ofSeconds(3600));
        MachineUser fourth = rotated(third, new MachineCredential.Password(HASH), Overlap.NONE);

        for (MachineUser next : List.of(second, third, fourth)) {
            change(at(tenant.place()), stores -> stores.machineUsers().update(next));
            assertThat(found(first.id())).contains(next);
        }
    }

    @Test
    void aStaleVersionIsAConflictAndChangesNothing() {
        MachineUser first = kept(machineUser(planted()));
        MachineUser mine = changed(first, "Mine");
        MachineUser theirs = changed(first, "Theirs");
        change(at(tenant.place()), stores -> stores.machineUsers().update(theirs));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.machineUsers().update(mine)));

        assertThat(found(first.id())).contains(theirs);
    }

    @Test
    void useIsNotedBesideChangesAndNeverGoesBack() {
        MachineUser user = kept(machineUser(planted()));
        MachineUser renamed = changed(user, "Renamed");

        change(PLATFORM, stores -> stores.machineUsers().used(user.id(), UPDATED));
        change(at(tenant.place()), stores -> stores.machineUsers().update(renamed));
        assertThat(found(user.id())).contains(renamed.usedAt(UPDATED));

        change(PLATFORM, stores -> stores.machineUsers().used(user.id(), CREATED));
        assertThat(found(user.id())).contains(renamed.usedAt(UPDATED));

        change(PLATFORM, stores -> stores.machineUsers().used(user.id(), LATER));
        assertThat(found(user.id())).contains(renamed.usedAt(LATER));
    }

    @Test
    void deletionOfItsParentsTakesItAlongAndIsCounted() {
        MachineUser first = kept(machineUser(planted()));
        MachineUser second = kept(machineUser(tenant));
        MachineUser third = kept(machineUser(kept(tenant(project))));
        MachineUser far = kept(machineUser(kept(tenant(kept(project())))));

        Map<String, Long> withTenant =
                write(at(tenant.place()), stores -> stores.tenants().delete(tenant.id()));
        Map<String, Long> withProject =
                write(at(project), stores -> stores.projects().delete(project.id()));

        assertThat(withTenant).containsEntry("machineUsers", 2L);
        assertThat(withProject).containsEntry("machineUsers", 1L);
        assertThat(found(first.id())).isEmpty();
        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).isEmpty();
        assertThat(found(far.id())).contains(far);
    }

    @Test
    void itIsDeletedAlone() {
        MachineUser user = kept(machineUser(planted()));
        MachineUser sibling = kept(machineUser(tenant));

        change(at(tenant.place()), stores -> stores.machineUsers().delete(user.id()));

        assertThat(found(user.id())).isEmpty();
        assertThat(found(sibling.id())).contains(sibling);
        assertThat(kept(machineUser(tenant, user.username())).username()).isEqualTo(user.username());
    }

    @Test
    void theDoorFindsItByEitherTokenAndByItsName() {
        planted();
        TokenText former = newToken();
        TokenText present = newToken();
        MachineUser user = kept(rotated(
                rotated(machineUser(tenant), token(former), Overlap.NONE), token(present), Overlap.ofSeconds(60)));

        assertFound(transactions().door(door -> door.machineUser(former.selector())))
                .contains(user);
        assertFound(transactions().door(door -> door.machineUser(present.selector())))
                .contains(user);
        String shouted = user.username().value().toUpperCase(Locale.ROOT);
        assertFound(transactions().door(door -> door.machineUser(new Username(shouted))))
                .contains(user);
        assertFound(transactions()
                        .door(door -> door.standing(user.principal(), new Target.OfMachineUser(user.id())))
                        .map(Standing::place))
                .contains(tenant.place());
        assertFound(transactions()
                        .door(door ->
                                door.standing(user.principal(), new Target.OfMachineUser(new MachineUserId(newId())))))
                .isEmpty();
    }

    @Test
    void theDoorTellsAMachineUserAsItIsNow() {
        MachineUser user = kept(machineUser(planted()));
        Principal before = user.principal();
        MachineUser lowered = user.with(
                new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(Role.VIEWER)), LATER);
        MachineUser disabled =
                lowered.with(new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.set(false), Patch.keep()), LATER);

        assertThat(person(before)).isEqualTo(new Standing.Person(before, true));
        change(PLATFORM, stores -> stores.machineUsers().update(lowered));
        assertThat(person(before)).isEqualTo(new Standing.Person(lowered.principal(), true));
        assertThat(standing(before)).isEqualTo(new Standing.Person(lowered.principal(), true));
        change(PLATFORM, stores -> stores.machineUsers().update(disabled));
        assertThat(person(before).active()).isFalse();
        assertThat(standing(before).active()).isFalse();
        change(PLATFORM, stores -> stores.machineUsers().delete(user.id()));
        assertThat(person(before).active()).isFalse();
        assertThat(standing(before).active()).isFalse();
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        MachineUser user = kept(machineUser(planted()));
        Tenant sibling = kept(tenant(project));
        Binding far = at(kept(tenant(kept(project()))).place());
        User editor = keptMember(tenant.place(), Role.EDITOR);
        User projectAdmin = keptMember(Place.of(project.id()), Role.ADMIN);
        User applicationAdmin = keptMember(kept(application(tenant)).place(), Role.ADMIN);
        User siblingAdmin = keptMember(sibling.place(), Role.ADMIN);

        assertThat(seen(at(tenant.place()), user)).isTrue();
        assertThat(seen(at(project), user)).isTrue();
        assertThat(seen(new Binding.Reach(principal(projectAdmin)), user)).isTrue();
        List<Binding> strangers = List.of(
                at(sibling.place()),
                far,
                new Binding.Reach(principal(editor)),
                new Binding.Reach(principal(applicationAdmin)),
                new Binding.Reach(principal(siblingAdmin)),
                new Binding.Reach(user.principal()));
        for (Binding binding : strangers) {
            assertThat(seen(binding, user)).as(binding.toString()).isFalse();
            assertUntouched(binding, user);
        }
        assertUntouchedBut(new Binding.Reach(principal(projectAdmin)), user);
    }

    private void assertUntouched(Binding binding, MachineUser user) {
        assertUntouchedBut(binding, user);
        catchThrowable(() -> change(binding, stores -> stores.machineUsers().used(user.id(), LATER)));
        catchThrowable(() -> change(binding, stores -> stores.machineUsers().delete(user.id())));
        assertThat(found(user.id())).contains(user);
    }

    /** A reach is for looking. */
    private void assertUntouchedBut(Binding binding, MachineUser user) {
        MachineUser added = machineUser(tenant);
        if (!(binding instanceof Binding.Reach)) {
            assertThatThrownBy(() ->
                            change(binding, stores -> stores.machineUsers().insert(added)))
                    .isInstanceOf(RuntimeException.class);
            assertThat(found(added.id())).isEmpty();
        }
        if (!seen(binding, user)) {
            catchThrowable(() -> change(binding, stores -> stores.machineUsers().update(changed(user, "Taken over"))));
        }
        assertThat(found(user.id())).contains(user);
    }

    private boolean seen(Binding binding, MachineUser user) {
        return read(binding, stores -> {
            boolean found = stores.machineUsers().find(user.id()).isPresent();
            assertThat(stores.machineUsers().listOf(user.tenant(), ListQuery.all()))
                    .hasSize(found ? 1 : 0);
            assertThat(stores.machineUsers().countOf(user.tenant(), ListQuery.all()))
                    .isEqualTo(found ? 1 : 0);
            return found;
        });
    }

    private Standing.Person person(Principal principal) {
        return transactions().door(door -> door.person(principal));
    }

    private Standing.Person standing(Principal principal) {
        return transactions()
                .door(door -> door.standing(principal, new Target.OfTenant(tenant.id())))
                .orElseThrow()
                .person();
    }

    private Optional<MachineUser> found(MachineUserId id) {
        return read(PLATFORM, stores -> stores.machineUsers().find(id));
    }

    private static MachineUser changed(MachineUser user, String name) {
        return user.with(
                new MachineUser.Change(Patch.set(new Name(name)), Patch.keep(), Patch.keep(), Patch.keep()), LATER);
    }

    private static MachineUser rotated(MachineUser user, MachineCredential credential, Overlap overlap) {
        return user.rotated(credential, overlap, LATER);
    }
}
