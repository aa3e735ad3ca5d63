package dev.productify.manager.ports.backend;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.SigningSecret;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The services that triggers call back. Machine users register theirs (contract R2); viewers of the tenant see all, its editors
 * switch and remove them. Refusals are those of {@link Guard}, and what each method names besides.
 */
public interface Backends {
    /**
     * @param random a cryptographically strong source
     * @param addresses asked at each saving, since ports may be known late
     */
    static Backends of(
            Guard guard,
            Journal journal,
            BackendSecrets secrets,
            RandomGenerator random,
            Supplier<AddressRules> addresses) {
        return new BackendService(guard, journal, secrets, random, addresses);
    }

    /**
     * What came of a registration.
     *
     * @param signingSecret at the first one only: it is shown once
     */
    record Registered(Backend backend, Optional<SigningSecret> signingSecret) {}

    /** A backend with its new signing secret, which is shown once. */
    record Rotated(Backend backend, SigningSecret signingSecret) {}

    /**
     * Registers a service, or says again that it is there. For machine users with the role editor; the same machine user and
     * name are the same registration. What says nothing new is a heartbeat and nothing else.
     *
     * @throws ManagerException {@code FORBIDDEN} to people; {@code BAD_USER_INPUT} when the URL names an address that must
     *     not be called; {@code NOT_FOUND} for an application that is not of the tenant
     */
    Registered register(Call call, Backend.Registration registration);

    /** Removes a registration of the calling machine user; {@code NOT_FOUND} for those of others. */
    void unregister(Call call, BackendId id);

    /** Switches a backend on or off; what it is already writes nothing. */
    Backend update(Call call, BackendId id, Patch<Boolean> enabled);

    /** Makes a new signing secret; the one before signs, too, for {@link Backend#OVERLAP}. */
    Rotated rotate(Call call, BackendId id);

    void delete(Call call, BackendId id);

    Backend find(Call call, BackendId id);

    List<Backend> list(Call call, TenantId tenant, ListQuery<BackendColumn> query);

    long count(Call call, TenantId tenant, ListQuery<BackendColumn> query);
}
