package dev.productify.manager.domain.outbound;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that are no public host: those that the registries of special-purpose addresses (RFC 6890, as IANA keeps them)
 * call not globally reachable, multicast, and prefixes that carry an IPv4 address inside an IPv6 one, behind which any of
 * the others may hide.
 */
final class SpecialAddresses {
    private record Range(Cidr network, String kind) {}

    private static final List<Range> RANGES = Stream.of(
                    "0.0.0.0/8 this network",
                    "10.0.0.0/8 private",
                    "100.64.0.0/10 shared between customers of a provider",
                    "127.0.0.0/8 loopback",
                    "169.254.0.0/16 link-local, where clouds serve metadata",
                    "172.16.0.0/12 private",
                    "192.0.0.0/24 protocol assignments",
                    "192.0.2.0/24 documentation",
                    "192.88.99.0/24 relays of 6to4",
                    "192.168.0.0/16 private",
                    "198.18.0.0/15 benchmarks",
                    "198.51.100.0/24 documentation",
                    "203.0.113.0/24 documentation",
                    "224.0.0.0/4 multicast",
                    "240.0.0.0/4 reserved, with broadcast",
                    "::/96 unspecified, loopback, or IPv4 inside IPv6",
                    "64:ff9b::/96 translation to IPv4",
                    "64:ff9b:1::/48 translation to IPv4",
                    "100::/64 discarded",
                    "100:0:0:1::/64 dummy",
                    "2001::/23 protocol assignments, with Teredo",
                    "2001:db8::/32 documentation",
                    "2002::/16 6to4, IPv4 inside IPv6",
                    "3fff::/20 documentation",
                    "5f00::/16 segment routing",
                    "fc00::/7 private",
                    "fe80::/10 link-local",
                    "fec0::/10 site-local",
                    "ff00::/8 multicast")
            .map(line -> {
                int space = line.indexOf(' ');
                return new Range(Cidr.parse(line.substring(0, space)), line.substring(space + 1));
            })
            .toList();

    private SpecialAddresses() {}

    /** What kind of special address it is; empty for hosts of the public network. An IPv4 address mapped into IPv6 is that IPv4 address. */
    static Optional<String> kindOf(InetAddress address) {
        return RANGES.stream()
                .filter(range -> range.network().contains(address))
                .map(Range::kind)
                .findFirst();
    }
}
