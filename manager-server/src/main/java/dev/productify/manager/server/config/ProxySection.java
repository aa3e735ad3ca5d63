package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The authenticating proxy.
 *
 * @param token what the proxy shows in {@code X-Proxy-Token}; absent: no proxy is believed
 */
public record ProxySection(Optional<String> token) {
    public ProxySection {
        requireNonNull(token, "token");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ProxySection[token " + (token.isPresent() ? "given" : "absent") + "]";
    }
}
