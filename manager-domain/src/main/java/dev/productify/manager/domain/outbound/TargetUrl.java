package dev.productify.manager.domain.outbound;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.domain.shared.ManagerException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute {@code http} or {@code https} URL to which the Manager sends requests, kept as it was given (contract E6).
 *
 * <p>It has a host, at most 2048 characters, no user name or password, no fragment, and nothing that two readers could read
 * differently: no control characters, blanks or backslashes, no IPv4 address in another spelling than four decimal numbers,
 * no {@code .} or {@code ..} segments. Names are in ASCII; others in their {@code xn--} form.
 */
public final class TargetUrl {
    public static final int MAX_LENGTH = 2_048;

    private static final String EXAMPLE = ", for example https://backend.example.com/orders";
    /** RFC 3986, appendix B, narrowed to URLs with a host; a {@code *} is allowed in a path as RFC 3986 has it. */
    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://(\\[[0-9a-f:.]+]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?(/[^?#]*)?(?:\\?([^#]*))?");

    private static final Pattern CHARACTERS =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]++|%[0-9A-Fa-f]{2})*+");
    private static final Pattern DOTS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?=/|$)");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    /** What some reader takes for a number, and so the whole host for an IPv4 address (WHATWG URL, "ends in a number"). */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private final String text;
    private final String scheme;
    private final String host;
    private final int port;
    private final String path;
    private final Optional<String> query;
    private final Optional<InetAddress> literal;

    /**
     * @param field how messages name it
     * @throws ManagerException {@code BAD_USER_INPUT} when it is not such a URL
     */
    private TargetUrl(String field, String text) {
        this.text = requireNonNull(text, "text");
        if (text.length() > MAX_LENGTH) {
            throw ManagerException.badInput(field + " must have at most " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('@') >= 0 && text.indexOf('@') < endOfAuthority(text)) {
            throw ManagerException.badInput(
                    field + " must not hold a user name or password; give them by their own fields");
        }
        if (text.indexOf('#') >= 0) {
            throw ManagerException.badInput(field + " must not have a fragment: # and what follows is never sent");
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !CHARACTERS.matcher(text).matches()) {
            throw ManagerException.badInput(field
                    + " must be an absolute http or https URL with a host, in ASCII and percent-encoded" + EXAMPLE);
        }
        this.scheme = parts.group(1).toLowerCase(Locale.ROOT);
        this.host = parts.group(2).toLowerCase(Locale.ROOT);
        this.port = port(field, parts.group(3));
        this.path = Optional.ofNullable(parts.group(4)).orElse("");
        this.query = Optional.ofNullable(parts.group(5));
        this.literal = literal(field, host);
        if (DOTS.matcher(path).find()) {
            throw ManagerException.badInput(field + " must not have . or .. between slashes");
        }
        if (path.indexOf('[') >= 0 || path.indexOf(']') >= 0) {
            throw ManagerException.badInput(field + " must have [ and ] of its path percent-encoded: %5B and %5D");
        }
    }

    /**
     * @param field how messages name it
     * @throws ManagerException {@code BAD_USER_INPUT} when the text is not such a URL; says why
     */
    public static TargetUrl parse(String field, String text) {
        return new TargetUrl(field, text);
    }

    private static int endOfAuthority(String text) {
        int start = text.indexOf("//");
        if (start < 0) {
            return text.length();
        }
        for (int i = start + 2; i < text.length(); i++) {
            if ("/?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private int port(String field, String digits) {
        if (digits == null) {
            return scheme.equals("https") ? 443 : 80;
        }
        int number = Integer.parseInt(digits);
        if (number < 1 || number > 65_535) {
            throw ManagerException.badInput(field + " must have a port from 1 to 65535");
        }
        return number;
    }

    private static Optional<InetAddress> literal(String field, String host) {
        if (host.startsWith("[")) {
            return Optional.of(Cidr.literal(host.substring(1, host.length() - 1))
                    .orElseThrow(() -> ManagerException.badInput(field + " has a host that is no IPv6 address")));
        }
        Optional<InetAddress> ipv4 = Cidr.literal(host);
        if (ipv4.isPresent()) {
            return ipv4;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            throw ManagerException.badInput(
                    field + " must spell an IPv4 address as four decimal numbers, for example 192.0.2.7");
        }
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw ManagerException.badInput(field + " has a host that is no name of the DNS" + EXAMPLE);
        }
        return Optional.empty();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return scheme;
    }

    /** In lower case; an IPv6 address in brackets. */
    public String host() {
        return host;
    }

    /** The given one, else the scheme's own: 80 or 443. */
    public int port() {
        return port;
    }

    /** Percent-encoded, as given; empty or beginning with a slash. */
    public String path() {
        return path;
    }

    /** Percent-encoded, as given, without its question mark. */
    public Optional<String> query() {
        return query;
    }

    /** The address where the host is one and not a name. */
    public Optional<InetAddress> literalAddress() {
        return literal;
    }

    /** What stands in a {@code Host} header: the port only where it is not the scheme's own. */
    public String authority() {
        OptionalInt shown = port == (scheme.equals("https") ? 443 : 80) ? OptionalInt.empty() : OptionalInt.of(port);
        return shown.isPresent() ? host + ":" + port : host;
    }

    /** Whether both lead to the same scheme, host and port, so that a secret for one may be sent to the other. */
    public boolean sameOrigin(TargetUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /**
     * This URL, unless its host is an address that must not be dialled. Names are looked at when they are dialled.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} with the reason
     */
    public TargetUrl permittedBy(AddressRules rules, String field) {
        literal.flatMap(address -> rules.refusal(address, port)).ifPresent(reason -> {
            throw ManagerException.badInput(field + ": " + reason);
        });
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetUrl url && text.equals(url.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
