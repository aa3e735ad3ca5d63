package dev.productify.manager.domain.shared;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network of IP addresses, such as {@code 10.0.0.0/8}. Never asks a name server. An IPv6 address that maps an IPv4
 * one is that IPv4 address.
 *
 * @param address any address of the network
 * @param bits how many leading bits belong to the network
 */
public record Cidr(InetAddress address, int bits) {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    public Cidr {
        requireNonNull(address, "address");
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("A network has 0 to 32 bits (IPv4) or 0 to 128 (IPv6)");
        }
    }

    /**
     * Reads {@code address} or {@code address/bits}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("Not an IP address: " + text));
        int all = address.getAddress().length * 8;
        return new Cidr(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    /** The address that a literal names; empty for host names and anything else. */
    public static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the other address lies in this network. Addresses of the other family never do. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
