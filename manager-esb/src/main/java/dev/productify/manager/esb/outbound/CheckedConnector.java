package dev.productify.manager.esb.outbound;

import dev.productify.manager.domain.outbound.AddressRules;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.io.ClientConnector;

/**
 * Dials no address that the rules forbid. It is asked with the very address that the socket is about to be connected to, so
 * it does not matter what a name stood for a moment before, how an address was spelled, or who asked.
 */
final class CheckedConnector extends ClientConnector {
    private final Supplier<AddressRules> rules;

    CheckedConnector(Supplier<AddressRules> rules) {
        this.rules = rules;
    }

    @Override
    public void connect(SocketAddress address, Map<String, Object> context) {
        Optional<String> refusal = refusal(address);
        if (refusal.isPresent()) {
            connectFailed(null, address, new ForbiddenAddressException(refusal.get()), context);
        } else {
            super.connect(address, context);
        }
    }

    private Optional<String> refusal(SocketAddress address) {
        if (address instanceof InetSocketAddress socket && !socket.isUnresolved()) {
            return rules.get().refusal(socket.getAddress(), socket.getPort());
        }
        return Optional.of(address + " is no address of the Internet");
    }
}
