package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Profile;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.esb.outbound.OutboundLimits;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.VouchedPeople;
import dev.productify.manager.ports.endpoint.BusCall;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.Route;
import dev.productify.manager.ports.limits.RequestRates;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A gateway behind a listener of its own, with routes in memory. */
final class Bus implements AutoCloseable, BusRouting {
    static final String PROXY_TOKEN = "proxy-token-of-this-test";
    static final String OWN_COOKIE = "__Host-manager";

    static final ProjectId PROJECT = new ProjectId(UUID.randomUUID());
    static final TenantId TENANT = new TenantId(UUID.randomUUID());
    static final ApplicationId APPLICATION = new ApplicationId(UUID.randomUUID());
    static final Principal.Machine ROBOT =
            new Principal.Machine(new MachineUserId(UUID.randomUUID()), "robot", PROJECT, TENANT, Role.EDITOR);
    static final String TOKEN_OF_ANNA = "a-token-of-annas";

    /** One of hers, too, but of the identity provider's making. */
    static final String PROVIDED_TOKEN_OF_ANNA = "a.token.of-the-provider";

    static final Principal.Person ANNA =
            new Principal.Person(new UserId(UUID.randomUUID()), new Username("anna"), false);
    private static final VouchedPeople.Vouched VOUCHED_ANNA = new VouchedPeople.Vouched(
            ANNA, new Profile(new Email("anna@example.com"), Optional.of(new Name("Anna Ä"))));
    static final Name TENANT_NAME = new Name("100 % Müller");
    /** What {@link #ROBOT} proves itself by. */
    static final String TOKEN = "token-of-the-robot";

    static final AddressRules LOOPBACK_ALLOWED =
            new AddressRules(List.of(Cidr.parse("127.0.0.0/8")), Set.of(), address -> false);

    final LinkedBlockingQueue<BusCall> calls = new LinkedBlockingQueue<>();
    private final Map<ApplicationId, Map<ConsumePath, Route>> routes = new ConcurrentHashMap<>();
    private final QueuedThreadPool threads = new QueuedThreadPool(16);
    private final Server server = new Server(threads);
    private final ServerConnector connector;
    private final Gateway gateway;

    private Bus(Outbound outbound, GatewayLimits limits, Visitors visitors, Function<Bus, BusRouting> routing) {
        this(outbound, limits, visitors, routing, Optional.empty());
    }

    private Bus(
            Outbound outbound,
            GatewayLimits limits,
            Visitors visitors,
            Function<Bus, BusRouting> routing,
            Optional<RequestRates<Object>> rates) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(16 * 1024);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(10_000);
        server.addConnector(connector);
        gateway =
                new Gateway(visitors, routing.apply(this), outbound, limits, calls::add, InstantSource.system(), rates);
        server.setHandler(gateway);
    }

    static Bus start() {
        return start(GatewayLimits.STANDARD);
    }

    static Bus start(GatewayLimits limits) {
        return start(new Outbound(() -> LOOPBACK_ALLOWED, OutboundLimits.STANDARD), limits);
    }

    /** One with endpoints and callers of those use cases. */
    static Bus of(UseCases useCases) {
        Visitors visitors =
                new Visitors(useCases.authentication(), useCases.vouchedPeople()::person, Optional.of(PROXY_TOKEN));
        return started(new Bus(
                new Outbound(() -> LOOPBACK_ALLOWED, OutboundLimits.STANDARD),
                GatewayLimits.STANDARD,
                visitors,
                bus -> useCases.busRouting()));
    }

    static Bus start(Outbound outbound, GatewayLimits limits) {
        return started(new Bus(outbound, limits, visitors(), bus -> bus));
    }

    /** One on which callers may make so many requests. */
    static Bus start(RequestRates<Object> rates) {
        return started(new Bus(
                new Outbound(() -> LOOPBACK_ALLOWED, OutboundLimits.STANDARD),
                GatewayLimits.STANDARD,
                visitors(),
                bus -> bus,
                Optional.of(rates)));
    }

    private static Visitors visitors() {
        return new Visitors(
                authentication(),
                id -> id.equals(ANNA.id()) ? Optional.of(VOUCHED_ANNA) : Optional.empty(),
                Optional.of(PROXY_TOKEN));
    }

    private static Bus started(Bus bus) {
        try {
            bus.server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return bus;
    }

    private static Authentication authentication() {
        return (credentials, source) -> {
            if (credentials instanceof Credentials.Bearer bearer
                            && bearer.token().equals(TOKEN)
                    || credentials instanceof Credentials.Basic basic
                            && basic.password().equals(TOKEN)) {
                return Caller.of(ROBOT);
            }
            if (credentials instanceof Credentials.Bearer bearer
                    && List.of(TOKEN_OF_ANNA, PROVIDED_TOKEN_OF_ANNA).contains(bearer.token())) {
                return Caller.of(ANNA);
            }
            throw new ManagerException(ErrorCode.UNAUTHENTICATED, "The credentials are not valid, or no longer");
        };
    }

    /** Leads a path of {@link #APPLICATION} to a URL. */
    Route lead(String path, String url) {
        return lead(path, url, route -> route);
    }

    Route lead(String path, String url, UnaryOperator<Route> change) {
        return lead(Place.of(PROJECT, TENANT, APPLICATION), path, url, change);
    }

    Route lead(Place place, String path, String url, UnaryOperator<Route> change) {
        Route route = change.apply(new Route(
                new EndpointId(UUID.randomUUID()),
                place,
                new ConsumePath(path),
                BackendUrl.parse(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.BASIC));
        routes.computeIfAbsent(place.application().orElseThrow(), first -> new ConcurrentHashMap<>())
                .put(route.consumes(), route);
        return route;
    }

    static UnaryOperator<Route> proving(String authorization) {
        return route -> new Route(
                route.endpoint(),
                route.place(),
                route.consumes(),
                route.url(),
                Optional.of(authorization),
                route.input(),
                route.output(),
                route.template(),
                route.logLevel());
    }

    static UnaryOperator<Route> logging(LogLevel level) {
        return route -> new Route(
                route.endpoint(),
                route.place(),
                route.consumes(),
                route.url(),
                route.authorization(),
                route.input(),
                route.output(),
                route.template(),
                level);
    }

    static UnaryOperator<Route> converting(MessageType input, MessageType output) {
        return converting(input, output, null, Conversion.STANDARD);
    }

    /** @param input and output and template: null for none */
    static UnaryOperator<Route> converting(
            MessageType input, MessageType output, String template, Conversion conversion) {
        return route -> new Route(
                route.endpoint(),
                route.place(),
                route.consumes(),
                route.url(),
                route.authorization(),
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                Optional.ofNullable(template).map(TransformationTemplate::new),
                conversion,
                route.logLevel());
    }

    @Override
    public Routed route(Principal caller, ApplicationId application, RequestPath path) {
        Map<ConsumePath, Route> ways = new HashMap<>(routes.getOrDefault(application, Map.of()));
        return RouteTable.of(ways)
                .match(path)
                .map(match -> new Routed(match.value(), match.rest(), Optional.of(TENANT_NAME)))
                .orElseThrow(() -> new ManagerException(ErrorCode.ENDPOINT_NOT_FOUND, "No endpoint takes this path"));
    }

    int port() {
        return connector.getLocalPort();
    }

    GatewayFigures figures() {
        return gateway.figures();
    }

    int threads() {
        return threads.getThreads();
    }

    /** Of a path of {@link #APPLICATION}. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path(path));
    }

    static String path(String path) {
        return "/esb/" + APPLICATION.value() + path;
    }

    /**
     * The next call of this path that is told of, which may be after its answer. Calls of other paths are left out: those
     * of a test before may still come.
     */
    BusCall callOf(String path) throws InterruptedException {
        for (BusCall call = next(); ; call = next()) {
            if (call.path().equals(path)) {
                return call;
            }
        }
    }

    private BusCall next() throws InterruptedException {
        BusCall call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call was told of for 10 seconds");
        }
        return call;
    }

    /** The calls that were told of so far. */
    List<BusCall> told() {
        return new ArrayList<>(calls);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
