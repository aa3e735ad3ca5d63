package dev.productify.manager.ports.token;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PersonalAccessTokenService implements PersonalAccessTokens {
    private static final EntityType TYPE = EntityType.PERSONAL_ACCESS_TOKEN;

    private final Guard guard;
    private final Journal journal;
    private final TokenIssuer issuer;

    PersonalAccessTokenService(Guard guard, Journal journal, TokenIssuer issuer) {
        this.guard = guard;
        this.journal = journal;
        this.issuer = issuer;
    }

    @Override
    public Created create(Call call, PersonalAccessToken.Draft draft) {
        return guard.writeOwn(call, (stores, user) -> issuer.issueAudited(stores, call, user, draft));
    }

    @Override
    public PersonalAccessToken revoke(Call call, PersonalAccessTokenId id) {
        return guard.writeOwn(call, (stores, user) -> {
            PersonalAccessToken before = locked(stores, user, id);
            PersonalAccessToken after = before.revoked(journal.now());
            if (after == before) {
                return before;
            }
            stores.personalAccessTokens().revoke(after);
            journal.did(
                    AuditAction.REVOKE, stores, call, TYPE, id, Optional.empty(), before.audited(), after.audited());
            return after;
        });
    }

    @Override
    public void delete(Call call, PersonalAccessTokenId id) {
        guard.writeOwn(call, (stores, user) -> {
            PersonalAccessToken token = locked(stores, user, id);
            stores.personalAccessTokens().delete(user, id);
            journal.deleted(stores, call, TYPE, id, Optional.empty(), token.audited(), Map.of());
            return token;
        });
    }

    @Override
    public List<PersonalAccessToken> list(Call call, ListQuery<PersonalAccessTokenColumn> query) {
        return query.complete(guard.readOwn(
                call, (stores, user) -> stores.personalAccessTokens().list(user, query)));
    }

    @Override
    public long count(Call call, ListQuery<PersonalAccessTokenColumn> query) {
        return guard.readOwn(
                call, (stores, user) -> stores.personalAccessTokens().count(user, query));
    }

    @Override
    public Connection<PersonalAccessToken> connection(Call call, ConnectionQuery<PersonalAccessTokenColumn> query) {
        return guard.readOwn(call, (stores, user) -> {
            List<PersonalAccessToken> rows = stores.personalAccessTokens().listAfter(user, query);
            Connection.Extent extent = stores.personalAccessTokens().extent(user, query);
            return Connection.of(query, rows, extent, PersonalAccessToken::id);
        });
    }

    private static PersonalAccessToken locked(Stores stores, UserId user, PersonalAccessTokenId id) {
        return stores.personalAccessTokens()
                .lock(user, id)
                .orElseThrow(() -> ManagerException.notFound("Personal access token"));
    }
}
