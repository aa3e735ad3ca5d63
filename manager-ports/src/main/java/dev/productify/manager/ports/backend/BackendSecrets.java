package dev.productify.manager.ports.backend;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.SigningSecret;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Seals and opens the secrets of backends, each bound to its field, tenant and backend. */
public final class BackendSecrets {
    private static final int AT_ONCE = 500;

    private final Supplier<SecretSealer> sealer;

    /** @param sealer asked at each use, since the key of the installation is known only when its database is */
    public BackendSecrets(Supplier<SecretSealer> sealer) {
        this.sealer = requireNonNull(sealer, "sealer");
    }

    private static Belonging belonging(TenantId tenant, BackendId backend, String field) {
        return new Belonging("backend." + field, tenant, backend.value());
    }

    /** For the token of a backend. */
    Backend.Sealing of(TenantId tenant, BackendId backend) {
        Belonging belonging = belonging(tenant, backend, Backend.TOKEN);
        return new Backend.Sealing() {
            @Override
            public SealedSecret seal(String secret) {
                return sealer.get().seal(secret, belonging);
            }

            @Override
            public boolean is(SealedSecret sealed, String secret) {
                return sealer.get().open(sealed, belonging).equals(secret);
            }
        };
    }

    SealedSecret seal(TenantId tenant, BackendId backend, SigningSecret secret) {
        return sealer.get().seal(secret.reveal(), belonging(tenant, backend, Backend.SIGNING_SECRET));
    }

    /**
     * The value of the header {@code Authorization} that a backend is sent.
     *
     * @throws IllegalStateException when the secret cannot be opened
     */
    public Optional<String> authorization(Backend backend) {
        Belonging belonging = belonging(backend.tenant(), backend.id(), Backend.TOKEN);
        return backend.token().map(token -> "Bearer " + sealer.get().open(token, belonging));
    }

    /**
     * What signs at that time: the present secret, and the one before until it is retired.
     *
     * @throws IllegalStateException when a secret cannot be opened
     */
    public List<SigningSecret> signing(Backend backend, Instant at) {
        List<SigningSecret> secrets = new ArrayList<>();
        secrets.add(open(backend, backend.secrets().current()));
        backend.secrets()
                .retiring()
                .filter(retiring -> at.isBefore(retiring.until()))
                .ifPresent(retiring -> secrets.add(open(backend, retiring.secret())));
        return secrets;
    }

    private SigningSecret open(Backend backend, SealedSecret sealed) {
        Belonging belonging = belonging(backend.tenant(), backend.id(), Backend.SIGNING_SECRET);
        return SigningSecret.parse(sealer.get().open(sealed, belonging));
    }

    /**
     * Seals all secrets of all backends with another key.
     *
     * @param stores bound to the whole installation
     * @throws IllegalStateException when one of them was not sealed with the present key
     */
    public static void reseal(Stores stores, SecretSealer present, SecretSealer next) {
        Optional<BackendId> last = Optional.empty();
        while (true) {
            List<Backend> some = stores.backends().after(last, AT_ONCE);
            for (Backend backend : some) {
                stores.backends()
                        .reseal(backend.resealed(
                                kept -> moved(kept, backend, Backend.TOKEN, present, next),
                                kept -> moved(kept, backend, Backend.SIGNING_SECRET, present, next)));
            }
            if (some.size() < AT_ONCE) {
                return;
            }
            last = Optional.of(some.get(some.size() - 1).id());
        }
    }

    private static SealedSecret moved(
            SealedSecret sealed, Backend backend, String field, SecretSealer present, SecretSealer next) {
        Belonging belonging = belonging(backend.tenant(), backend.id(), field);
        return next.seal(present.open(sealed, belonging), belonging);
    }
}
