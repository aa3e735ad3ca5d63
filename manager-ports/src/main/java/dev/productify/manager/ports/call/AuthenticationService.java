package dev.productify.manager.ports.call;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.signin.MachineSignIn;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

final class AuthenticationService implements Authentication {
    private final ReadModel<TokenSelector, HeldToken> tokens;
    private final Optional<MachineSignIn> machines;
    private final InstantSource clock;
    private final LastUses uses;

    AuthenticationService(
            ReadModel<TokenSelector, HeldToken> tokens,
            Optional<MachineSignIn> machines,
            InstantSource clock,
            LastUses uses) {
        this.tokens = tokens;
        this.machines = machines;
        this.clock = clock;
        this.uses = uses;
    }

    @Override
    public Caller authenticate(Credentials credentials, String source) {
        if (credentials instanceof Credentials.None) {
            throw new ManagerException(
                    UNAUTHENTICATED, "Authentication is needed: send Authorization: Bearer with an access token");
        }
        if (credentials instanceof Credentials.Bearer bearer) {
            return TokenText.parse(bearer.token()).map(this::holder).orElseThrow(AuthenticationService::refused);
        }
        if (credentials instanceof Credentials.Basic basic) {
            return machines.flatMap(known -> known.byName(basic.username(), basic.password(), source))
                    .map(AuthenticationService::caller)
                    .orElseThrow(AuthenticationService::refused);
        }
        throw refused();
    }

    private Caller holder(TokenText token) {
        return switch (token.kind()) {
            case PERSONAL_ACCESS -> person(token);
            case MACHINE_USER ->
                machines.flatMap(known -> known.byToken(token))
                        .map(AuthenticationService::caller)
                        .orElseThrow(AuthenticationService::refused);
            case SESSION -> throw refused();
        };
    }

    private static Caller caller(MachineUser user) {
        return Caller.of(user.principal());
    }

    private Caller person(TokenText presented) {
        Instant now = clock.instant();
        HeldToken held = tokens.get(presented.selector())
                .filter(found -> found.token().admits(presented, now))
                .filter(found -> !found.user().disabled())
                .orElseThrow(AuthenticationService::refused);
        uses.used(held.token(), now);
        return caller(held.token(), held.user());
    }

    private static Caller caller(PersonalAccessToken token, User user) {
        return new Caller(
                new Principal.Person(user.id(), user.username(), user.platformAdministrator()),
                new Proof.OfPersonalAccessToken(token.id(), token.expiresAt()));
    }

    private static ManagerException refused() {
        return new ManagerException(UNAUTHENTICATED, "The credentials are not valid, or no longer");
    }
}
