package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryPersonalAccessTokenStore implements PersonalAccessTokenStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryPersonalAccessTokenStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(PersonalAccessToken token) {
        sightline.requireInside(sightline.seesUser(token.user()));
        if (!data.users.containsKey(token.user())) {
            throw ManagerException.conflict("The user was removed meanwhile");
        }
        data.tokens.put(token.selector(), token);
    }

    @Override
    public Optional<PersonalAccessToken> lock(UserId user, PersonalAccessTokenId id) {
        return of(user).filter(token -> token.id().equals(id)).findFirst();
    }

    @Override
    public List<PersonalAccessToken> list(UserId user, ListQuery<PersonalAccessTokenColumn> query) {
        return InMemoryLists.page(of(user), query, PersonalAccessToken::id);
    }

    @Override
    public long count(UserId user, ListQuery<PersonalAccessTokenColumn> query) {
        return InMemoryLists.count(of(user), query);
    }

    @Override
    public List<PersonalAccessToken> listAfter(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query) {
        return InMemoryLists.behind(of(user), query, PersonalAccessToken::id)
                .limit(query.limit())
                .toList();
    }

    @Override
    public Connection.Extent extent(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query) {
        long behind =
                InMemoryLists.behind(of(user), query, PersonalAccessToken::id).count();
        return new Connection.Extent(count(user, query.list()), behind);
    }

    @Override
    public void revoke(PersonalAccessToken token) {
        lock(token.user(), token.id())
                .ifPresent(kept -> data.tokens.put(
                        kept.selector(), kept.revoked(token.revokedAt().orElseThrow())));
    }

    @Override
    public void delete(UserId user, PersonalAccessTokenId id) {
        lock(user, id).ifPresent(token -> data.tokens.remove(token.selector()));
    }

    @Override
    public void used(PersonalAccessTokenId id, Instant at) {
        Instant due = at.minus(LastUses.PRECISION);
        data.tokens.replaceAll((selector, token) -> token.id().equals(id)
                        && sightline.seesUser(token.user())
                        && token.lastUsedAt().filter(due::isBefore).isEmpty()
                ? usedAt(token, at)
                : token);
    }

    @Override
    public int removeEnded(Instant before, int most) {
        List<PersonalAccessToken> ended = data.tokens.values().stream()
                .filter(token -> sightline.seesUser(token.user()))
                .filter(token -> Stream.concat(token.expiresAt().stream(), token.revokedAt().stream())
                        .anyMatch(before::isAfter))
                .limit(most)
                .toList();
        ended.forEach(token -> data.tokens.remove(token.selector()));
        return ended.size();
    }

    private static PersonalAccessToken usedAt(PersonalAccessToken token, Instant at) {
        return new PersonalAccessToken(
                token.id(),
                token.user(),
                token.name(),
                token.selector(),
                token.hash(),
                token.displayPrefix(),
                token.expiresAt(),
                token.revokedAt(),
                Optional.of(at),
                token.createdAt());
    }

    private Stream<PersonalAccessToken> of(UserId user) {
        return data.tokens.values().stream()
                .filter(token -> token.user().equals(user))
                .filter(token -> sightline.seesUser(token.user()));
    }
}
