package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.endpoint.ValuePath;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** What {@code EndpointStore} promises, and the door about endpoints. Lists: {@link EndpointListContract}. */
public abstract class EndpointStoreContract extends StoreContract {
    private static final SecretSealer SEALER =
            new SecretSealer("0000000a", new byte[SecretSealer.KEY_LENGTH], new Random(7));

    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);

    private Application planted() {
        kept(project);
        kept(tenant);
        return kept(application);
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        planted();
        Endpoint full = full(new BackendAuth.Basic(Optional.of("Ünïcode \"'%_\\"), Optional.of(sealed())));
        Endpoint bare = endpoint(application, "/bare");
        Endpoint bearer = withAuth(endpoint(application, "/bearer"), new BackendAuth.Bearer(Optional.of(sealed())));
        Endpoint unset = withAuth(endpoint(application, "/unset"), new BackendAuth.Bearer(Optional.empty()));
        List<Endpoint> all = List.of(full, bare, bearer, unset);

        for (Endpoint endpoint : all) {
            change(at(tenant.place()), stores -> stores.endpoints().insert(endpoint));
            assertThat(found(endpoint.id())).contains(endpoint);
            assertFound(write(at(tenant.place()), stores -> stores.endpoints().lock(endpoint.id())))
                    .contains(endpoint);
        }
        List<Endpoint> kept = read(PLATFORM, stores -> stores.endpoints().all(application.id()));
        assertThat(kept).containsExactlyElementsOf(all);
        assertRows(read(
                        PLATFORM,
                        stores -> stores.endpoints().findAll(List.of(full.id(), bare.id(), new EndpointId(newId())))))
                .isEqualTo(Map.of(full.id(), full, bare.id(), bare));
    }

    private Endpoint full(BackendAuth auth) {
        Endpoint.Definition definition = new Endpoint.Definition(
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                Optional.of(new Description("Two\nlines")),
                false,
                new ConsumePath("/%C3%BC/*/x/*"),
                BackendUrl.parse("https://backend.example.com:8443/a/*/b?x=%20"),
                Optional.of(MessageType.SOAP),
                Optional.of(MessageType.JSON),
                Optional.of(new TransformationTemplate("{\"a\": \"{{b}}\"}\n😀")),
                new Conversion(
                        Conversion.Convention.BADGERFISH,
                        List.of(ValuePath.parse("/a/@ü~1\"'"), ValuePath.parse("//*")),
                        Map.of(ValuePath.parse("/n"), Conversion.ValueType.NUMBER),
                        Map.of("", "urn:a", "b", "http://b/?x=%20&y='z'"),
                        "order",
                        Conversion.EmptyAs.NULL,
                        Conversion.SoapVersion.SOAP_1_2,
                        Optional.of("urn:a#b")),
                LogLevel.FULL);
        return new Endpoint(
                new EndpointId(newId()),
                application.project(),
                application.tenant(),
                application.id(),
                definition,
                auth,
                CREATED,
                UPDATED,
                7);
    }

    @Test
    void manyAreWrittenAtOnceWithEveryField() {
        planted();
        Endpoint full = full(new BackendAuth.Basic(Optional.of("Ünïcode \"'%_\\{},"), Optional.of(sealed())));
        Endpoint bare = endpoint(application, "/bare");
        Endpoint bearer = withAuth(endpoint(application, "/bearer"), new BackendAuth.Bearer(Optional.of(sealed())));
        List<Endpoint> all = List.of(full, bare, bearer);

        change(at(tenant.place()), stores -> stores.endpoints().insertAll(all));
        assertEndpoints(read(PLATFORM, stores -> stores.endpoints().all(application.id())))
                .isEqualTo(all);

        Endpoint emptied = next(full, endpoint(application, "/other").definition(), BackendAuth.NOTHING);
        Endpoint disabled = bearer.disabled(LATER);
        change(at(tenant.place()), stores -> stores.endpoints().updateAll(List.of(disabled, emptied)));
        Endpoint filled = next(bare, full.definition(), full.auth());
        change(at(tenant.place()), stores -> stores.endpoints().updateAll(List.of(filled)));
        assertEndpoints(read(PLATFORM, stores -> stores.endpoints().all(application.id())))
                .isEqualTo(List.of(emptied, filled, disabled));

        change(at(tenant.place()), stores -> {
            stores.endpoints().insertAll(List.of());
            stores.endpoints().updateAll(List.of());
        });
    }

    private static Endpoint next(Endpoint before, Endpoint.Definition definition, BackendAuth auth) {
        return new Endpoint(
                before.id(),
                before.project(),
                before.tenant(),
                before.application(),
                definition,
                auth,
                before.createdAt(),
                LATER,
                before.version() + 1);
    }

    @Test
    void ofManyNoneIsWrittenWhenOneIsRefused() {
        planted();
        Endpoint first = kept(endpoint(application, "/a"));
        Endpoint second = kept(endpoint(application, "/b"));
        Endpoint fresh = endpoint(application, "/c");
        List<Endpoint> taken = List.of(fresh, endpoint(application, "/a"));
        Endpoint disabled = second.disabled(LATER);
        List<Endpoint> stale = List.of(first.disabled(LATER), next(disabled, disabled.definition(), disabled.auth()));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.endpoints().insertAll(taken)));
        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.endpoints().updateAll(stale)));
        assertEndpoints(read(PLATFORM, stores -> stores.endpoints().all(application.id())))
                .isEqualTo(List.of(first, second));
    }

    @Test
    void thoseOfManyApplicationsAreLockedInTheOrderOfTheirIds() {
        planted();
        Application other = kept(application(kept(tenant(project))));
        Endpoint first = kept(endpoint(application, "/a"));
        Endpoint second = kept(endpoint(other, "/a"));
        Endpoint third = kept(endpoint(application, "/b"));
        List<ApplicationId> both = List.of(other.id(), application.id());

        assertEndpoints(write(at(project), stores -> stores.endpoints().lockAll(both)))
                .isEqualTo(List.of(first, second, third));
        assertEndpoints(write(at(tenant.place()), stores -> stores.endpoints().lockAll(both)))
                .isEqualTo(List.of(first, third));
    }

    private static ListAssert<Endpoint> assertEndpoints(List<Endpoint> endpoints) {
        return assertThat(endpoints);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        EndpointId nothing = new EndpointId(newId());

        assertThat(found(nothing)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.endpoints().lock(nothing))).isEmpty();
        assertRows(write(PLATFORM, stores -> stores.endpoints().delete(nothing)))
                .isEmpty();
        assertFound(standing(new Target.OfEndpoint(nothing))).isEmpty();
        assertFound(standing(new Target.OfEndpointGrants(nothing))).isEmpty();
    }

    @Test
    void aPathIsTakenInOneApplicationOnly() {
        planted();
        Endpoint first = kept(endpoint(application, "/a/*"));
        Endpoint second = endpoint(application, "/a/*");
        Endpoint third = kept(endpoint(application, "/b"));
        Endpoint elsewhere = kept(endpoint(kept(application(tenant)), "/a/*"));
        Endpoint moved = changed(third, "/a/*");

        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.endpoints().insert(second)));
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.endpoints().update(moved)));

        assertThat(found(first.id())).contains(first);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
        assertThat(found(elsewhere.id())).contains(elsewhere);
    }

    @Test
    void oneOfAnApplicationThatIsGoneIsAConflict() {
        planted();
        change(PLATFORM, stores -> stores.applications().delete(application.id()));
        Endpoint orphan = endpoint(application, "/a");

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.endpoints().insert(orphan)));
    }

    @Test
    void itCannotLieInAnApplicationOfAnotherTenant() {
        planted();
        Tenant sibling = kept(tenant(project));
        Endpoint astray = Endpoint.create(
                new EndpointId(newId()),
                Place.of(project.id(), sibling.id(), application.id()),
                endpoint(application, "/a").definition(),
                BackendAuth.NOTHING,
                CREATED);

        assertThatThrownBy(() -> change(PLATFORM, stores -> stores.endpoints().insert(astray)))
                .isInstanceOf(RuntimeException.class);
        assertThat(found(astray.id())).isEmpty();
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndAStaleOneDoesNot() {
        planted();
        Endpoint first = kept(endpoint(application, "/a"));
        Endpoint second = changed(first, "/b");
        Endpoint stale = changed(first, "/c");

        change(at(tenant.place()), stores -> stores.endpoints().update(second));
        assertThat(found(first.id())).contains(second);

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.endpoints().update(stale)));
        assertThat(found(first.id())).contains(second);
    }

    @Test
    void secretsAreSealedAnewWithoutANewVersion() {
        planted();
        Endpoint kept = kept(withAuth(endpoint(application, "/a"), new BackendAuth.Bearer(Optional.of(sealed()))));
        Endpoint resealed = withAuth(kept, new BackendAuth.Bearer(Optional.of(sealed())));

        change(PLATFORM, stores -> stores.endpoints().reseal(resealed));
        assertThat(found(kept.id())).contains(resealed);

        Endpoint next = changed(kept, "/b");
        change(PLATFORM, stores -> stores.endpoints().update(next));
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.endpoints().reseal(resealed)));
        assertThat(found(kept.id())).contains(next);
    }

    @Test
    void allWithASecretAreComeByPieceByPiece() {
        planted();
        List<Endpoint> secret = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kept(endpoint(application, "/none" + i));
            kept(withAuth(endpoint(application, "/unset" + i), new BackendAuth.Bearer(Optional.empty())));
            BackendAuth auth = i == 1
                    ? new BackendAuth.Basic(Optional.empty(), Optional.of(sealed()))
                    : new BackendAuth.Bearer(Optional.of(sealed()));
            secret.add(kept(withAuth(endpoint(application, "/some" + i), auth)));
        }

        List<Endpoint> walked = new ArrayList<>();
        Optional<EndpointId> last = Optional.empty();
        while (true) {
            Optional<EndpointId> from = last;
            List<Endpoint> some =
                    read(at(tenant.place()), stores -> stores.endpoints().sealedAfter(from, 2));
            walked.addAll(some);
            if (some.size() < 2) {
                break;
            }
            last = Optional.of(some.get(1).id());
        }
        assertThat(walked).containsExactlyElementsOf(secret);
    }

    @Test
    void listsOfSeveralApplicationsComeTogetherEachWithItsOwnPage() {
        planted();
        Application other = kept(application(tenant));
        Application empty = kept(application(tenant));
        Endpoint first = kept(endpoint(application, "/a"));
        kept(endpoint(application, "/b"));
        Endpoint far = kept(endpoint(other, "/a"));
        ListQuery<EndpointColumn> query = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1, 0)));

        assertRows(read(
                        PLATFORM,
                        stores -> stores.endpoints().listOf(List.of(empty.id(), application.id(), other.id()), query)))
                .isEqualTo(Map.of(empty.id(), List.of(), application.id(), List.of(first), other.id(), List.of(far)));
    }

    @Test
    void deletionOfItsParentsTakesItAlongAndIsCounted() {
        planted();
        MachineUser user = kept(machineUser(tenant));
        kept(grant(kept(endpoint(application, "/a")), user));
        Endpoint second = kept(endpoint(kept(application(tenant)), "/a"));
        kept(grant(second, user));
        Endpoint far = kept(endpoint(kept(application(kept(tenant(kept(project()))))), "/a"));

        assertRows(write(at(tenant.place()), stores -> stores.applications().delete(application.id())))
                .containsEntry("endpoints", 1L)
                .containsEntry("endpointGrants", 1L);
        assertRows(write(at(tenant.place()), stores -> stores.tenants().delete(tenant.id())))
                .containsEntry("endpoints", 1L)
                .containsEntry("endpointGrants", 1L);
        Tenant last = kept(tenant(project));
        kept(grant(kept(endpoint(kept(application(last)), "/a")), kept(machineUser(last))));
        assertRows(write(at(project), stores -> stores.projects().delete(project.id())))
                .containsEntry("endpoints", 1L)
                .containsEntry("endpointGrants", 1L);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(far.id())).contains(far);
    }

    @Test
    void itIsDeletedWithItsGrantsAndNothingElse() {
        planted();
        Endpoint endpoint = kept(endpoint(application, "/a"));
        Endpoint sibling = kept(endpoint(application, "/b"));
        EndpointGrant grant = kept(grant(endpoint, kept(machineUser(tenant))));

        assertRows(write(at(tenant.place()), stores -> stores.endpoints().delete(endpoint.id())))
                .isEqualTo(Map.of("endpointGrants", 1L));

        assertThat(found(endpoint.id())).isEmpty();
        assertFound(read(PLATFORM, stores -> stores.endpointGrants().find(grant.id())))
                .isEmpty();
        assertThat(found(sibling.id())).contains(sibling);
    }

    @Test
    void theDoorFindsItsPlace() {
        planted();
        Endpoint endpoint = kept(endpoint(application, "/a"));

        assertFound(standing(new Target.OfEndpoint(endpoint.id())).map(Standing::place))
                .contains(application.place());
        assertFound(standing(new Target.OfEndpointGrants(endpoint.id())).map(Standing::place))
                .contains(application.place());
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        planted();
        Endpoint endpoint = kept(endpoint(application, "/a"));
        Tenant sibling = kept(tenant(project));
        User viewer = keptMember(application.place(), Role.VIEWER);
        User neighbour = keptMember(kept(application(tenant)).place(), Role.ADMIN);
        User stranger = keptMember(sibling.place(), Role.ADMIN);
        Binding viewing = new Binding.Reach(principal(viewer));
        Binding home = new Binding.Reach(kept(machineUser(tenant)).principal());

        for (Binding binding : List.of(at(tenant.place()), at(project), viewing, home)) {
            assertThat(seen(binding, endpoint)).as(binding.toString()).isTrue();
        }
        List<Binding> strangers = List.of(
                at(sibling.place()),
                at(kept(tenant(kept(project()))).place()),
                new Binding.Reach(principal(neighbour)),
                new Binding.Reach(principal(stranger)),
                new Binding.Reach(kept(machineUser(sibling)).principal()));
        for (Binding binding : strangers) {
            assertThat(seen(binding, endpoint)).as(binding.toString()).isFalse();
            assertUntouched(binding, endpoint);
        }
    }

    private void assertUntouched(Binding binding, Endpoint endpoint) {
        Endpoint added = endpoint(application, "/added");
        assertThatThrownBy(() -> change(binding, stores -> stores.endpoints().insert(added)))
                .isInstanceOf(RuntimeException.class);
        catchThrowable(() -> change(binding, stores -> stores.endpoints().update(changed(endpoint, "/taken"))));
        catchThrowable(() -> change(binding, stores -> stores.endpoints().reseal(endpoint)));
        catchThrowable(() -> change(binding, stores -> stores.endpoints().delete(endpoint.id())));
        assertThat(found(added.id())).isEmpty();
        assertThat(found(endpoint.id())).contains(endpoint);
    }

    private boolean seen(Binding binding, Endpoint endpoint) {
        return read(binding, stores -> {
            boolean found = stores.endpoints().find(endpoint.id()).isPresent();
            int rows = found ? 1 : 0;
            assertRows(stores.endpoints().findAll(List.of(endpoint.id()))).hasSize(rows);
            assertThat(stores.endpoints().all(endpoint.application())).hasSize(rows);
            assertThat(stores.endpoints()
                            .listOf(List.of(endpoint.application()), ListQuery.all())
                            .get(endpoint.application()))
                    .hasSize(rows);
            assertThat(stores.endpoints().countOf(endpoint.application(), ListQuery.all()))
                    .isEqualTo(rows);
            return found;
        });
    }

    private Optional<Standing> standing(Target target) {
        return transactions().door(door -> door.standing(principal(user()), target));
    }

    private Optional<Endpoint> found(EndpointId id) {
        return read(PLATFORM, stores -> stores.endpoints().find(id));
    }

    private static SealedSecret sealed() {
        return SEALER.seal("secret", new Belonging("contract", new TenantId(newId()), newId()));
    }

    private static Endpoint withAuth(Endpoint endpoint, BackendAuth auth) {
        return new Endpoint(
                endpoint.id(),
                endpoint.project(),
                endpoint.tenant(),
                endpoint.application(),
                endpoint.definition(),
                auth,
                endpoint.createdAt(),
                endpoint.updatedAt(),
                endpoint.version());
    }

    private static Endpoint changed(Endpoint endpoint, String path) {
        Endpoint.Change change = new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(new ConsumePath(path)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep()));
        return endpoint.with(change, null, LATER);
    }
}
