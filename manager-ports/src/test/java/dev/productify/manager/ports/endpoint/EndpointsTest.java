package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final AuthChange SAME = new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());

    private final World world = new World();
    private final Endpoints endpoints = world.useCases.endpoints();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");

    @Test
    void theSecretIsKeptSealedForThatEndpointAlone() {
        Endpoint endpoint = world.endpoint(application, "/a");

        BackendAuth.Bearer kept =
                (BackendAuth.Bearer) endpoints.find(world.admin, endpoint.id()).auth();
        assertThat(FixedSecrets.sealer()
                        .open(
                                kept.token().orElseThrow(),
                                EndpointSecrets.belonging(tenant.id(), endpoint.id(), "authToken")))
                .isEqualTo("secret-token");
        assertThat(kept.toString()).doesNotContain("secret-token");
        assertThat(world.lastAudited().changes().toString()).doesNotContain("secret-token");
    }

    @Test
    void aSecretThatIsGivenAgainIsNoChange() {
        Endpoint endpoint = world.endpoint(application, "/a");
        int rows = world.audited().size();

        Endpoint same =
                endpoints.update(world.admin, endpoint.id(), change(Patch.keep(), World.bearer("secret-token")));
        assertThat(same).isEqualTo(endpoint);
        assertThat(world.audited()).hasSize(rows);

        Endpoint other =
                endpoints.update(world.admin, endpoint.id(), change(Patch.keep(), World.bearer("another-one")));
        assertThat(other.version()).isEqualTo(endpoint.version() + 1);
        assertThat(world.audited()).hasSize(rows + 1).endsWith("update Endpoint");
        assertThat(world.lastAudited().changes().toString())
                .contains("authToken")
                .doesNotContain("another-one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://backend.example.com/base",
                "https://backend.example.org/base",
                "https://backend.example.com:8443/base"
            })
    void anotherSchemeHostOrPortForgetsTheSecret(String url) {
        Endpoint endpoint = world.endpoint(application, "/a");

        Endpoint moved = endpoints.update(world.admin, endpoint.id(), change(url(url), SAME));
        assertThat(moved.auth().configured()).isFalse();
        assertThat(moved.auth().type()).isEqualTo(AuthType.BEARER);
    }

    @Test
    void anotherPathKeepsTheSecretAndOneThatIsGivenAgainStays() {
        Endpoint endpoint = world.endpoint(application, "/a");

        Endpoint path =
                endpoints.update(world.admin, endpoint.id(), change(url("https://backend.example.com/other"), SAME));
        assertThat(path.auth()).isEqualTo(endpoint.auth());

        Endpoint moved = endpoints.update(
                world.admin,
                endpoint.id(),
                change(url("https://elsewhere.example.com/"), World.bearer("secret-token")));
        assertThat(moved.auth().configured()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/", "http://10.21.0.1/", "http://169.254.169.254/latest", "http://[::1]/"})
    void addressesThatMustNotBeCalledAreRefusedAtSavingAndTheSettingIsNamed(String url) {
        Endpoint endpoint = world.endpoint(application, "/a");
        Endpoint.Definition definition = to("/b", url);

        assertThat(assertRefused(
                        BAD_USER_INPUT, () -> endpoints.create(world.admin, application.id(), definition, SAME)))
                .contains("outbound.allow");
        assertThat(assertRefused(
                        BAD_USER_INPUT, () -> endpoints.update(world.admin, endpoint.id(), change(url(url), SAME))))
                .contains("outbound.allow");
        assertThat(endpoints.find(world.admin, endpoint.id())).isEqualTo(endpoint);
    }

    @Test
    void whatTheOperatorPermitsIsTaken() {
        Endpoint endpoint = endpoints.create(world.admin, application.id(), to("/b", "http://10.20.255.255/"), SAME);

        assertThat(endpoint.definition().url().toString()).isEqualTo("http://10.20.255.255/");
    }

    @Test
    void aPathIsTakenOnceInAnApplicationInWhateverSpelling() {
        Endpoint endpoint = world.endpoint(application, "/a%62c");
        Endpoint other = world.endpoint(application, "/other");

        assertRefused(CONFLICT, () -> world.endpoint(application, "/abc"));
        assertRefused(
                CONFLICT,
                () -> endpoints.update(
                        world.admin,
                        other.id(),
                        new Endpoint.Change(
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(new ConsumePath("/abc")),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                SAME)));
        assertThat(endpoint.definition().consumes().toString()).isEqualTo("/abc");
        assertThat(world.endpoint(world.application(tenant, "second"), "/abc")
                        .definition()
                        .consumes())
                .isEqualTo(endpoint.definition().consumes());
    }

    @Test
    void viewersReadAndEditorsWriteMachineUsersTooAndOthersFindNothing() {
        Endpoint endpoint = world.endpoint(application, "/a");
        Call viewer = world.with(world.person("viewer"), application.place(), Role.VIEWER);
        Call editor = world.with(world.person("editor"), application.place(), Role.EDITOR);
        Call robot = world.machine(tenant, "robot", Role.EDITOR);
        Call reader = world.machine(tenant, "reader", Role.VIEWER);
        Call far = world.machine(world.tenant(project, "far"), "far", Role.EDITOR);

        for (Call may : List.of(viewer, editor, robot, reader)) {
            assertThat(endpoints.find(may, endpoint.id())).isEqualTo(endpoint);
            assertThat(endpoints.list(may, application.id(), ListQuery.all())).containsExactly(endpoint);
            assertThat(endpoints.count(may, application.id(), ListQuery.all())).isEqualTo(1);
            assertThat(endpoints.findAll(may, List.of(endpoint.id()))).containsOnlyKeys(endpoint.id());
            assertThat(endpoints.listOf(may, List.of(application.id()), ListQuery.all()))
                    .isEqualTo(Map.of(application.id(), List.of(endpoint)));
        }
        for (Call may : List.of(editor, robot)) {
            assertThat(endpoints.test(may, endpoint.id(), get("/a")).refusal()).isEmpty();
        }
        for (Call refused : List.of(viewer, reader)) {
            assertRefused(FORBIDDEN, () -> endpoints.delete(refused, endpoint.id()));
            assertRefused(FORBIDDEN, () -> endpoints.test(refused, endpoint.id(), get("/a")));
        }
        for (Call stranger : List.of(far, world.person("stranger"))) {
            assertRefused(NOT_FOUND, () -> endpoints.find(stranger, endpoint.id()));
            assertRefused(NOT_FOUND, () -> endpoints.delete(stranger, endpoint.id()));
            assertRefused(NOT_FOUND, () -> endpoints.list(stranger, application.id(), ListQuery.all()));
            assertThat(endpoints.findAll(stranger, List.of(endpoint.id()))).isEmpty();
        }
        assertRefused(NOT_FOUND, () -> endpoints.find(world.admin, new EndpointId(UUID.randomUUID())));
    }

    @Test
    void aTrialShowsWhatWouldBeSentAndNoSecret() {
        Endpoint endpoint = endpoints.create(
                world.admin,
                application.id(),
                to("/api/users/*", "https://backend.example.com/v1?key=1"),
                World.bearer("secret-token"));
        Trial trial = endpoints.test(
                world.admin,
                endpoint.id(),
                new Trial.Request(
                        "post",
                        "/api/users/7/orders?full=true",
                        List.of(
                                new Trial.Header("Accept", "application/json"),
                                new Trial.Header("Authorization", "Bearer muser_x"),
                                new Trial.Header("X-User-ID", "1"),
                                new Trial.Header("X-Proxy-Token", "2"),
                                new Trial.Header("Content-Length", "99"),
                                new Trial.Header("Cookie", "__Host-manager=3; a=4")),
                        Optional.of("{}")));

        assertThat(trial.refusal()).isEmpty();
        assertThat(trial.method()).isEqualTo("POST");
        assertThat(trial.url()).contains("https://backend.example.com/v1/7/orders?key=1&full=true");
        assertThat(trial.headers())
                .containsExactly(
                        new Trial.Header("Accept", "application/json"),
                        new Trial.Header("Cookie", "a=4"),
                        new Trial.Header("Content-Length", "2"),
                        new Trial.Header("Host", "backend.example.com"),
                        new Trial.Header("Via", Trial.OF_REQUEST),
                        new Trial.Header("Forwarded", Trial.OF_REQUEST),
                        new Trial.Header("X-Forwarded-For", Trial.OF_REQUEST),
                        new Trial.Header("X-Forwarded-Proto", Trial.OF_REQUEST),
                        new Trial.Header("X-Forwarded-Host", Trial.OF_REQUEST),
                        new Trial.Header("X-Request-Id", Trial.OF_REQUEST),
                        new Trial.Header("X-User-ID", adminId()),
                        new Trial.Header("X-User-Username", "admin"),
                        new Trial.Header("X-User-Email", "admin@manager.invalid"),
                        new Trial.Header("X-User-Name", "Administrator"),
                        new Trial.Header("X-Tenant-ID", tenant.id().value().toString()),
                        new Trial.Header("X-Tenant-Name", tenant.name().value()),
                        new Trial.Header(
                                "X-Application-ID", application.id().value().toString()),
                        new Trial.Header("X-Auth-Type", "proxy"),
                        new Trial.Header("Authorization", "Bearer ***"));
        assertThat(trial.body()).contains("{}");
        assertThat(trial.converted()).isFalse();
        assertThat(trial.toString()).doesNotContain("secret-token");
    }

    @Test
    void aTrialSaysWhyNothingWouldBeSent() {
        Endpoint wide = world.endpoint(application, "/api/*");
        Endpoint exact = world.endpoint(application, "/api/users");

        Trial taken = endpoints.test(world.admin, wide.id(), get("/api/users"));
        assertThat(taken.taker()).contains(exact);
        assertThat(taken.refusal()).contains("Another endpoint takes this path: Endpoint, by /api/users");
        assertThat(taken.url()).isEmpty();

        Trial nowhere = endpoints.test(world.admin, wide.id(), get("/other"));
        assertThat(nowhere.taker()).isEmpty();
        assertThat(nowhere.refusal()).contains("No endpoint of the application takes this path");

        Trial climbing = endpoints.test(world.admin, wide.id(), get("/api/../admin"));
        assertThat(climbing.refusal()).contains("the path must not have . or .. between slashes");

        endpoints.update(world.admin, exact.id(), enabled(false));
        assertThat(endpoints.test(world.admin, exact.id(), get("/api/users")).refusal())
                .contains("The endpoint is disabled");
    }

    @Test
    void deletionTakesGrantsAlongAndCountsThem() {
        Endpoint endpoint = world.endpoint(application, "/a");
        world.useCases
                .endpointGrants()
                .create(
                        world.admin,
                        endpoint.id(),
                        world.machineUser(tenant, "robot").machineUser().id(),
                        true);

        endpoints.delete(world.admin, endpoint.id());

        assertThat(world.audited()).endsWith("delete Endpoint");
        assertThat(world.lastAudited().metadata()).isEqualTo(Map.of("endpointGrants", 1L));
    }

    private String adminId() {
        return ((Principal.Person) world.admin.principal()).id().value().toString();
    }

    private static Trial.Request get(String path) {
        return new Trial.Request("GET", path, List.of(), Optional.empty());
    }

    private static Patch<BackendUrl> url(String url) {
        return Patch.set(BackendUrl.parse(url));
    }

    private static Endpoint.Definition to(String path, String url) {
        Endpoint.Definition definition = World.endpointDefinition(path);
        return new Endpoint.Definition(
                new Name("To " + path),
                definition.description(),
                true,
                definition.consumes(),
                BackendUrl.parse(url),
                definition.input(),
                definition.output(),
                definition.template(),
                definition.logLevel());
    }

    static Endpoint.Change enabled(boolean enabled) {
        return change(Patch.set(enabled), Patch.keep(), SAME);
    }

    private static Endpoint.Change change(Patch<BackendUrl> url, AuthChange auth) {
        return change(Patch.keep(), url, auth);
    }

    private static Endpoint.Change change(Patch<Boolean> enabled, Patch<BackendUrl> url, AuthChange auth) {
        return new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                enabled,
                Patch.keep(),
                url,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                auth);
    }
}
