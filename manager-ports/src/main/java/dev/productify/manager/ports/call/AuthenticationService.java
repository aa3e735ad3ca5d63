package dev.productify.manager.ports.call;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.token.TokenUses;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.Instant;
import java.time.InstantSource;

final class AuthenticationService implements Authentication {
    private final ReadModel<TokenSelector, HeldToken> tokens;
    private final InstantSource clock;
    private final TokenUses uses;

    AuthenticationService(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock, TokenUses uses) {
        this.tokens = tokens;
        this.clock = clock;
        this.uses = uses;
    }

    @Override
    public Caller authenticate(Credentials credentials) {
        if (credentials instanceof Credentials.None) {
            throw new ManagerException(
                    UNAUTHENTICATED, "Authentication is needed: send Authorization: Bearer with an access token");
        }
        if (credentials instanceof Credentials.Bearer bearer) {
            return TokenText.parse(bearer.token())
                    .filter(token -> token.kind() == TokenKind.PERSONAL_ACCESS)
                    .map(this::person)
                    .orElseThrow(AuthenticationService::refused);
        }
        throw refused();
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
