package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final SecretSealer SEALER = new SecretSealer("00c0ffee", new byte[32], new SecureRandom());
    private static final Place PLACE = Place.of(
            new ProjectId(UUID.randomUUID()), new TenantId(UUID.randomUUID()), new ApplicationId(UUID.randomUUID()));
    private static final UUID ROW = UUID.randomUUID();
    private static final AuthChange.Sealing SEALING = new AuthChange.Sealing() {
        @Override
        public SealedSecret seal(String field, String secret) {
            return SEALER.seal(secret, here(field));
        }

        @Override
        public boolean is(SealedSecret sealed, String field, String secret) {
            return SEALER.open(sealed, here(field)).equals(secret);
        }

        private Belonging here(String field) {
            return new Belonging("endpoint." + field, PLACE.tenant().orElseThrow(), ROW);
        }
    };

    private final Endpoint bearer = endpoint(bearer("a-token"));

    @Test
    void aChangeThatSaysNothingNewIsTheSameObject() {
        assertThat(bearer.with(change(nothing()), SEALING, LATER)).isSameAs(bearer);
        assertThat(bearer.with(change(auth(Patch.set(AuthType.BEARER), "a-token", null, null)), SEALING, LATER))
                .as("the same secret, given again")
                .isSameAs(bearer);
        assertThat(bearer.with(to("https://b.example/webhook"), SEALING, LATER)).isSameAs(bearer);
    }

    @Test
    void aChangeCountsAndSealsANewSecret() {
        Endpoint changed = bearer.with(change(auth(Patch.keep(), "another", null, null)), SEALING, LATER);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(opened(changed)).contains("another");
        assertThat(changed.audited().get("authToken"))
                .isNotEqualTo(bearer.audited().get("authToken"));
        assertThat(changed.toString() + changed.audited()).doesNotContain("another");
    }

    @ParameterizedTest
    @CsvSource({
        "https://b.example/other, true",
        "https://B.example:443/webhook?x, true",
        "http://b.example/webhook, false",
        "https://b.example:444/webhook, false",
        "https://c.example/webhook, false",
    })
    void secretsGoWhenTheBackendIsAnotherOne(String url, boolean kept) {
        Endpoint moved = bearer.with(to(url), SEALING, LATER);
        assertThat(moved.auth().configured()).isEqualTo(kept);
        assertThat(moved.auth().type()).isEqualTo(AuthType.BEARER);
    }

    @Test
    void whatArrivesElsewhereIsDisabledAndHasNoCredentials() {
        Place target = Place.of(
                new ProjectId(UUID.randomUUID()),
                new TenantId(UUID.randomUUID()),
                new ApplicationId(UUID.randomUUID()));
        Endpoint arrived = bearer.arriving(new EndpointId(UUID.randomUUID()), target, LATER);

        assertThat(arrived.place()).isEqualTo(target);
        assertThat(arrived.definition().enabled()).isFalse();
        assertThat(arrived.definition().url()).isEqualTo(bearer.definition().url());
        assertThat(arrived.auth()).isEqualTo(BackendAuth.empty(AuthType.BEARER));
        assertThat(arrived.version()).isEqualTo(1);
        assertThat(arrived.createdAt()).isEqualTo(LATER);
    }

    @Test
    void whatFollowsItsSourceKeepsWhereItLeadsItsCredentialsAndWhetherItIsEnabled() {
        Endpoint source = bearer.with(to("https://c.example/"), SEALING, LATER).disabled(LATER);
        assertThat(bearer.following(source, LATER)).isSameAs(bearer);
        Endpoint.Change change = new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(LogLevel.FULL),
                auth(Patch.set(AuthType.NONE), null, null, null));

        Endpoint followed = bearer.following(source.with(change, SEALING, LATER), LATER);

        assertThat(followed.definition().logLevel()).isEqualTo(LogLevel.FULL);
        assertThat(followed.definition().url()).isEqualTo(bearer.definition().url());
        assertThat(followed.definition().enabled()).isTrue();
        assertThat(followed.auth()).isEqualTo(bearer.auth());
        assertThat(followed.version()).isEqualTo(bearer.version() + 1);
        assertThat(followed.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void whatIsDisabledAlreadyIsTheSameObject() {
        Endpoint disabled = bearer.disabled(LATER);
        assertThat(disabled.definition().enabled()).isFalse();
        assertThat(disabled.disabled(LATER)).isSameAs(disabled);
    }

    @Test
    void secretsStayWhenTheyAreGivenAgainInTheSameCall() {
        Endpoint moved = bearer.with(
                change(Patch.set(BackendUrl.parse("https://c.example/")), auth(Patch.keep(), "a-token", null, null)),
                SEALING,
                LATER);
        assertThat(opened(moved)).contains("a-token");
        Endpoint basic = endpoint(auth(Patch.set(AuthType.BASIC), null, "user", "password"));
        Endpoint without = basic.with(
                change(Patch.set(BackendUrl.parse("https://c.example/")), auth(Patch.keep(), null, null, "password")),
                SEALING,
                LATER);
        assertThat(without.auth().configured()).as("the user name went").isFalse();
    }

    @Test
    void anotherTypeKeepsNothingOfTheFormer() {
        Endpoint basic = bearer.with(change(auth(Patch.set(AuthType.BASIC), null, "user", "password")), SEALING, LATER);
        assertThat(basic.auth().configured()).isTrue();
        Endpoint none = basic.with(change(auth(Patch.set(AuthType.NONE), null, null, null)), SEALING, LATER);
        assertThat(none.auth()).isEqualTo(BackendAuth.NOTHING);
        Endpoint again = none.with(change(auth(Patch.set(AuthType.BEARER), null, null, null)), SEALING, LATER);
        assertThat(again.auth().configured()).isFalse();
        assertThat(again.with(change(auth(Patch.keep(), "new", null, null)), SEALING, LATER)
                        .auth()
                        .configured())
                .isTrue();
    }

    @Test
    void aSecretCanBeTakenAway() {
        AuthChange away = new AuthChange(Patch.keep(), Patch.clear(), Patch.keep(), Patch.keep());
        assertThat(bearer.with(change(away), SEALING, LATER).auth()).isEqualTo(BackendAuth.empty(AuthType.BEARER));
    }

    @Test
    void whatTheTypeHasNoUseForIsRefused() {
        assertRefused(() -> bearer.with(change(auth(Patch.keep(), null, "user", null)), SEALING, LATER));
        assertRefused(() -> bearer.with(change(auth(Patch.keep(), null, null, "password")), SEALING, LATER));
        assertRefused(() -> endpoint(auth(Patch.set(AuthType.BASIC), "token", null, null)));
        assertRefused(() -> endpoint(auth(Patch.set(AuthType.NONE), "token", null, null)));
        assertRefused(() -> endpoint(auth(Patch.set(AuthType.NONE), null, "user", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "ü", "a\u0000", "\u007f"})
    void tokensThatNoHeaderCarriesAreRefused(String token) {
        assertRefused(() -> bearer(token));
    }

    @Test
    void lengthsAreLimitedOnBothSides() {
        bearer("a".repeat(AuthChange.MAX_TOKEN));
        assertRefused(() -> bearer("a".repeat(AuthChange.MAX_TOKEN + 1)));
        auth(Patch.keep(), null, "ü".repeat(AuthChange.MAX_USERNAME), "😀".repeat(AuthChange.MAX_PASSWORD));
        assertRefused(() -> auth(Patch.keep(), null, "ü".repeat(AuthChange.MAX_USERNAME + 1), null));
        assertRefused(() -> auth(Patch.keep(), null, null, "😀".repeat(AuthChange.MAX_PASSWORD + 1)));
        assertRefused(() -> auth(Patch.keep(), null, "", null));
        assertRefused(() -> auth(Patch.keep(), null, "a:b", null));
        assertRefused(() -> auth(Patch.keep(), null, "a\nb", null));
        assertRefused(() -> auth(Patch.keep(), null, null, "\ud800"));
        new TransformationTemplate("x".repeat(TransformationTemplate.MAX_LENGTH));
        assertRefused(() -> new TransformationTemplate("x".repeat(TransformationTemplate.MAX_LENGTH + 1)));
        assertRefused(() -> new TransformationTemplate(""));
        assertRefused(() -> new TransformationTemplate("a\u0000"));
    }

    @Test
    void aStarInTheUrlNeedsOneAtTheEndOfThePath() {
        assertThat(definition("/users/*", "https://b.example/u/*/p").url().hasStar())
                .isTrue();
        assertRefused(() -> definition("/users/*/p", "https://b.example/u/*/p"));
        assertRefused(() -> definition("/users", "https://b.example/u/*/p"));
    }

    @Test
    void aGrantThatStaysAsItIsIsTheSameObject() {
        EndpointGrant grant = EndpointGrant.create(
                new EndpointGrantId(UUID.randomUUID()), bearer, new MachineUserId(UUID.randomUUID()), true, NOW);
        assertThat(grant.with(Patch.set(true), LATER)).isSameAs(grant);
        assertThat(grant.with(Patch.keep(), LATER)).isSameAs(grant);
        EndpointGrant disabled = grant.with(Patch.set(false), LATER);
        assertThat(disabled.enabled()).isFalse();
        assertThat(disabled.version()).isEqualTo(2);
        assertRefused(() -> grant.with(Patch.clear(), LATER));
    }

    private static AuthChange nothing() {
        return auth(Patch.keep(), null, null, null);
    }

    private static AuthChange bearer(String token) {
        return auth(Patch.set(AuthType.BEARER), token, null, null);
    }

    private static AuthChange auth(Patch<AuthType> type, String token, String username, String password) {
        return new AuthChange(type, patch(token), patch(username), patch(password));
    }

    private static Patch<String> patch(String value) {
        return value == null ? Patch.keep() : Patch.set(value);
    }

    private static Endpoint endpoint(AuthChange auth) {
        BackendAuth proof = auth.applyTo(BackendAuth.NOTHING, false, SEALING);
        return Endpoint.create(
                new EndpointId(ROW), PLACE, definition("/api/webhook", "https://b.example/webhook"), proof, NOW);
    }

    private static Endpoint.Definition definition(String path, String url) {
        return new Endpoint.Definition(
                new Name("Webhook"),
                Optional.empty(),
                true,
                new ConsumePath(path),
                BackendUrl.parse(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.BASIC);
    }

    private static Endpoint.Change to(String url) {
        return change(Patch.set(BackendUrl.parse(url)), nothing());
    }

    private static Endpoint.Change change(AuthChange auth) {
        return change(Patch.keep(), auth);
    }

    private static Endpoint.Change change(Patch<BackendUrl> url, AuthChange auth) {
        return new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                url,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                auth);
    }

    private static Optional<String> opened(Endpoint endpoint) {
        return ((BackendAuth.Bearer) endpoint.auth())
                .token()
                .map(kept -> SEALER.open(
                        kept, new Belonging("endpoint.authToken", PLACE.tenant().orElseThrow(), ROW)));
    }

    private interface Doing {
        void run();
    }

    private static void assertRefused(Doing doing) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(doing::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }
}
