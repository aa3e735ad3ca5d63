package dev.productify.manager.server.http;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Decides which address a request comes from. Proxies append, so the list of hops is read from the right: as long as
 * the nearer hop is trusted, the next one counts. What stands left of the first hop that is not trusted was written by
 * a stranger and is ignored. A hop that is no address ({@code unknown}, {@code _hidden}) ends the walk as well.
 *
 * <p>{@code X-Forwarded-*} counts before {@code Forwarded} when both are there: that is what common proxies write,
 * and those pass the other one on as the client sent it.
 */
final class TrustedProxies {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
    /** More hops than this are no network of proxies but an attempt to keep us busy. */
    private static final int MOST_HOPS = 50;

    private final List<Cidr> trusted;

    TrustedProxies(List<Cidr> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * @param peer who is connected
     * @param headers values of a header by name, in their order; empty when it is absent
     */
    Origin originOf(InetAddress peer, Function<String, List<String>> headers) {
        if (!trusts(peer)) {
            return new Origin(peer, Optional.empty(), Optional.empty());
        }
        List<String> hops = split(headers.apply("X-Forwarded-For"), ',');
        List<String> schemes = split(headers.apply("X-Forwarded-Proto"), ',');
        List<String> hosts = split(headers.apply("X-Forwarded-Host"), ',');
        if (hops.isEmpty() && schemes.isEmpty() && hosts.isEmpty()) {
            return forwarded(peer, split(headers.apply("Forwarded"), ','));
        }
        Walk walk = walk(peer, hops);
        return new Origin(
                walk.source,
                hopOf(schemes, hops.size(), walk.index).flatMap(TrustedProxies::scheme),
                hopOf(hosts, hops.size(), walk.index).flatMap(TrustedProxies::host));
    }

    private Origin forwarded(InetAddress peer, List<String> elements) {
        List<String> hops = elements.stream()
                .map(element -> parameter(element, "for").orElse("unknown"))
                .toList();
        Walk walk = walk(peer, hops);
        Optional<String> believed = walk.index < hops.size() ? Optional.of(elements.get(walk.index)) : Optional.empty();
        return new Origin(
                walk.source,
                believed.flatMap(element -> parameter(element, "proto")).flatMap(TrustedProxies::scheme),
                believed.flatMap(element -> parameter(element, "host")).flatMap(TrustedProxies::host));
    }

    /** Index: the leftmost element that a trusted proxy wrote; the list's size when there is none. */
    private record Walk(InetAddress source, int index) {}

    private Walk walk(InetAddress peer, List<String> hops) {
        InetAddress source = peer;
        int index = hops.size();
        int last = Math.max(0, hops.size() - MOST_HOPS);
        while (index > last && trusts(source)) {
            index--;
            Optional<InetAddress> hop = address(hops.get(index));
            if (hop.isEmpty()) {
                break;
            }
            source = hop.get();
        }
        return new Walk(source, index);
    }

    private boolean trusts(InetAddress address) {
        for (Cidr network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** A list as long as the hops goes hop by hop; of any other only the nearest proxy's word counts. */
    private static Optional<String> hopOf(List<String> values, int hops, int index) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(values.get(values.size() == hops && index < hops ? index : values.size() - 1));
    }

    private static Optional<String> scheme(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https") ? Optional.of(lower) : Optional.empty();
    }

    private static Optional<String> host(String text) {
        return HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:443}, {@code [2001:db8::1]}, {@code [2001:db8::1]:443}, {@code 2001:db8::1}. */
    private static Optional<InetAddress> address(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            boolean port = end > 0 && hop.substring(end + 1).matches("(:[0-9A-Za-z._-]+)?");
            return port ? Cidr.literal(hop.substring(1, end)) : Optional.empty();
        }
        int colon = hop.indexOf(':');
        boolean oneColon = colon > 0 && colon == hop.lastIndexOf(':');
        return Cidr.literal(oneColon ? hop.substring(0, colon) : hop);
    }

    /** A parameter of one element of {@code Forwarded}, without its quotes. */
    private static Optional<String> parameter(String element, String name) {
        for (String pair : split(List.of(element), ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(unquote(pair.substring(equals + 1).strip()));
            }
        }
        return Optional.empty();
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** The parts between separators that stand outside of quotes. */
    private static List<String> split(List<String> values, char separator) {
        List<String> parts = new ArrayList<>();
        for (String value : values) {
            boolean quoted = false;
            int start = 0;
            for (int at = 0; at < value.length(); at++) {
                char here = value.charAt(at);
                if (quoted && here == '\\') {
                    at++;
                } else if (here == '"') {
                    quoted = !quoted;
                } else if (here == separator && !quoted) {
                    addPart(parts, value.substring(start, at));
                    start = at + 1;
                }
            }
            addPart(parts, value.substring(start));
        }
        return parts;
    }

    private static void addPart(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }
}
