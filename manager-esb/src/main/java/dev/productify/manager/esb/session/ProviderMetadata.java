package dev.productify.manager.esb.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What the provider says of itself (OpenID Connect Discovery 1.0, section 3). */
record ProviderMetadata(URI authorization, URI token, URI keys, Optional<URI> userInfo, boolean takesSecretInBodyOnly) {

    /** @throws IllegalArgumentException when the document is not what it should be, or another provider's */
    static ProviderMetadata of(JsonNode document, String issuer) {
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IllegalArgumentException("it names another issuer than oidc.issuer, which must equal it exactly");
        }
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        boolean basic = methods.isMissingNode();
        boolean post = false;
        for (JsonNode method : methods) {
            basic |= method.asText().equals("client_secret_basic");
            post |= method.asText().equals("client_secret_post");
        }
        return new ProviderMetadata(
                address(document, "authorization_endpoint"),
                address(document, "token_endpoint"),
                address(document, "jwks_uri"),
                document.path("userinfo_endpoint").isTextual()
                        ? Optional.of(address(document, "userinfo_endpoint"))
                        : Optional.empty(),
                post && !basic);
    }

    private static URI address(JsonNode document, String member) {
        try {
            URI address = new URI(document.path(member).asText());
            boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (isWeb && address.getHost() != null && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its " + member + " is no address", e);
        }
        throw new IllegalArgumentException("its " + member + " is no address");
    }
}
