package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** Decides which requests go out, and where to: who calls, by which endpoint, and whether there is room. */
final class Entrance {
    private static final String PREFIX = "/esb";

    private final Visitors visitors;
    private final BusRouting routing;
    private final Lanes lanes;
    private final InstantSource clock;
    private final String via;
    private final Converters converters = new Converters();
    private final Room room;
    private final Workspace workspace;

    /** @param via what this node calls itself in {@code Via} */
    Entrance(
            Visitors visitors, BusRouting routing, Lanes lanes, GatewayLimits limits, InstantSource clock, String via) {
        this.visitors = visitors;
        this.routing = routing;
        this.lanes = lanes;
        this.room = new Room(limits.converting());
        this.workspace = new Workspace(limits.working());
        this.clock = clock;
        this.via = via;
    }

    /** @param path percent-encoded, or null */
    static boolean isBus(String path) {
        return path != null
                && path.startsWith(PREFIX)
                && (path.length() == PREFIX.length() || path.charAt(PREFIX.length()) == '/');
    }

    /** What the listener found out about a request; where there is no such listener, what the connection says. */
    static RequestFacts facts(Request request) {
        return RequestFacts.find(request::getAttribute).orElseGet(() -> {
            String host = request.getHeaders().get(HttpHeader.HOST);
            InetAddress source =
                    request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                            ? peer.getAddress()
                            : InetAddress.getLoopbackAddress();
            return new RequestFacts("", source, request.isSecure() ? "https" : "http", host == null ? "" : host);
        });
    }

    /**
     * Finds out who makes a request.
     *
     * @throws ManagerException as authentication does
     * @throws BusException when it is nothing to pass on
     */
    BusCaller visitor(Request request, RequestFacts facts) {
        requirePassable(request);
        return visitors.visitor(request.getHeaders(), facts.sourceAddress());
    }

    /**
     * Finds the way of a request.
     *
     * @throws ManagerException as routing does; {@code BAD_USER_INPUT} when the path or the query is malformed
     */
    Exchange admit(Request request, RequestFacts facts, BusCaller visitor) {
        String whole = request.getHttpURI().getPath();
        int first = Math.min(PREFIX.length() + 1, whole.length());
        int slash = whole.indexOf('/', first);
        RequestPath path = RequestPath.parse(slash < 0 ? "/" : whole.substring(slash));
        Optional<String> query = query(request.getHttpURI().getQuery());
        ApplicationId application = application(whole.substring(first, slash < 0 ? whole.length() : slash));
        BusRouting.Routed routed = routing.route(visitor.principal(), application, path);
        Route route = routed.route();
        String target = route.url().target(route.consumes(), routed.rest(), query);
        return new Exchange(request, facts, visitor, routed, path, target, clock.instant());
    }

    /**
     * Lets a request in whose way is known; then its pass must be given back.
     *
     * @throws BusException when it is not passed on now
     */
    void enter(Exchange exchange) {
        if (exchange.route.converts()) {
            exchange.converting = new Converting(converter(exchange.route), exchange.getHeaders(), room, workspace);
        }
        exchange.pass = lanes.enter(exchange.route);
    }

    private Converter converter(Route route) {
        try {
            return converters.of(route);
        } catch (NotConvertible e) {
            throw new BusException(BusError.NOT_MAPPABLE, e.getMessage());
        }
    }

    private void requirePassable(Request request) {
        String method = request.getMethod();
        // TRACE would show the caller what the Manager proves itself by; the client would write others in upper case.
        if (HttpMethod.TRACE.is(method) || HttpMethod.CONNECT.is(method) || hasLowerCase(method)) {
            throw new BusException(BusError.METHOD_NOT_ALLOWED);
        }
        for (String passed : request.getHeaders().getValuesList(HttpHeader.VIA)) {
            if (passed.contains(via)) {
                throw new BusException(BusError.LOOP_DETECTED);
            }
        }
    }

    private static boolean hasLowerCase(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (method.charAt(i) >= 'a' && method.charAt(i) <= 'z') {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> query(String query) {
        for (int i = 0; query != null && i < query.length(); i++) {
            if (query.charAt(i) <= ' ' || query.charAt(i) >= 0x7F) {
                throw ManagerException.badInput("the query must have all but visible ASCII percent-encoded");
            }
        }
        return Optional.ofNullable(query);
    }

    /** What is no id is the id of no application. */
    private static ApplicationId application(String text) {
        return Visitors.uuid(text).map(ApplicationId::new).orElseThrow(Endpoint::noneTakes);
    }
}
