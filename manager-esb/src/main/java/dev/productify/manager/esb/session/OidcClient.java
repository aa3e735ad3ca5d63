package dev.productify.manager.esb.session;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the Manager is to its provider.
 *
 * @param issuer as the provider names itself; its discovery document is under this address
 * @param secret absent for a public client, which proves itself by PKCE alone
 * @param scopes what is asked for; the first is {@code openid}
 */
public record OidcClient(URI issuer, String clientId, Optional<String> secret, List<String> scopes) {
    /** What everything that is asked of the provider keeps to. */
    record Limits(Duration answer, int bytes, Duration fresh, Duration stale, Duration pause) {
        static final Limits STANDARD = new Limits(
                Duration.ofSeconds(5), 1 << 20, Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofSeconds(15));
    }

    public OidcClient {
        requireNonNull(issuer, "issuer");
        requireNonNull(clientId, "clientId");
        requireNonNull(secret, "secret");
        scopes = List.copyOf(scopes);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcClient[" + issuer + ", " + clientId + "]";
    }
}
