package dev.productify.manager.esb.session;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.ReturnPath;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.esb.outbound.OutboundLimits;
import dev.productify.manager.ports.testing.World;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider over HTTP: what it publishes, what it signs, and what others sign in its name. */
class OidcProviderTest {
    private static final OidcClient.Limits LIMITS = new OidcClient.Limits(
            Duration.ofSeconds(5), 1 << 16, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(15));
    private static final Duration PAUSE = LIMITS.pause();

    private final World clock = new World();
    private final SignInTicket ticket = SignInTicket.issue(
            URI.create("https://manager.example.com/api/auth/callback"), ReturnPath.ROOT, new Random(1), World.START);
    private OpenIdServer server;
    private ECKey key;
    private OidcProvider provider;

    @BeforeEach
    void start() throws Exception {
        server = new OpenIdServer();
        key = OpenIdServer.key("k1");
        server.published.add(key.toPublicJWK());
        provider = provider(Optional.of("s:cret"));
    }

    private OidcProvider provider(Optional<String> secret) {
        return new OidcProvider(
                new OidcClient(server.issuer(), "manager", secret, List.of("openid", "email")),
                outbound(List.of(Cidr.parse("127.0.0.0/8"))),
                outbound(List.of()),
                clock,
                LIMITS);
    }

    private static Outbound outbound(List<Cidr> allowed) {
        return new Outbound(() -> new AddressRules(allowed, Set.of(), address -> false), OutboundLimits.STANDARD);
    }

    @AfterEach
    void stop() {
        provider.close();
        server.close();
    }

    private boolean counts(String token) {
        return provider.verified(token, claims -> true).isPresent();
    }

    @Test
    void theBrowserIsSentWithEverythingThatTheTicketSays() {
        String address = provider.authorization(ticket).toString();

        assertThat(address)
                .startsWith(
                        server.issuer() + "/authorize?response_type=code&client_id=manager&redirect_uri=https%3A%2F%2F")
                .contains("&scope=openid+email&")
                .contains("&state=" + ticket.state())
                .contains("&nonce=" + ticket.nonce())
                .contains("&code_challenge=" + ticket.codeChallenge() + "&code_challenge_method=S256")
                .doesNotContain(ticket.codeVerifier());
    }

    @Test
    void aCodeIsRedeemedOnceWithTheVerifierAndTheSecret() throws Exception {
        server.tokens.put("c", "{\"id_token\": \"" + OpenIdServer.signed(key, claims()) + "\"}");

        ProviderClaims claims = provider.redeem("c", ticket);

        assertThat(claims.subject()).isEqualTo("s1");
        assertThat(claims.person().username()).contains("ada");
        assertThat(server.form)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code_verifier", ticket.codeVerifier())
                .containsEntry("redirect_uri", ticket.redirect().toString())
                .doesNotContainKey("client_secret");
        String basic = Base64.getEncoder().encodeToString("manager:s%3Acret".getBytes(UTF_8));
        assertThat(server.authorizations()).containsExactly("Basic " + basic);
        assertRefused(UNAUTHENTICATED, () -> provider.redeem("c", ticket));
    }

    @Test
    void aProviderThatWantsTheSecretInTheBodyGetsItThereAndAPublicClientHasNone() throws Exception {
        server.more = ", \"token_endpoint_auth_methods_supported\": [\"client_secret_post\"]";
        server.tokens.put("c", "{\"id_token\": \"" + OpenIdServer.signed(key, claims()) + "\"}");
        provider.redeem("c", ticket);
        assertThat(server.form).containsEntry("client_secret", "s:cret").containsEntry("client_id", "manager");

        try (OidcProvider open = provider(Optional.empty())) {
            server.tokens.put("c", "{\"id_token\": \"" + OpenIdServer.signed(key, claims()) + "\"}");
            open.redeem("c", ticket);
        }
        assertThat(server.form).doesNotContainKey("client_secret").containsEntry("client_id", "manager");
        assertThat(server.authorizations()).containsExactly("null", "null");
    }

    @Test
    void whatTheIdTokenLeavesOutIsAskedFor() throws Exception {
        Map<String, Object> claims = claims();
        claims.remove("preferred_username");
        server.userInfo = "{\"sub\": \"s1\", \"email\": \"ada@example.com\", \"preferred_username\": \"ada\"}";
        server.tokens.put("c", "{\"access_token\": \"x\", \"id_token\": \"" + OpenIdServer.signed(key, claims) + "\"}");
        assertThat(provider.redeem("c", ticket).person().email()).contains("ada@example.com");

        server.userInfo = "{\"sub\": \"s2\", \"preferred_username\": \"eve\"}";
        server.tokens.put("c", "{\"access_token\": \"x\", \"id_token\": \"" + OpenIdServer.signed(key, claims) + "\"}");
        assertRefused(UNAVAILABLE, () -> provider.redeem("c", ticket));
    }

    @Test
    void anAddressThatWasNotVerifiedIsNobodys() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("email", "ceo@example.com");
        claims.put("email_verified", false);
        assertThat(provider.verified(OpenIdServer.signed(key, claims), any -> true)
                        .orElseThrow()
                        .person()
                        .email())
                .isEmpty();
        claims.put("email_verified", true);
        assertThat(provider.verified(OpenIdServer.signed(key, claims), any -> true)
                        .orElseThrow()
                        .person()
                        .email())
                .contains("ceo@example.com");
    }

    @Test
    void anIdTokenThatTheProviderDidNotSignIsRefused() throws Exception {
        ECKey stranger = OpenIdServer.key("k1");
        server.tokens.put("c", "{\"id_token\": \"" + OpenIdServer.signed(stranger, claims()) + "\"}");

        assertRefused(UNAUTHENTICATED, () -> provider.redeem("c", ticket));
    }

    @Test
    void whatIsNotSignedOrSignedWithASecretCountsForNothing() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        server.published.add(rsa.toPublicJWK());
        String publicKey = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(rsa.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        // A key of that kind among the published ones changes nothing either.
        server.published.add(
                new OctetSequenceKey.Builder(new byte[32]).keyID("secret").build());

        SignedJWT genuine = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(), OpenIdServer.set(claims()));
        genuine.sign(new RSASSASigner(rsa));
        assertThat(counts(genuine.serialize())).isTrue();
        for (byte[] secret :
                List.of(publicKey.getBytes(UTF_8), rsa.toRSAPublicKey().getEncoded(), new byte[32])) {
            for (String id : List.of("rsa", "secret")) {
                SignedJWT confused = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(id).build(), OpenIdServer.set(claims()));
                confused.sign(new MACSigner(secret));
                assertThat(counts(confused.serialize())).isFalse();
            }
        }
        String none = new PlainJWT(OpenIdServer.set(claims())).serialize();
        String bare = genuine.serialize().substring(0, genuine.serialize().lastIndexOf('.') + 1);
        for (String text : List.of(none, bare, bare + "AAAA", "", "a.b.c", "x", "..", genuine.serialize() + ".x")) {
            assertThat(counts(text)).as(text).isFalse();
        }
    }

    @Test
    void aKeyThatIsTooShortProvesNothing() throws Exception {
        RSAKey shortKey = new RSAKeyGenerator(1024, true).keyID("short").generate();
        server.published.add(shortKey.toPublicJWK());
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("short").build(), OpenIdServer.set(claims()));
        token.sign(new RSASSASigner(shortKey.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));

        assertThat(counts(token.serialize())).isFalse();
    }

    @Test
    void aKeyThatCameWithTheTokenIsNotLookedAt() throws Exception {
        ECKey stranger = OpenIdServer.key("other");
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .jwk(stranger.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .build();

        assertThat(counts(OpenIdServer.signed(header, stranger, claims()))).isFalse();
    }

    @Test
    void onlyTypesThatTellOfACallerCount() throws Exception {
        for (String type : List.of("JWT", "at+jwt", "application/at+jwt", "logout+jwt", "dpop+jwt")) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID("k1")
                    .type(new JOSEObjectType(type))
                    .build();
            assertThat(counts(OpenIdServer.signed(header, key, claims())))
                    .as(type)
                    .isEqualTo(!type.startsWith("logout") && !type.startsWith("dpop"));
        }
        Map<String, Object> event = claims();
        event.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(provider.verified(OpenIdServer.signed(key, event), any -> true)
                        .orElseThrow()
                        .isEvent())
                .isTrue();
    }

    @Test
    void keysAreFetchedOnceAndAgainForANewOneButNotForEveryTokenThatNamesNone() throws Exception {
        for (int calls = 0; calls < 3; calls++) {
            assertThat(counts(OpenIdServer.signed(key, claims()))).isTrue();
        }
        assertThat(server.keyFetches).hasValue(1);

        ECKey next = OpenIdServer.key("k2");
        String token = OpenIdServer.signed(next, claims());
        clock.passes(PAUSE);
        assertThat(counts(token)).isFalse();
        for (int attack = 0; attack < 3; attack++) {
            assertThat(counts(OpenIdServer.signed(OpenIdServer.key("x" + attack), claims())))
                    .isFalse();
        }
        assertThat(server.keyFetches).hasValue(2);

        server.published.set(0, next.toPublicJWK());
        clock.passes(PAUSE.minusMillis(1));
        assertThat(counts(token)).isFalse();
        clock.passes(Duration.ofMillis(1));
        assertThat(counts(token)).isTrue();
        assertThat(counts(OpenIdServer.signed(key, claims()))).isFalse();
        assertThat(server.keyFetches).hasValue(3);
    }

    @Test
    void aKeyThatIsPublishedNoMoreCountsUntilTheSetIsNoLongerFresh() throws Exception {
        String token = OpenIdServer.signed(key, claims());
        assertThat(counts(token)).isTrue();
        server.published.set(0, OpenIdServer.key("k2").toPublicJWK());

        clock.passes(LIMITS.fresh().minusMillis(1));
        assertThat(counts(token)).isTrue();
        clock.passes(Duration.ofMillis(1));
        assertThat(counts(token)).isFalse();
    }

    @Test
    void aProviderThatIsAwayIsAskedNowAndThenAndTakenBack() throws Exception {
        server.away = true;
        assertThat(assertRefused(UNAVAILABLE, () -> provider.authorization(ticket)))
                .contains("identity provider");
        server.away = false;
        clock.passes(PAUSE.minusMillis(1));
        assertRefused(UNAVAILABLE, () -> provider.authorization(ticket));
        clock.passes(Duration.ofMillis(1));
        assertThat(provider.authorization(ticket)).isNotNull();
    }

    @Test
    void whileItIsAwayItsKeysAreGoodForAnHour() throws Exception {
        String token = OpenIdServer.signed(key, claims());
        assertThat(counts(token)).isTrue();
        server.away = true;

        clock.passes(LIMITS.stale().minusMillis(1));
        assertThat(counts(token)).isTrue();
        clock.passes(Duration.ofMillis(1));
        clock.passes(PAUSE);
        assertRefused(UNAVAILABLE, () -> counts(token));
        server.away = false;
        clock.passes(PAUSE);
        assertThat(counts(token)).isTrue();
    }

    @Test
    void whatIsNotWorthwhileCostsNoQuestion() throws Exception {
        assertThat(provider.verified(OpenIdServer.signed(key, claims()), claims -> false))
                .isEmpty();
        assertThat(server.keyFetches).hasValue(0);
    }

    @Test
    void aDocumentOfAnotherIssuerIsRefused() {
        server.more = ", \"issuer\": \"https://evil.example.com\"";

        assertRefused(UNAVAILABLE, () -> provider.authorization(ticket));
    }

    @Test
    void whereTheDocumentsLeadElsewhereTheRulesForAddressesHold() throws Exception {
        try (OpenIdServer other = new OpenIdServer()) {
            other.published.add(key.toPublicJWK());
            server.more = ", \"jwks_uri\": \"" + other.issuer() + "/keys\"";
            String token = OpenIdServer.signed(key, claims());
            assertRefused(UNAVAILABLE, () -> counts(token));
            assertThat(other.keyFetches).hasValue(0);
        }
    }

    private Map<String, Object> claims() {
        return server.claims(clock.instant());
    }
}
