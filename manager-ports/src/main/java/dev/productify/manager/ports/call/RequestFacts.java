package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the listener found out about a request of HTTP, for all that answers it: they find it among the request's attributes, under
 * {@link #ATTRIBUTE}. In return they say which route it took.
 */
public final class RequestFacts {
    /** The attribute's name. */
    public static final String ATTRIBUTE = RequestFacts.class.getName();

    private final String requestId;
    private final InetAddress source;
    private final String sourceAddress;
    private final String scheme;
    private final String host;
    private volatile String route;

    /**
     * @param requestId 1 to 64 characters of {@code [A-Za-z0-9._-]}
     * @param source address of the client, trusted proxies left out
     * @param scheme {@code http} or {@code https}, as the client sees it
     * @param host host and, where not usual, port as the client sees them; empty when a request names none
     */
    public RequestFacts(String requestId, InetAddress source, String scheme, String host) {
        this.requestId = requireNonNull(requestId, "requestId");
        this.source = requireNonNull(source, "source");
        this.sourceAddress = source.getHostAddress();
        this.scheme = requireNonNull(scheme, "scheme");
        this.host = requireNonNull(host, "host");
    }

    /**
     * The facts of a request that came through the listener.
     *
     * @param attributes the request's, by their names
     * @throws IllegalStateException when it did not
     */
    public static RequestFacts of(Function<String, Object> attributes) {
        return find(attributes)
                .orElseThrow(() -> new IllegalStateException("This request did not come through the listener"));
    }

    /** The same; empty when it did not. */
    public static Optional<RequestFacts> find(Function<String, Object> attributes) {
        return attributes.apply(ATTRIBUTE) instanceof RequestFacts facts ? Optional.of(facts) : Optional.empty();
    }

    /** For the log; of a request that did not come through the listener none is known. */
    public static String idIn(Function<String, Object> attributes) {
        return find(attributes).map(RequestFacts::requestId).orElse("unknown");
    }

    public String requestId() {
        return requestId;
    }

    /** Address of the client, trusted proxies left out. */
    public InetAddress source() {
        return source;
    }

    /** The same as text. */
    public String sourceAddress() {
        return sourceAddress;
    }

    public String scheme() {
        return scheme;
    }

    public String host() {
        return host;
    }

    /** Scheme and host as the client sees them, such as {@code https://manager.example.com}. */
    public String origin() {
        return scheme + "://" + host;
    }

    /**
     * Says by what the request is answered.
     *
     * @param pattern such as {@code /esb/*}; metrics name the request by it, so it must not hold ids
     */
    public void answeredBy(String pattern) {
        route = pattern;
    }

    /** What {@link #answeredBy} said last. */
    public Optional<String> route() {
        return Optional.ofNullable(route);
    }
}
