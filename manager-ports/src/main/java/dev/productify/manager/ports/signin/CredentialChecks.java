package dev.productify.manager.ports.signin;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Authentication;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the authenticating proxy asks (contract A6). Every reason for a no looks the same.
 *
 * <p>Each method takes the address that the credentials come from, as far as it is believed, and throws {@link
 * ManagerException} {@code RATE_LIMITED} when too many failures came from there; what is right and was generated is
 * answered all the same.
 */
public interface CredentialChecks {
    static CredentialChecks of(MachineSignIn machines, Authentication authentication, InstantSource clock) {
        return new CredentialCheckService(machines, authentication, clock);
    }

    /** The machine user of that name, if the token or password is its and it is enabled. */
    Optional<Principal.Machine> machineUser(String username, String secret, String source);

    /** The person to whom the token belongs, if it is in force. */
    Optional<Principal.Person> person(String token, String source);
}
