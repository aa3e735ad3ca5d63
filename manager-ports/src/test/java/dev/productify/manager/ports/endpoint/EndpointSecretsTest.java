package dev.productify.manager.ports.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndpointSecretsTest {
    private static final SecretSealer NEXT = new SecretSealer("0000000b", key(), new Random(9));
    private static final SecretSealer THIRD = new SecretSealer("0000000c", key(), new Random(10));

    private final World world = new World();
    private final Application application = world.application(world.tenant(world.project("shop"), "acme"), "web");

    private static byte[] key() {
        byte[] key = new byte[SecretSealer.KEY_LENGTH];
        key[0] = 1;
        return key;
    }

    @Test
    void tokensAndPasswordsAreSealedWithTheNextKeyAndTheCanaryIsKept() {
        Endpoint bearer = world.endpoint(application, "/bearer");
        Endpoint basic = world.useCases
                .endpoints()
                .create(
                        world.admin,
                        application.id(),
                        World.endpointDefinition("/basic"),
                        new AuthChange(
                                Patch.set(AuthType.BASIC), Patch.keep(), Patch.set("user"), Patch.set("password")));

        world.useCases.installation().rotateSecretsKey(FixedSecrets.sealer(), NEXT, "canary");

        BackendAuth.Bearer one = (BackendAuth.Bearer) kept(bearer).auth();
        assertThat(open(NEXT, bearer, "authToken", one.token().orElseThrow())).isEqualTo("secret-token");
        BackendAuth.Basic other = (BackendAuth.Basic) kept(basic).auth();
        assertThat(other.username()).contains("user");
        assertThat(open(NEXT, basic, "authPassword", other.password().orElseThrow()))
                .isEqualTo("password");
        assertThat(kept(bearer).version()).isEqualTo(bearer.version());
        assertThat(world.useCases.installation().secretsCanary(() -> "another")).isEqualTo("canary");
    }

    @Test
    void thereMayBeMoreThanAreSealedAtOnce() {
        Endpoint first = world.endpoint(application, "/first");
        world.platform(stores -> {
            for (int i = 0; i < 1_001; i++) {
                EndpointId id = new EndpointId(UUID.randomUUID());
                SealedSecret secret =
                        FixedSecrets.sealer().seal("s" + i, EndpointSecrets.belonging(first.tenant(), id, "authToken"));
                stores.endpoints()
                        .insert(Endpoint.create(
                                id,
                                application.place(),
                                World.endpointDefinition("/" + i),
                                new BackendAuth.Bearer(Optional.of(secret)),
                                World.START));
            }
        });

        world.useCases.installation().rotateSecretsKey(FixedSecrets.sealer(), NEXT, "canary");

        ListQuery<EndpointColumn> page = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 0)));
        assertThat(world.useCases.endpoints().list(world.admin, application.id(), page))
                .hasSize(1000)
                .allMatch(endpoint -> NEXT.sealed(
                        ((BackendAuth.Bearer) endpoint.auth()).token().orElseThrow()));
    }

    @Test
    void oneThatCannotBeOpenedLeavesAllAsTheyWere() {
        Endpoint endpoint = world.endpoint(application, "/a");
        String canary = world.useCases.installation().secretsCanary(() -> "first");

        assertThatThrownBy(() -> world.useCases.installation().rotateSecretsKey(THIRD, NEXT, "canary"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret-token");

        assertThat(kept(endpoint)).isEqualTo(endpoint);
        assertThat(world.useCases.installation().secretsCanary(() -> "another")).isEqualTo(canary);
    }

    private Endpoint kept(Endpoint endpoint) {
        return world.useCases.endpoints().find(world.admin, endpoint.id());
    }

    private static String open(SecretSealer sealer, Endpoint endpoint, String field, SealedSecret secret) {
        return sealer.open(secret, EndpointSecrets.belonging(endpoint.tenant(), endpoint.id(), field));
    }
}
