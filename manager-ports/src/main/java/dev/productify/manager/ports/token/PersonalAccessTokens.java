package dev.productify.manager.ports.token;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;

/**
 * The callers' own personal access tokens, for platform administrators as for everybody (contract A10). Another person's
 * token looks as if it did not exist. Machine users get {@code FORBIDDEN}.
 */
public interface PersonalAccessTokens {
    static PersonalAccessTokens of(Guard guard, Journal journal, TokenIssuer issuer) {
        return new PersonalAccessTokenService(guard, journal, issuer);
    }

    /**
     * Makes a token of the caller's. Made with a token that expires it expires with that one at the latest.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} for an expiry in the past, or later than that of the token in use
     */
    Created create(Call call, PersonalAccessToken.Draft draft);

    /** Refuses a token from now on, for good; it stays in lists. Revoking it again changes nothing. */
    PersonalAccessToken revoke(Call call, PersonalAccessTokenId id);

    /** Removes a token: from now on it is refused, and lists do not have it. */
    void delete(Call call, PersonalAccessTokenId id);

    List<PersonalAccessToken> list(Call call, ListQuery<PersonalAccessTokenColumn> query);

    long count(Call call, ListQuery<PersonalAccessTokenColumn> query);

    /** The same list in pieces that begin behind a cursor. */
    Connection<PersonalAccessToken> connection(Call call, ConnectionQuery<PersonalAccessTokenColumn> query);

    /** @param secret the only time that it is seen */
    record Created(TokenText secret, PersonalAccessToken token) {}
}
