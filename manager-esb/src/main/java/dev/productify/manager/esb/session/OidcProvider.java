package dev.productify.manager.esb.session;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.ports.session.IdentityProvider;
import java.net.URI;
import java.net.URLEncoder;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider of OpenID Connect that describes itself (OpenID Connect Discovery 1.0). Nothing is asked of it before somebody
 * signs in or calls with a token, so it may be away when the Manager starts. Its keys are kept, and fetched again when they are
 * no longer fresh or a token names another one; so tokens are verified without asking it. Safe for use by many threads.
 */
public final class OidcProvider implements IdentityProvider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OidcClient client;
    private final ProviderHttp http;
    private final Fetched<ProviderMetadata> metadata;
    private final Fetched<JWKSet> keys;

    /**
     * @param toIssuer the way to the issuer's own origin, which the operator chose
     * @param elsewhere the way to wherever else the issuer's documents lead
     */
    public OidcProvider(OidcClient client, Outbound toIssuer, Outbound elsewhere, InstantSource clock) {
        this(client, toIssuer, elsewhere, clock, OidcClient.Limits.STANDARD);
    }

    OidcProvider(
            OidcClient client, Outbound toIssuer, Outbound elsewhere, InstantSource clock, OidcClient.Limits limits) {
        this.client = requireNonNull(client, "client");
        this.http = new ProviderHttp(client.issuer(), toIssuer, elsewhere, limits);
        this.metadata = new Fetched<>(this::discovered, clock, limits);
        this.keys = new Fetched<>(this::published, clock, limits);
    }

    @Override
    public URI authorization(SignInTicket ticket) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId());
        parameters.put("redirect_uri", ticket.redirect().toString());
        parameters.put("scope", String.join(" ", client.scopes()));
        parameters.put("state", ticket.state());
        parameters.put("nonce", ticket.nonce());
        parameters.put("code_challenge", ticket.codeChallenge());
        parameters.put("code_challenge_method", "S256");
        URI address = metadata.get().authorization();
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + form(parameters));
    }

    @Override
    public ProviderClaims redeem(String code, SignInTicket ticket) {
        ProviderMetadata known = metadata.get();
        JsonNode tokens = tokens(known, code, ticket);
        ProviderClaims claims = verified(tokens.path("id_token").asText(), any -> true)
                .orElseThrow(() -> new ManagerException(
                        UNAUTHENTICATED,
                        "The identity provider's ID token is not signed with a key of the provider;"
                                + " begin again at /api/auth/login"));
        if (claims.person().isNamed() || known.userInfo().isEmpty()) {
            return claims;
        }
        return withPerson(
                claims,
                person(known.userInfo().get(), tokens.path("access_token").asText(), claims));
    }

    private JsonNode tokens(ProviderMetadata known, String code, SignInTicket ticket) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", ticket.redirect().toString());
        parameters.put("code_verifier", ticket.codeVerifier());
        boolean isPlain = client.secret().isEmpty() || known.takesSecretInBodyOnly();
        if (isPlain) {
            parameters.put("client_id", client.clientId());
            client.secret().ifPresent(secret -> parameters.put("client_secret", secret));
        }
        ProviderHttp.Answer answer = http.ask(known.token(), request -> {
            request.method(HttpMethod.POST).body(new StringRequestContent(FORM, form(parameters)));
            if (!isPlain) {
                request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, basic()));
            }
        });
        if (answer.status() == 200) {
            return answer.json();
        }
        String error = answer.json().path("error").asText();
        if (answer.status() == 400 && error.equals("invalid_grant")) {
            throw new ManagerException(
                    UNAUTHENTICATED,
                    "The identity provider does not take its code any more; begin again at /api/auth/login");
        }
        throw ProviderHttp.wrong(known.token(), "its status is " + answer.status() + ", its error " + shown(error));
    }

    /** RFC 6749, section 2.3.1. */
    private String basic() {
        String pair = URLEncoder.encode(client.clientId(), UTF_8)
                + ':'
                + URLEncoder.encode(client.secret().orElse(""), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private ProvidedPerson person(URI address, String accessToken, ProviderClaims claims) {
        ProviderHttp.Answer answer = http.ask(
                address,
                request -> request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + accessToken)));
        JsonNode json = answer.json();
        if (answer.status() != 200 || !json.path("sub").asText().equals(claims.subject())) {
            throw ProviderHttp.wrong(address, "its status is " + answer.status() + ", or it is somebody else");
        }
        boolean isDoubtful = json.path("email_verified").isBoolean()
                && !json.path("email_verified").asBoolean();
        return new ProvidedPerson(
                text(json, "preferred_username"),
                isDoubtful ? Optional.empty() : text(json, "email"),
                text(json, "name"));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.of(json.path(member).asText("")).filter(text -> !text.isBlank());
    }

    private static ProviderClaims withPerson(ProviderClaims claims, ProvidedPerson person) {
        return new ProviderClaims(
                claims.issuer(),
                claims.subject(),
                claims.audience(),
                claims.authorizedParty(),
                claims.expiresAt(),
                claims.notBefore(),
                claims.issuedAt(),
                claims.nonce(),
                claims.isEvent(),
                person);
    }

    @Override
    public Optional<ProviderClaims> verified(String token, Predicate<ProviderClaims> worthwhile) {
        return SignedTokens.read(token)
                .filter(read -> worthwhile.test(read.claims()))
                .filter(this::isSigned)
                .map(SignedTokens.Unverified::claims);
    }

    private boolean isSigned(SignedTokens.Unverified token) {
        JWKSet known = keys.get();
        return token.isSignedBy(known)
                || keys.otherThan(known).filter(token::isSignedBy).isPresent();
    }

    private ProviderMetadata discovered() {
        String issuer = client.issuer().toString();
        URI address = URI.create(issuer.replaceAll("/+$", "") + DISCOVERY);
        ProviderHttp.Answer answer = http.ask(address, request -> {});
        if (answer.status() != 200) {
            throw ProviderHttp.wrong(address, "its status is " + answer.status());
        }
        try {
            return ProviderMetadata.of(answer.json(), issuer);
        } catch (IllegalArgumentException e) {
            throw ProviderHttp.wrong(address, e.getMessage());
        }
    }

    private JWKSet published() {
        URI address = metadata.get().keys();
        ProviderHttp.Answer answer = http.ask(address, request -> {});
        try {
            if (answer.status() == 200) {
                JWKSet published = JWKSet.parse(answer.json().toString());
                LOG.atDebug().addKeyValue("keys", published.size()).log("the identity provider's keys");
                return published;
            }
        } catch (ParseException e) {
            throw ProviderHttp.wrong(address, "it is no set of keys");
        }
        throw ProviderHttp.wrong(address, "its status is " + answer.status());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** An error as standards write them, and nothing longer. */
    private static String shown(String error) {
        return error.matches("[a-z_]{1,60}") ? error : "of no standard";
    }

    @Override
    public void close() {
        http.close();
    }
}
