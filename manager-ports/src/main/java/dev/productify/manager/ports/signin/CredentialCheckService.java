package dev.productify.manager.ports.signin;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.limits.Throttle;
import java.time.InstantSource;
import java.util.Optional;

final class CredentialCheckService implements CredentialChecks {
    private static final int MOST_REMEMBERED = 10_000;

    private final MachineSignIn machines;
    private final Authentication authentication;
    private final Throttle<String> sources;

    CredentialCheckService(MachineSignIn machines, Authentication authentication, InstantSource clock) {
        this.machines = machines;
        this.authentication = authentication;
        this.sources = new Throttle<>(clock, MachineSignIn.OF_A_SOURCE, MOST_REMEMBERED);
    }

    @Override
    public Optional<Principal.Machine> machineUser(String username, String secret, String source) {
        return machines.byName(username, secret, source).map(MachineUser::principal);
    }

    @Override
    public Optional<Principal.Person> person(String token, String source) {
        try {
            Principal holder = authentication
                    .authenticate(new Credentials.Bearer(token), source)
                    .principal();
            if (holder instanceof Principal.Person person) {
                return Optional.of(person);
            }
        } catch (ManagerException refusal) {
            if (refusal.code() != ErrorCode.UNAUTHENTICATED) {
                throw refusal;
            }
        }
        sources.wait(source).ifPresent(wait -> {
            throw MachineSignIn.tooMany(wait);
        });
        sources.count(source);
        return Optional.empty();
    }
}
