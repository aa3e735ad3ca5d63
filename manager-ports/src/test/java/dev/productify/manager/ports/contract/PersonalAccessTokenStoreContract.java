package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link PersonalAccessTokenStore} promises of tokens that are there; lists have a contract of their own. */
public abstract class PersonalAccessTokenStoreContract extends StoreContract {
    private static final Random RANDOM = new Random();

    @Test
    void anOwnTokenIsKeptRevokedAndDeleted() {
        User user = kept(user());
        PersonalAccessToken token = token(user);

        change(own(user), stores -> stores.personalAccessTokens().insert(token));
        assertThat(listed(own(user), user.id())).containsExactly(token);

        PersonalAccessToken revoked = write(own(user), stores -> {
            PersonalAccessToken locked =
                    stores.personalAccessTokens().lock(user.id(), token.id()).orElseThrow();
            assertThat(locked).isEqualTo(token);
            PersonalAccessToken after = locked.revoked(LATER);
            stores.personalAccessTokens().revoke(after);
            return after;
        });
        assertThat(listed(own(user), user.id())).containsExactly(revoked);

        change(own(user), stores -> stores.personalAccessTokens().delete(user.id(), token.id()));
        assertThat(listed(PLATFORM, user.id())).isEmpty();
    }

    @Test
    void anothersTokenIsNeitherSeenNorTouchedWhateverUserIsNamed() {
        User user = kept(user());
        PersonalAccessToken token = token(user);
        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));
        User administrator = kept(user(false, true));
        Project project = kept(project());
        User colleague = keptMember(Place.of(project.id()), Role.ADMIN);

        for (Binding binding : List.of(own(administrator), own(colleague), at(project))) {
            for (UserId named : List.of(user.id(), administrator.id())) {
                assertThat(listed(binding, named)).isEmpty();
                assertFound(write(binding, stores -> found(stores, named, token.id())))
                        .isEmpty();
                assertThat(this.<Long>read(
                                binding, stores -> stores.personalAccessTokens().count(named, ListQuery.all())))
                        .isZero();
                assertThat(this.<Long>read(
                                binding,
                                stores -> stores.personalAccessTokens()
                                        .extent(named, connection())
                                        .total()))
                        .isZero();
                change(binding, stores -> stores.personalAccessTokens().delete(named, token.id()));
            }
            change(binding, stores -> stores.personalAccessTokens().revoke(token.revoked(LATER)));
            change(binding, stores -> stores.personalAccessTokens().used(token.id(), LATER));
            assertThatThrownBy(() -> change(
                            binding, stores -> stores.personalAccessTokens().insert(token(user))))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(listed(own(user), user.id())).containsExactly(token);
        assertThat(listed(PLATFORM, administrator.id())).isEmpty();
    }

    @Test
    void aUseIsKeptUnlessOneIsNotedThatIsLittleEarlierOrLater() {
        User user = kept(user());
        PersonalAccessToken token = token(user);
        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));

        assertThat(usedAt(token, CREATED)).contains(CREATED);
        assertThat(usedAt(token, CREATED.plus(LastUses.PRECISION).minusMillis(1)))
                .contains(CREATED);
        assertThat(usedAt(token, CREATED.minusSeconds(1))).contains(CREATED);
        assertThat(usedAt(token, CREATED.plus(LastUses.PRECISION))).contains(CREATED.plus(LastUses.PRECISION));
    }

    @Test
    void whatWasRevokedOrExpiredIsRemovedAfterAWhileAndNothingElse() {
        User user = kept(user());
        PersonalAccessToken expiring = kept(token(user));
        PersonalAccessToken revoked = kept(token(user, Optional.empty()).revoked(UPDATED));
        PersonalAccessToken lasting = kept(token(user, Optional.empty()));

        removeEnded(PLATFORM, UPDATED);
        assertThat(listed(PLATFORM, user.id())).containsExactlyInAnyOrder(expiring, revoked, lasting);
        removeEnded(own(kept(user())), LATER.plusSeconds(1));
        assertThat(listed(PLATFORM, user.id())).containsExactlyInAnyOrder(expiring, revoked, lasting);
        removeEnded(PLATFORM, UPDATED.plusMillis(1));
        assertThat(listed(PLATFORM, user.id())).containsExactlyInAnyOrder(expiring, lasting);
        removeEnded(PLATFORM, LATER);
        assertThat(listed(PLATFORM, user.id())).containsExactlyInAnyOrder(expiring, lasting);
        removeEnded(PLATFORM, LATER.plusMillis(1));
        assertThat(listed(PLATFORM, user.id())).containsExactly(lasting);
    }

    /** Of other tests' rows, too: until there is nothing more. */
    private void removeEnded(Binding binding, Instant before) {
        int removed;
        do {
            removed = write(binding, stores -> stores.personalAccessTokens().removeEnded(before, 2));
            assertThat(removed).isBetween(0, 2);
        } while (removed > 0);
    }

    private PersonalAccessToken kept(PersonalAccessToken token) {
        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));
        return token;
    }

    @Test
    void inWhatIsOnesOwnTheAuditLogTakesRowsOfOneselfWithoutAProjectOnly() {
        User user = kept(user());
        Project project = kept(project());
        kept(member(user, Place.of(project.id()), Role.ADMIN));

        change(own(user), stores -> stores.audit().record(entry(principal(user), Optional.empty())));

        for (AuditEntry wrong : List.of(
                entry(principal(kept(user())), Optional.empty()),
                entry(new Principal.System("job"), Optional.empty()),
                entry(principal(user), Optional.of(project)))) {
            assertThatThrownBy(() -> change(own(user), stores -> stores.audit().record(wrong)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private static AuditEntry entry(Principal actor, Optional<Project> project) {
        return new AuditEntry(
                new AuditEntryId(newId()),
                CREATED,
                actor,
                AuditAction.REVOKE,
                EntityType.PERSONAL_ACCESS_TOKEN,
                newId(),
                project.map(Project::id),
                Optional.empty(),
                "PersonalAccessToken revoked",
                Changes.created(Map.of("name", "x")),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "request");
    }

    private Optional<Instant> usedAt(PersonalAccessToken token, Instant at) {
        change(PLATFORM, stores -> stores.personalAccessTokens().used(token.id(), at));
        return listed(PLATFORM, token.user()).get(0).lastUsedAt();
    }

    private List<PersonalAccessToken> listed(Binding binding, UserId user) {
        return read(binding, stores -> {
            List<PersonalAccessToken> rows = stores.personalAccessTokens().list(user, ListQuery.all());
            assertThat(stores.personalAccessTokens().listAfter(user, connection()))
                    .isEqualTo(rows);
            return rows;
        });
    }

    private static ConnectionQuery<PersonalAccessTokenColumn> connection() {
        return ConnectionQuery.parse(ListQuery.<PersonalAccessTokenColumn>all(), Optional.empty(), Optional.empty());
    }

    private static Optional<PersonalAccessToken> found(Stores stores, UserId user, PersonalAccessTokenId id) {
        return stores.personalAccessTokens().lock(user, id);
    }

    private static Binding own(User user) {
        return new Binding.Own(user.id());
    }

    private static PersonalAccessToken token(User user) {
        return token(user, Optional.of(LATER));
    }

    private static PersonalAccessToken token(User user, Optional<Instant> expiresAt) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        return PersonalAccessToken.of(
                new PersonalAccessTokenId(newId()), user.id(), new Name("Token"), text, expiresAt, CREATED);
    }
}
