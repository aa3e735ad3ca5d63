package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.tx.Stores;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Seals and opens the secrets of endpoints, each bound to its field, tenant and endpoint. */
public final class EndpointSecrets {
    private static final String TOKEN = "authToken";
    private static final String PASSWORD = "authPassword";
    private static final int AT_ONCE = 500;

    private final Supplier<SecretSealer> sealer;

    /** @param sealer asked at each use, since the key of the installation is known only when its database is */
    public EndpointSecrets(Supplier<SecretSealer> sealer) {
        this.sealer = requireNonNull(sealer, "sealer");
    }

    /** Where a secret of an endpoint belongs. */
    public static Belonging belonging(TenantId tenant, EndpointId endpoint, String field) {
        return new Belonging("endpoint." + field, tenant, endpoint.value());
    }

    AuthChange.Sealing of(TenantId tenant, EndpointId endpoint) {
        return new AuthChange.Sealing() {
            @Override
            public SealedSecret seal(String field, String secret) {
                return sealer.get().seal(secret, belonging(tenant, endpoint, field));
            }

            @Override
            public boolean is(SealedSecret sealed, String field, String secret) {
                return sealer.get()
                        .open(sealed, belonging(tenant, endpoint, field))
                        .equals(secret);
            }
        };
    }

    /**
     * The value of the header {@code Authorization} that a backend is sent; empty where nothing is sent (contract E3).
     *
     * @throws IllegalStateException when a secret cannot be opened
     */
    Optional<String> authorization(Endpoint endpoint) {
        BackendAuth auth = endpoint.auth();
        if (!auth.configured()) {
            return Optional.empty();
        }
        if (auth instanceof BackendAuth.Bearer bearer) {
            return bearer.token().map(token -> "Bearer " + open(endpoint, TOKEN, token));
        }
        BackendAuth.Basic basic = (BackendAuth.Basic) auth;
        String both = basic.username().orElseThrow()
                + ':'
                + open(endpoint, PASSWORD, basic.password().orElseThrow());
        // RFC 7617, section 2.1: UTF-8, which is US-ASCII for those who know nothing else.
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    private String open(Endpoint endpoint, String field, SealedSecret sealed) {
        return sealer.get().open(sealed, belonging(endpoint.tenant(), endpoint.id(), field));
    }

    /**
     * Seals all secrets of all endpoints with another key.
     *
     * @param stores bound to the whole installation
     * @throws IllegalStateException when one of them was not sealed with the present key
     */
    public static void reseal(Stores stores, SecretSealer present, SecretSealer next) {
        Optional<EndpointId> last = Optional.empty();
        while (true) {
            List<Endpoint> some = stores.endpoints().sealedAfter(last, AT_ONCE);
            for (Endpoint endpoint : some) {
                stores.endpoints().reseal(resealed(endpoint, present, next));
            }
            if (some.size() < AT_ONCE) {
                return;
            }
            last = Optional.of(some.get(some.size() - 1).id());
        }
    }

    private static Endpoint resealed(Endpoint endpoint, SecretSealer present, SecretSealer next) {
        BackendAuth auth = endpoint.auth();
        if (auth instanceof BackendAuth.Bearer bearer) {
            auth = new BackendAuth.Bearer(bearer.token().map(token -> moved(token, endpoint, TOKEN, present, next)));
        } else if (auth instanceof BackendAuth.Basic basic) {
            auth = new BackendAuth.Basic(
                    basic.username(),
                    basic.password().map(password -> moved(password, endpoint, PASSWORD, present, next)));
        }
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

    private static SealedSecret moved(
            SealedSecret sealed, Endpoint endpoint, String field, SecretSealer present, SecretSealer next) {
        Belonging belonging = belonging(endpoint.tenant(), endpoint.id(), field);
        return next.seal(present.open(sealed, belonging), belonging);
    }
}
