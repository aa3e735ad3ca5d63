package dev.productify.manager.domain.outbound;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which addresses may be dialled (contract E6). Ask at the moment of dialling, with the very address that is dialled: what
 * a name stood for before says nothing.
 *
 * <p>Hosts of the public network may be reached. Private, loopback, link-local, multicast and other special addresses only
 * where a network of {@code outbound.allow} holds them; the Manager's own ports on its own machine never.
 *
 * @param allowed networks whose special addresses may be reached
 * @param ownPorts where the Manager itself and its database listen
 * @param ownMachine whether an address belongs to this machine
 */
public record AddressRules(List<Cidr> allowed, Set<Integer> ownPorts, Predicate<InetAddress> ownMachine) {
    public AddressRules {
        allowed = List.copyOf(allowed);
        ownPorts = Set.copyOf(ownPorts);
        requireNonNull(ownMachine, "ownMachine");
    }

    /**
     * Why an address must not be dialled, in words for the owner of a URL; empty when it may be.
     *
     * @param port of TCP
     */
    public Optional<String> refusal(InetAddress address, int port) {
        if (ownPorts.contains(port) && isOwn(address)) {
            return Optional.of(text(address) + ":" + port + " is the Manager itself, which is never called");
        }
        return refusal(address);
    }

    /** The same without a port: whether any port of the address may be dialled. */
    public Optional<String> refusal(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return Optional.empty();
        }
        return SpecialAddresses.kindOf(address)
                .map(kind -> text(address) + " is not a public address (" + kind
                        + "); an operator can permit it by outbound.allow");
    }

    private boolean isOwn(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || ownMachine.test(address);
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }
}
