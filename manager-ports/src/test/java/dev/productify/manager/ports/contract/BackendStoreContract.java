package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code BackendStore} promises, and the door about backends. Lists: {@link BackendListContract}. */
public abstract class BackendStoreContract extends StoreContract {
    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);
    private final MachineUser owner = machineUser(tenant);

    private void planted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(owner);
    }

    private Optional<Backend> found(BackendId id) {
        return read(PLATFORM, stores -> stores.backends().find(id));
    }

    private Backend full() {
        return new Backend(
                new BackendId(newId()),
                owner.project(),
                owner.tenant(),
                owner.id(),
                Optional.of(application.id()),
                new Name("Ünïcode 商店 😀"),
                CallbackUrl.parse("http://10.0.0.1:8080/a?b=%20"),
                Optional.of(new Description("Two\nlines")),
                Optional.of("1.2.3"),
                Optional.of(anySecret()),
                new Backend.Secrets(anySecret(), Optional.of(new Backend.Retiring(anySecret(), LATER))),
                false,
                true,
                LATER,
                CREATED,
                UPDATED,
                7);
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        planted();
        for (Backend backend : List.of(full(), backend(owner, "bare"))) {
            boolean added =
                    write(at(tenant.place()), stores -> stores.backends().insert(backend));
            assertThat(added).isTrue();
            assertThat(found(backend.id())).contains(backend);
            assertFound(write(PLATFORM, stores -> stores.backends().lock(backend.id())))
                    .contains(backend);
            assertFound(write(PLATFORM, stores -> stores.backends().lock(owner.id(), backend.name())))
                    .contains(backend);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        BackendId nothing = new BackendId(newId());

        assertThat(found(nothing)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.backends().lock(nothing))).isEmpty();
        assertRows(write(PLATFORM, stores -> stores.backends().delete(nothing))).isEmpty();
        assertFound(standingAt(new Target.OfBackend(nothing))).isEmpty();
    }

    @Test
    void ofOneMachineUserEachNameIsOneBackend() {
        planted();
        Backend first = kept(backend(owner, "Payment"));
        Backend second = backend(owner, "Payment");
        Backend others = kept(backend(kept(machineUser(tenant)), "Payment"));

        boolean added = write(at(tenant.place()), stores -> stores.backends().insert(second));
        assertThat(added).isFalse();
        assertThat(found(first.id())).contains(first);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(others.id())).contains(others);
    }

    @Test
    void oneWhoseMachineUserOrApplicationIsGoneIsAConflict() {
        planted();
        MachineUser gone = machineUser(tenant);
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.backends().insert(backend(gone, "a"))));
        Backend astray = serving(new ApplicationId(newId()));
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.backends().insert(astray)));
        Backend stranger = serving(kept(application(kept(tenant(project)))).id());
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.backends().insert(stranger)));
    }

    private Backend serving(ApplicationId application) {
        Backend backend = backend(owner, newWord());
        return new Backend(
                backend.id(),
                backend.project(),
                backend.tenant(),
                backend.machineUser(),
                Optional.of(application),
                backend.name(),
                backend.callbackUrl(),
                backend.description(),
                backend.release(),
                backend.token(),
                backend.secrets(),
                true,
                false,
                CREATED,
                CREATED,
                CREATED,
                1);
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndAStaleOneDoesNot() {
        planted();
        Backend first = kept(backend(owner, "a"));
        Backend second = first.gone(LATER);
        Backend stale = first.enabled(false, UPDATED);

        change(at(tenant.place()), stores -> stores.backends().update(second));
        assertThat(found(first.id())).contains(second);

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.backends().update(stale)));
        assertThat(found(first.id())).contains(second);
    }

    @Test
    void heartbeatsGoForwardAndMakeNoVersion() {
        planted();
        Backend backend = kept(backend(owner, "a"));

        change(PLATFORM, stores -> stores.backends().heartbeat(backend.id(), LATER));
        change(PLATFORM, stores -> stores.backends().heartbeat(backend.id(), UPDATED));
        Backend kept = found(backend.id()).orElseThrow();
        assertThat(kept.heartbeatAt()).isEqualTo(LATER);
        assertThat(kept.version()).isEqualTo(1);

        // A change that did not know of the heartbeat leaves it as it is.
        change(PLATFORM, stores -> stores.backends().update(backend.enabled(false, LATER)));
        assertThat(found(backend.id()).orElseThrow().heartbeatAt()).isEqualTo(LATER);
    }

    @Test
    void secretsAreSealedAnewWithoutANewVersion() {
        planted();
        Backend backend = kept(full());
        Backend resealed = backend.resealed(kept -> anySecret(), kept -> anySecret());

        change(PLATFORM, stores -> stores.backends().reseal(resealed));
        assertThat(found(backend.id())).contains(resealed);
    }

    @Test
    void theEnabledOnesOfATenantAreFoundAndAllPieceByPiece() {
        planted();
        Backend one = kept(backend(owner, "a"));
        Backend two = kept(backend(owner, "b"));
        Backend disabled = kept(full());
        kept(backend(kept(machineUser(kept(tenant(project)))), "elsewhere"));

        List<Backend> enabled = read(PLATFORM, stores -> stores.backends().enabledIn(List.of(tenant.id())));
        assertThat(enabled).containsExactly(one, two);
        List<Backend> first =
                read(at(tenant.place()), stores -> stores.backends().after(Optional.empty(), 2));
        assertThat(first).containsExactly(one, two);
        List<Backend> rest =
                read(at(tenant.place()), stores -> stores.backends().after(Optional.of(two.id()), 2));
        assertThat(rest).containsExactly(disabled);
    }

    @Test
    void deletionOfItsParentsTakesItAlongAndIsCounted() {
        planted();
        Backend ofApplication = kept(full());
        Backend ofTenant = kept(backend(owner, "a"));

        assertRows(write(at(tenant.place()), stores -> stores.applications().delete(application.id())))
                .containsEntry("backends", 1L);
        assertThat(found(ofApplication.id())).isEmpty();
        assertThat(found(ofTenant.id())).contains(ofTenant);
        assertRows(write(at(tenant.place()), stores -> stores.machineUsers().delete(owner.id())))
                .containsEntry("backends", 1L);
        kept(backend(kept(machineUser(tenant)), "b"));
        assertRows(write(at(tenant.place()), stores -> stores.tenants().delete(tenant.id())))
                .containsEntry("backends", 1L);
        kept(backend(kept(machineUser(kept(tenant(project)))), "b"));
        assertRows(write(at(project), stores -> stores.projects().delete(project.id())))
                .containsEntry("backends", 1L);
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        planted();
        Backend backend = kept(backend(owner, "a"));
        assertFound(standingAt(new Target.OfBackend(backend.id())).map(Standing::place))
                .contains(tenant.place());
        Tenant sibling = kept(tenant(project));
        User viewer = keptMember(tenant.place(), Role.VIEWER);
        User below = keptMember(application.place(), Role.ADMIN);
        User stranger = keptMember(sibling.place(), Role.ADMIN);

        for (Binding binding : List.of(
                at(tenant.place()),
                at(project),
                new Binding.Reach(principal(viewer)),
                new Binding.Reach(owner.principal()))) {
            assertThat(seen(binding, backend)).as(binding.toString()).isTrue();
        }
        for (Binding binding : List.of(
                at(sibling.place()),
                new Binding.Reach(principal(below)),
                new Binding.Reach(principal(stranger)),
                new Binding.Reach(kept(machineUser(sibling)).principal()))) {
            assertThat(seen(binding, backend)).as(binding.toString()).isFalse();
            Backend added = backend(owner, "added");
            assertThatThrownBy(() -> change(binding, stores -> stores.backends().insert(added)))
                    .isInstanceOf(RuntimeException.class);
            catchThrowable(() -> change(binding, stores -> stores.backends().update(backend.gone(LATER))));
            catchThrowable(() -> change(binding, stores -> stores.backends().reseal(backend)));
            catchThrowable(() -> change(binding, stores -> stores.backends().heartbeat(backend.id(), LATER)));
            catchThrowable(() -> change(binding, stores -> stores.backends().delete(backend.id())));
            assertThat(found(added.id())).isEmpty();
            assertThat(found(backend.id())).contains(backend);
        }
    }

    private boolean seen(Binding binding, Backend backend) {
        return read(binding, stores -> {
            boolean found = stores.backends().find(backend.id()).isPresent();
            boolean listed =
                    stores.backends().listOf(tenant.id(), ListQuery.all()).contains(backend);
            boolean enabled = stores.backends().enabledIn(List.of(tenant.id())).contains(backend);
            long count = stores.backends().countOf(tenant.id(), ListQuery.all());
            assertThat(List.of(listed, enabled, count == 1)).containsOnly(found);
            return found;
        });
    }
}
