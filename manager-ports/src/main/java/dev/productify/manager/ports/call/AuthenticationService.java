package dev.productify.manager.ports.call;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.Instant;
import java.time.InstantSource;

final class AuthenticationService implements Authentication {
    private final ReadModel<TokenSelector, HeldToken> tokens;
    private final InstantSource clock;

    AuthenticationService(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Principal authenticate(Credentials credentials) {
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

    private Principal person(TokenText presented) {
        Instant now = clock.instant();
        return tokens.get(presented.selector())
                .filter(held -> held.token().admits(presented, now))
                .filter(held -> !held.user().disabled())
                .map(held -> principal(held.user()))
                .orElseThrow(AuthenticationService::refused);
    }

    private static Principal principal(User user) {
        return new Principal.Person(user.id(), user.username(), user.platformAdministrator());
    }

    private static ManagerException refused() {
        return new ManagerException(UNAUTHENTICATED, "The credentials are not valid, or no longer");
    }
}
