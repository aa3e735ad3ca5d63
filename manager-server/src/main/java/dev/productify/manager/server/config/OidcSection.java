package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The provider of OpenID Connect. {@link Settings} lets issuer and client pass only together.
 *
 * @param issuer absent: nobody can sign in with a browser
 * @param audiences for whom tokens may be besides the Manager
 * @param clockSkew how far clocks may lie apart
 */
public record OidcSection(
        Optional<URI> issuer,
        Optional<String> clientId,
        Optional<String> clientSecret,
        List<String> audiences,
        Duration clockSkew) {
    public OidcSection {
        requireNonNull(issuer, "issuer");
        requireNonNull(clientId, "clientId");
        requireNonNull(clientSecret, "clientSecret");
        audiences = List.copyOf(audiences);
        requireNonNull(clockSkew, "clockSkew");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcSection[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
