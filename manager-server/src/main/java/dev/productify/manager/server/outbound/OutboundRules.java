package dev.productify.manager.server.outbound;

import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.server.config.OutboundSection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;

/** The rules for addresses, as they are on this machine (contract E6). */
public final class OutboundRules {
    private static final List<Cidr> EVERYWHERE = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

    private OutboundRules() {}

    /** @param ownPorts where this node and its database listen */
    public static AddressRules of(OutboundSection section, Set<Integer> ownPorts) {
        return new AddressRules(section.allow(), ownPorts, OutboundRules::isOwn);
    }

    /** The same for an address that the operator chose: it may lie anywhere but where the Manager itself listens. */
    public static AddressRules chosen(AddressRules rules) {
        return new AddressRules(EVERYWHERE, rules.ownPorts(), rules.ownMachine());
    }

    /** Asked anew each time: addresses of a machine come and go. */
    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            // Not to know is no permission.
            return true;
        }
    }
}
