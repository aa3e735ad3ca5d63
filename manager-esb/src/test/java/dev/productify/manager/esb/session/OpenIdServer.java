package dev.productify.manager.esb.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A small provider of OpenID Connect on loopback: it signs what a test tells it to, and can be switched off and on. */
public final class OpenIdServer implements AutoCloseable {
    /** What the provider publishes; a test changes it at will. */
    public final List<JWK> published = new CopyOnWriteArrayList<>();
    /** Answers of the token endpoint by code, each given once. */
    public final Map<String, String> tokens = new ConcurrentHashMap<>();
    /** What comes with the last request to the token endpoint. */
    public final Map<String, String> form = new ConcurrentHashMap<>();

    public final AtomicInteger keyFetches = new AtomicInteger();
    public volatile String userInfo = "{}";
    public volatile String more = "";
    public volatile boolean away;

    private final HttpServer server;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    public OpenIdServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, document()));
        server.createContext("/keys", exchange -> {
            keyFetches.incrementAndGet();
            answer(exchange, 200, new JWKSet(new ArrayList<>(published)).toString(true));
        });
        server.createContext("/token", this::token);
        server.createContext("/me", exchange -> answer(exchange, 200, userInfo));
        server.start();
    }

    public URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<String> authorizations() {
        return authorizations;
    }

    private String document() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "userinfo_endpoint": "%1$s/me" %2$s}
                """.formatted(issuer(), more);
    }

    private void token(HttpExchange exchange) throws IOException {
        form.clear();
        for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String answer = tokens.remove(form.getOrDefault("code", ""));
        if (answer == null) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
        } else {
            answer(exchange, 200, answer);
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 503 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A new key, which is not published yet. */
    public static ECKey key(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /** Claims that count for the client {@code manager}; a test changes some. */
    public Map<String, Object> claims(Instant now) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", issuer().toString());
        claims.put("sub", "s1");
        claims.put("aud", "manager");
        claims.put("exp", now.plusSeconds(300).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("preferred_username", "ada");
        return claims;
    }

    public static JWTClaimsSet set(Map<String, Object> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach((name, value) -> set.claim(
                name,
                List.of("exp", "nbf", "iat").contains(name) ? Date.from(Instant.ofEpochSecond((Long) value)) : value));
        return set.build();
    }

    public static String signed(ECKey key, Map<String, Object> claims) throws JOSEException {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), key, claims);
    }

    static String signed(JWSHeader header, ECKey key, Map<String, Object> claims) throws JOSEException {
        SignedJWT token = new SignedJWT(header, set(claims));
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
