package dev.productify.manager.ports.call;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.session.ProviderSignIn;
import dev.productify.manager.ports.session.SessionSignIn;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.signin.MachineSignIn;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

final class AuthenticationService implements Authentication {
    private final ReadModel<TokenSelector, HeldToken> tokens;
    private final Optional<MachineSignIn> machines;
    private final Optional<SessionSignIn> sessions;
    private final Optional<ProviderSignIn> provider;
    private final InstantSource clock;
    private final LastUses uses;

    AuthenticationService(
            ReadModel<TokenSelector, HeldToken> tokens,
            Optional<MachineSignIn> machines,
            Optional<SessionSignIn> sessions,
            Optional<ProviderSignIn> provider,
            InstantSource clock,
            LastUses uses) {
        this.tokens = tokens;
        this.machines = machines;
        this.sessions = sessions;
        this.provider = provider;
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
            return bearer(bearer.token());
        }
        if (credentials instanceof Credentials.SessionCookie cookie) {
            return TokenText.parse(cookie.value())
                    .filter(token -> token.kind() == TokenKind.SESSION)
                    .map(this::holder)
                    .orElseThrow(AuthenticationService::refused);
        }
        if (credentials instanceof Credentials.Basic basic) {
            return machines.flatMap(known -> known.byName(basic.username(), basic.password(), source))
                    .map(AuthenticationService::caller)
                    .orElseThrow(AuthenticationService::refused);
        }
        throw refused();
    }

    private Caller bearer(String text) {
        Optional<TokenText> token = TokenText.parse(text);
        if (token.isPresent()) {
            return holder(token.get());
        }
        return provider.filter(known -> !TokenText.hasPrefix(text))
                .flatMap(known -> known.byToken(text))
                .orElseThrow(AuthenticationService::refused);
    }

    private Caller holder(TokenText token) {
        return switch (token.kind()) {
            case PERSONAL_ACCESS -> person(token);
            case MACHINE_USER ->
                machines.flatMap(known -> known.byToken(token))
                        .map(AuthenticationService::caller)
                        .orElseThrow(AuthenticationService::refused);
            case SESSION ->
                sessions.flatMap(known -> known.bySecret(token)).orElseThrow(AuthenticationService::refused);
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
