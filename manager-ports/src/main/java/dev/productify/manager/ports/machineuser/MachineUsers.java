package dev.productify.manager.ports.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What administrators of a tenant do with its machine users (contract A1, A5). Refusals are those of {@link Guard}, and
 * what each method names besides.
 */
public interface MachineUsers {
    /** @param random {@code SecureRandom} outside of tests */
    static MachineUsers of(Guard guard, Journal journal, RandomGenerator random, PasswordHasher hasher) {
        return new MachineUserService(guard, journal, new Credentials(random, hasher));
    }

    /** @throws ManagerException {@code CONFLICT} when the username is taken anywhere in the installation */
    WithToken create(Call call, TenantId tenant, MachineUser.Draft draft, SecretChoice secret);

    /**
     * Changes a machine user. A change that says nothing new writes nothing.
     *
     * @throws ManagerException {@code CONFLICT} when the username is taken
     */
    MachineUser update(Call call, MachineUserId id, MachineUser.Change change);

    /**
     * Gives a machine user another secret.
     *
     * @param overlap how long its present token stays valid besides
     * @throws ManagerException {@code BAD_USER_INPUT} when its present secret is a password and shall overlap
     */
    WithToken rotate(Call call, MachineUserId id, SecretChoice secret, Overlap overlap);

    /** Removes a machine user; what it presents is refused from then on. */
    void delete(Call call, MachineUserId id);

    List<MachineUser> list(Call call, TenantId tenant, ListQuery<MachineUserColumn> query);

    long count(Call call, TenantId tenant, ListQuery<MachineUserColumn> query);

    /** @param token the only time that a generated secret is seen; empty when the secret was given */
    record WithToken(MachineUser machineUser, Optional<TokenText> token) {
        public WithToken {
            requireNonNull(machineUser, "machineUser");
            requireNonNull(token, "token");
        }
    }
}
