package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code EndpointGrantStore} promises, its lists included, and the door about grants. */
public abstract class EndpointGrantStoreContract extends StoreContract {
    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);
    private final Endpoint endpoint = endpoint(application, "/a");

    private void planted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(endpoint);
    }

    @Test
    void everyFieldComesBackAsItWasWrittenWithTheMachineUser() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        EndpointGrant grant = new EndpointGrant(
                new EndpointGrantId(newId()),
                tenant.project(),
                tenant.id(),
                application.id(),
                endpoint.id(),
                user.id(),
                false,
                CREATED,
                UPDATED,
                7);

        change(at(tenant.place()), stores -> stores.endpointGrants().insert(grant));

        assertThat(found(grant.id())).contains(new GrantedAccess(grant, user));
        assertFound(write(at(tenant.place()), stores -> stores.endpointGrants().lock(grant.id())))
                .contains(grant);
        List<EndpointGrant> all =
                read(PLATFORM, stores -> stores.endpointGrants().all(application.id()));
        assertThat(all).containsExactly(grant);
        assertFound(standing(grant.id()).map(Standing::place)).contains(tenant.place());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        EndpointGrantId nothing = new EndpointGrantId(newId());

        assertThat(found(nothing)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.endpointGrants().lock(nothing)))
                .isEmpty();
        assertRows(write(PLATFORM, stores -> stores.endpointGrants().delete(nothing)))
                .isEmpty();
        assertFound(standing(nothing)).isEmpty();
    }

    @Test
    void thereIsOneForEachPair() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        EndpointGrant first = kept(grant(endpoint, user));
        EndpointGrant second = grant(endpoint, user);

        assertRefused(
                CONFLICT,
                () -> change(PLATFORM, stores -> stores.endpointGrants().insert(second)));

        assertThat(found(first.id())).isPresent();
        assertThat(found(second.id())).isEmpty();
        kept(grant(endpoint, kept(machineUser(tenant))));
        kept(grant(kept(endpoint(application, "/b")), user));
    }

    @Test
    void endpointAndMachineUserAreThereAndOfOneTenant() {
        planted();
        MachineUser gone = machineUser(tenant);
        MachineUser sibling = kept(machineUser(kept(tenant(project))));
        MachineUser user = kept(machineUser(tenant));
        Endpoint absent = endpoint(application, "/absent");

        for (EndpointGrant astray : List.of(grant(endpoint, gone), grant(endpoint, sibling), grant(absent, user))) {
            assertRefused(
                    CONFLICT,
                    () -> change(PLATFORM, stores -> stores.endpointGrants().insert(astray)));
            assertThat(found(astray.id())).isEmpty();
        }
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndAStaleOneDoesNot() {
        planted();
        EndpointGrant first = kept(grant(endpoint, kept(machineUser(tenant))));
        EndpointGrant second = first.with(Patch.set(false), LATER);

        change(at(tenant.place()), stores -> stores.endpointGrants().update(second));
        assertThat(found(first.id()).map(GrantedAccess::grant)).contains(second);

        assertRefused(
                CONFLICT,
                () -> change(
                        at(tenant.place()), stores -> stores.endpointGrants().update(second)));
        assertThat(found(first.id()).map(GrantedAccess::grant)).contains(second);
    }

    @Test
    void itGoesWithItsMachineUserAndIsCounted() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        EndpointGrant grant = kept(grant(endpoint, user));
        EndpointGrant other = kept(grant(endpoint, kept(machineUser(tenant))));

        assertRows(write(at(tenant.place()), stores -> stores.machineUsers().delete(user.id())))
                .isEqualTo(Map.of("endpointGrants", 1L, "backends", 0L));

        assertThat(found(grant.id())).isEmpty();
        assertThat(found(other.id())).isPresent();
    }

    @Test
    void itIsDeletedAlone() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        EndpointGrant grant = kept(grant(endpoint, user));
        EndpointGrant other = kept(grant(endpoint, kept(machineUser(tenant))));

        change(at(tenant.place()), stores -> stores.endpointGrants().delete(grant.id()));

        assertThat(found(grant.id())).isEmpty();
        assertThat(found(other.id())).isPresent();
        kept(grant(endpoint, user));
    }

    @Test
    void listsAreOfOneEndpointFilteredOrderedAndCut() {
        planted();
        MachineUser first = kept(machineUser(tenant));
        MachineUser second = kept(machineUser(tenant));
        EndpointGrant on = kept(grant(endpoint, first));
        EndpointGrant off = kept(grant(endpoint, second).with(Patch.set(false), LATER));
        kept(grant(kept(endpoint(application, "/b")), first));
        String part = second.username().value().substring(2).toUpperCase(Locale.ROOT);

        assertThat(grants(ListQuery.all())).containsExactly(on, off);
        assertThat(count(ListQuery.all())).isEqualTo(2);
        for (ListQuery<EndpointGrantColumn> one : List.of(
                where(EndpointGrantColumn.ENABLED, ListQuery.Operator.EQUALS, false),
                where(EndpointGrantColumn.USERNAME, ListQuery.Operator.CONTAINS, part),
                where(
                        EndpointGrantColumn.MACHINE_USER_ID,
                        ListQuery.Operator.EQUALS,
                        second.id().value()),
                where(EndpointGrantColumn.UPDATED_AT, ListQuery.Operator.AFTER, CREATED))) {
            assertThat(grants(one)).as(one.toString()).containsExactly(off);
            assertThat(count(one)).as(one.toString()).isEqualTo(1);
        }
        for (EndpointGrantColumn column : List.of(EndpointGrantColumn.ID, EndpointGrantColumn.UPDATED_AT)) {
            assertThat(grants(ListContract.ordered(column, true, Optional.of(new Page(1, 0)))))
                    .containsExactly(off);
            assertThat(grants(ListContract.ordered(column, true, Optional.of(new Page(1, 1)))))
                    .containsExactly(on);
        }
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        EndpointGrant grant = kept(grant(endpoint, user));
        Tenant sibling = kept(tenant(project));
        User admin = keptMember(tenant.place(), Role.ADMIN);

        for (Binding binding : List.of(at(tenant.place()), at(project), new Binding.Reach(principal(admin)))) {
            assertThat(seen(binding, grant)).as(binding.toString()).isTrue();
        }
        List<Binding> strangers = List.of(
                at(sibling.place()),
                at(kept(tenant(kept(project()))).place()),
                new Binding.Reach(principal(keptMember(tenant.place(), Role.EDITOR))),
                new Binding.Reach(principal(keptMember(application.place(), Role.ADMIN))),
                new Binding.Reach(principal(keptMember(sibling.place(), Role.ADMIN))),
                new Binding.Reach(user.principal()));
        for (Binding binding : strangers) {
            assertThat(seen(binding, grant)).as(binding.toString()).isFalse();
            EndpointGrant added = grant(endpoint, kept(machineUser(tenant)));
            assertThatThrownBy(() ->
                            change(binding, stores -> stores.endpointGrants().insert(added)))
                    .isInstanceOf(RuntimeException.class);
            catchThrowable(() ->
                    change(binding, stores -> stores.endpointGrants().update(grant.with(Patch.set(false), LATER))));
            catchThrowable(
                    () -> change(binding, stores -> stores.endpointGrants().delete(grant.id())));
            assertThat(found(added.id())).isEmpty();
            assertThat(found(grant.id())).contains(new GrantedAccess(grant, user));
        }
    }

    private boolean seen(Binding binding, EndpointGrant grant) {
        return read(binding, stores -> {
            boolean found = stores.endpointGrants().find(grant.id()).isPresent();
            int rows = found ? 1 : 0;
            assertThat(stores.endpointGrants().listOf(endpoint.id(), ListQuery.all()))
                    .hasSize(rows);
            assertThat(stores.endpointGrants().countOf(endpoint.id(), ListQuery.all()))
                    .isEqualTo(rows);
            assertThat(stores.endpointGrants().all(application.id())).hasSize(rows);
            return found;
        });
    }

    private List<EndpointGrant> grants(ListQuery<EndpointGrantColumn> query) {
        return read(PLATFORM, stores -> stores.endpointGrants().listOf(endpoint.id(), query)).stream()
                .map(GrantedAccess::grant)
                .toList();
    }

    private long count(ListQuery<EndpointGrantColumn> query) {
        return read(PLATFORM, stores -> stores.endpointGrants().countOf(endpoint.id(), query));
    }

    private static ListQuery<EndpointGrantColumn> where(
            EndpointGrantColumn column, ListQuery.Operator operator, Object value) {
        return ListContract.where(List.of(new ListQuery.Condition<>(column, operator, value)));
    }

    private Optional<Standing> standing(EndpointGrantId id) {
        return transactions().door(door -> door.standing(principal(user()), new Target.OfEndpointGrant(id)));
    }

    private Optional<GrantedAccess> found(EndpointGrantId id) {
        return read(PLATFORM, stores -> stores.endpointGrants().find(id));
    }
}
