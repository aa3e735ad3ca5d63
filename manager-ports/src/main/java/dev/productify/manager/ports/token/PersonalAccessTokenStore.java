package dev.productify.manager.ports.token;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.signin.LastUses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where personal access tokens are kept; of the secrets themselves only hashes. Every method but {@link #insert}, {@link
 * #used} and {@link #removeEnded} names the user whose tokens it means, besides what the transaction is bound to.
 */
public interface PersonalAccessTokenStore {
    void insert(PersonalAccessToken token);

    /** The user's token of that id; nobody else changes it until the transaction ends. */
    Optional<PersonalAccessToken> lock(UserId user, PersonalAccessTokenId id);

    List<PersonalAccessToken> list(UserId user, ListQuery<PersonalAccessTokenColumn> query);

    /** How many rows {@link #list} has over all pages. */
    long count(UserId user, ListQuery<PersonalAccessTokenColumn> query);

    /** The rows behind the query's cursor: one more than asked for, if there are that many. */
    List<PersonalAccessToken> listAfter(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query);

    Connection.Extent extent(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query);

    /** Keeps since when the token is revoked. */
    void revoke(PersonalAccessToken token);

    void delete(UserId user, PersonalAccessTokenId id);

    /**
     * Keeps when the token was last used, unless a use is noted that is later or little earlier (less than {@link
     * LastUses#PRECISION}).
     */
    void used(PersonalAccessTokenId id, Instant at);

    /**
     * Removes tokens that were revoked or expired before an instant, whoever's. For transactions bound to the whole
     * installation; in others nothing is removed that is not within them.
     *
     * @return how many, at most that many
     */
    int removeEnded(Instant before, int most);
}
