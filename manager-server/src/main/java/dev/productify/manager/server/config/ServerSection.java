package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP listener.
 *
 * @param port 0 for any free one
 * @param host name or address to listen on
 * @param publicUrl origin under which clients reach the Manager, without a final slash
 * @param trustedProxies whose forwarding headers are believed
 */
public record ServerSection(int port, String host, Optional<URI> publicUrl, List<Cidr> trustedProxies) {
    public ServerSection {
        requireNonNull(host, "host");
        requireNonNull(publicUrl, "publicUrl");
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether only this machine can connect. Names other than {@code localhost} count as open. */
    public boolean loopback() {
        return host.equalsIgnoreCase("localhost")
                || Cidr.literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
