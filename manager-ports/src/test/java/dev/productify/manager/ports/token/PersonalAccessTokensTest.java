package dev.productify.manager.ports.token;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.Users;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalAccessTokensTest {
    private static final Instant TOMORROW = World.START.plus(Duration.ofDays(1));

    private final World world = new World();
    private final PersonalAccessTokens tokens = world.useCases.personalAccessTokens();
    private final Call ada = world.person("ada");
    private final Call bob = world.person("bob");

    @Test
    void aNewTokenAuthenticatesItsOwnerUntilItExpires() {
        PersonalAccessTokens.Created created = tokens.create(ada, draft("CI", Optional.of(TOMORROW)));

        assertThat(tokens.list(ada, ListQuery.all())).containsExactly(created.token());
        assertThat(called(created.secret()).principal()).isEqualTo(ada.principal());
        assertThat(created.token().expiresAt()).contains(TOMORROW);
        assertThat(created.token().displayPrefix())
                .isEqualTo(created.secret().reveal().substring(0, 12));
        assertThat(tokens.list(ada, ListQuery.all()).get(0).lastUsedAt()).contains(World.START);
        world.passes(Duration.ofDays(1));
        assertRefused(UNAUTHENTICATED, () -> called(created.secret()));
        assertThat(tokens.count(ada, ListQuery.all())).isEqualTo(1);
    }

    @Test
    void endedTokensStayListedForAWhileAndNothingIsAuditedWhenTheyGo() {
        tokens.create(ada, draft("CI", Optional.of(TOMORROW)));
        PersonalAccessToken lasting =
                tokens.create(ada, draft("lasting", Optional.empty())).token();
        Duration retention = Duration.ofDays(90);
        PeriodicJob job = EndedTokens.job(world, retention);
        List<PeriodicJob.Turn> turns = new ArrayList<>();
        world.passes(Duration.ofDays(1).plus(retention));
        world.platform(stores -> turns.add(job.work().run(stores)));
        assertThat(tokens.count(ada, ListQuery.all())).isEqualTo(2);
        int audited = world.audited().size();

        world.passes(Duration.ofMillis(1));
        world.platform(stores -> turns.add(job.work().run(stores)));

        assertThat(tokens.list(ada, ListQuery.all())).containsExactly(lasting);
        assertThat(turns).extracting(PeriodicJob.Turn::removed).containsExactly(0L, 1L);
        assertThat(turns).extracting(PeriodicJob.Turn::more).containsExactly(false, false);
        assertThat(world.audited()).hasSize(audited);
    }

    @Test
    void anExpiryInThePastIsRefusedAndNothingIsKept() {
        assertThat(assertRefused(BAD_USER_INPUT, () -> tokens.create(ada, draft("CI", Optional.of(World.START)))))
                .contains("expiresAt");
        assertThat(tokens.list(ada, ListQuery.all())).isEmpty();
        assertThat(world.audited()).doesNotContain("create PersonalAccessToken");
    }

    @Test
    void aTokenMadeWithATokenDoesNotOutliveIt() {
        Call withToken =
                called(tokens.create(ada, draft("short", Optional.of(TOMORROW))).secret());

        assertThat(tokens.create(withToken, draft("same", Optional.empty()))
                        .token()
                        .expiresAt())
                .contains(TOMORROW);
        assertRefused(
                BAD_USER_INPUT, () -> tokens.create(withToken, draft("longer", Optional.of(TOMORROW.plusMillis(1)))));
        Call withLasting =
                called(tokens.create(ada, draft("lasting", Optional.empty())).secret());
        assertThat(tokens.create(withLasting, draft("lasting, too", Optional.empty()))
                        .token()
                        .expiresAt())
                .isEmpty();
    }

    @Test
    void theTokenOfANewUserDoesNotOutliveTheOneThatMadeItEither() {
        Call withToken = called(tokens.create(world.admin, draft("short", Optional.of(TOMORROW)))
                .secret());
        User.Draft eve = new User.Draft(new Username("eve"), new Email("eve@example.com"), Optional.empty());

        Users.Created created = world.useCases.users().create(withToken, eve, true);

        assertThat(called(created.token().orElseThrow()).caller().proof().expiresAt())
                .contains(TOMORROW);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceAndStaysListed() {
        PersonalAccessTokens.Created created = tokens.create(ada, draft("CI", Optional.empty()));
        world.passes(Duration.ofMinutes(1));

        PersonalAccessToken revoked = tokens.revoke(ada, created.token().id());

        assertThat(revoked.revokedAt()).contains(World.START.plus(Duration.ofMinutes(1)));
        assertRefused(UNAUTHENTICATED, () -> called(created.secret()));
        assertThat(tokens.list(ada, ListQuery.all())).containsExactly(revoked);
    }

    @Test
    void aDeletedTokenIsRefusedAtOnceAndNotListed() {
        PersonalAccessTokens.Created created = tokens.create(ada, draft("CI", Optional.empty()));

        tokens.delete(ada, created.token().id());

        assertRefused(UNAUTHENTICATED, () -> called(created.secret()));
        assertThat(tokens.list(ada, ListQuery.all())).isEmpty();
        assertRefused(NOT_FOUND, () -> tokens.delete(ada, created.token().id()));
        assertRefused(NOT_FOUND, () -> tokens.revoke(ada, created.token().id()));
    }

    @Test
    void anothersTokenLooksAsIfItDidNotExistToAdministratorsToo() {
        PersonalAccessTokenId ofAda =
                tokens.create(ada, draft("CI", Optional.empty())).token().id();
        PersonalAccessTokenId absent = new PersonalAccessTokenId(new UUID(7, 7));

        for (Call other : List.of(bob, world.admin)) {
            assertThat(assertRefused(NOT_FOUND, () -> tokens.revoke(other, ofAda)))
                    .isEqualTo(assertRefused(NOT_FOUND, () -> tokens.revoke(other, absent)));
            assertThat(assertRefused(NOT_FOUND, () -> tokens.delete(other, ofAda)))
                    .isEqualTo(assertRefused(NOT_FOUND, () -> tokens.delete(other, absent)));
            assertThat(tokens.list(other, ListQuery.all()))
                    .extracting(PersonalAccessToken::id)
                    .doesNotContain(ofAda);
            assertThat(nodes(tokens.connection(other, first(10))))
                    .extracting(PersonalAccessToken::id)
                    .doesNotContain(ofAda);
        }
        assertThat(tokens.count(bob, ListQuery.all())).isZero();
        assertThat(tokens.count(world.admin, ListQuery.all())).isEqualTo(1);
        assertThat(tokens.list(ada, ListQuery.all()))
                .extracting(PersonalAccessToken::isRevoked)
                .containsExactly(false);
    }

    @Test
    void machineUsersHaveNone() {
        Call machine = world.machine(world.tenant(world.project("shop"), "acme"), "bot", Role.EDITOR);
        PersonalAccessTokenId id = new PersonalAccessTokenId(new UUID(7, 7));

        assertRefused(FORBIDDEN, () -> tokens.create(machine, draft("CI", Optional.empty())));
        assertRefused(FORBIDDEN, () -> tokens.revoke(machine, id));
        assertRefused(FORBIDDEN, () -> tokens.delete(machine, id));
        assertRefused(FORBIDDEN, () -> tokens.list(machine, ListQuery.all()));
        assertRefused(FORBIDDEN, () -> tokens.count(machine, ListQuery.all()));
        assertRefused(FORBIDDEN, () -> tokens.connection(machine, first(1)));
    }

    @Test
    void whoIsDisabledMakesNone() {
        Call eve = world.disabledPerson("eve");

        assertRefused(UNAUTHENTICATED, () -> tokens.create(eve, draft("CI", Optional.empty())));
    }

    @Test
    void eachChangeIsAuditedOnceWithoutTheSecret() {
        PersonalAccessTokens.Created created = tokens.create(ada, draft("CI", Optional.of(TOMORROW)));
        AuditEntry creation = world.lastAudited();
        tokens.revoke(ada, created.token().id());
        AuditEntry revocation = world.lastAudited();
        tokens.revoke(ada, created.token().id());
        tokens.delete(ada, created.token().id());
        AuditEntry deletion = world.lastAudited();

        assertThat(world.audited())
                .endsWith(
                        "create User",
                        "create PersonalAccessToken",
                        "revoke PersonalAccessToken",
                        "delete PersonalAccessToken");
        assertThat(creation.entityId()).isEqualTo(created.token().id().value());
        assertThat(creation.project()).isEmpty();
        assertThat(creation.actor()).isEqualTo(ada.principal());
        assertThat(creation.changes().fields())
                .containsExactly(
                        entry("name", new FieldChange(null, "CI")),
                        entry(
                                "tokenPrefix",
                                new FieldChange(null, created.token().displayPrefix())),
                        entry("expiresAt", new FieldChange(null, TOMORROW.toString())),
                        entry("revoked", new FieldChange(null, false)));
        assertThat(revocation.changes().fields()).containsExactly(entry("revoked", new FieldChange(false, true)));
        assertThat(revocation.description()).isEqualTo("PersonalAccessToken revoked");
        assertThat(List.of(creation, revocation, deletion).toString())
                .doesNotContain(created.secret().reveal().substring(12));
    }

    @Test
    void aConnectionGoesThroughTheWholeListPieceByPiece() {
        for (int i = 0; i < 5; i++) {
            tokens.create(ada, draft("token " + i, Optional.empty()));
        }

        Connection<PersonalAccessToken> one = tokens.connection(ada, first(2));
        Connection<PersonalAccessToken> two = tokens.connection(ada, first(2, one.endCursor()));
        Connection<PersonalAccessToken> three = tokens.connection(ada, first(2, two.endCursor()));

        assertThat(List.of(names(one), names(two), names(three)))
                .containsExactly(List.of("token 0", "token 1"), List.of("token 2", "token 3"), List.of("token 4"));
        assertThat(List.of(one.hasNextPage(), two.hasNextPage(), three.hasNextPage()))
                .containsExactly(true, true, false);
        assertThat(List.of(one.hasPreviousPage(), two.hasPreviousPage(), three.hasPreviousPage()))
                .containsExactly(false, true, true);
        assertThat(three.totalCount()).isEqualTo(5);
        assertThat(tokens.connection(ada, first(5)).hasNextPage()).isFalse();
        assertThat(tokens.connection(ada, first(1000, three.endCursor())).edges())
                .isEmpty();
    }

    private Call called(TokenText secret) {
        return World.call(world.useCases.authentication().authenticate(new Credentials.Bearer(secret.reveal())));
    }

    private static PersonalAccessToken.Draft draft(String name, Optional<Instant> expiresAt) {
        return new PersonalAccessToken.Draft(new Name(name), expiresAt);
    }

    private static ConnectionQuery<PersonalAccessTokenColumn> first(int rows) {
        return first(rows, Optional.empty());
    }

    private static ConnectionQuery<PersonalAccessTokenColumn> first(int rows, Optional<String> after) {
        return ConnectionQuery.parse(ListQuery.<PersonalAccessTokenColumn>all(), Optional.of(rows), after);
    }

    private static List<PersonalAccessToken> nodes(Connection<PersonalAccessToken> connection) {
        return connection.edges().stream().map(Connection.Edge::node).toList();
    }

    private static List<String> names(Connection<PersonalAccessToken> connection) {
        return nodes(connection).stream().map(token -> token.name().value()).toList();
    }
}
