package dev.productify.manager.domain.limits;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Whom requests are counted for that come from an address: an address of IPv4, or the 64 bits of IPv6 that a network has,
 * since within them whoever has one address has all of them (RFC 6177, RFC 7421).
 *
 * @param bits the address of IPv4, whose upper half no network of IPv6 has that is in use; or the prefix of IPv6
 */
public record SourceNetwork(long bits) {
    private static final int PREFIX_BYTES = 8;

    public static SourceNetwork of(InetAddress address) {
        byte[] bytes = address.getAddress();
        int length = address instanceof Inet4Address ? bytes.length : PREFIX_BYTES;
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits = bits << Byte.SIZE | bytes[i] & 0xFF;
        }
        return new SourceNetwork(bits);
    }
}
