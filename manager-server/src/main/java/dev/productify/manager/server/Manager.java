package dev.productify.manager.server;

import dev.productify.manager.domain.limits.SourceNetwork;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.session.ClaimRules;
import dev.productify.manager.domain.session.CookieCheck;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.esb.access.PocketIdDirectory;
import dev.productify.manager.esb.conversion.Conversions;
import dev.productify.manager.esb.gateway.Gateway;
import dev.productify.manager.esb.gateway.GatewayLimits;
import dev.productify.manager.esb.gateway.Visitors;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.esb.outbound.OutboundLimits;
import dev.productify.manager.esb.session.OidcClient;
import dev.productify.manager.esb.session.OidcProvider;
import dev.productify.manager.esb.trigger.ExecutorLimits;
import dev.productify.manager.esb.trigger.TriggerExecutor;
import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.graphql.GraphQlLimits;
import dev.productify.manager.graphql.graphiql.GraphiQlRoutes;
import dev.productify.manager.graphql.http.QueryRoute;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.access.UserDirectory;
import dev.productify.manager.ports.audit.AuditSealing;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.endpoint.CallLog;
import dev.productify.manager.ports.endpoint.CallLogPurge;
import dev.productify.manager.ports.endpoint.CallRecorder;
import dev.productify.manager.ports.idempotency.IdempotentRequests;
import dev.productify.manager.ports.idempotency.OldIdempotencyKeys;
import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.limits.RequestRates;
import dev.productify.manager.ports.pilet.OrphanedContents;
import dev.productify.manager.ports.pilet.ReplacedPackages;
import dev.productify.manager.ports.session.EndedSessions;
import dev.productify.manager.ports.session.OpenIdConnect;
import dev.productify.manager.ports.token.EndedTokens;
import dev.productify.manager.ports.trigger.Dispatch;
import dev.productify.manager.ports.trigger.Firing;
import dev.productify.manager.ports.trigger.OldRuns;
import dev.productify.manager.ports.tx.Transactions;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.rest.backend.BackendRoutes;
import dev.productify.manager.rest.health.HealthRoutes;
import dev.productify.manager.rest.idempotency.IdempotentPosts;
import dev.productify.manager.rest.languagepack.LanguagePackRoutes;
import dev.productify.manager.rest.languagepack.PublicLanguagePackRoutes;
import dev.productify.manager.rest.pilet.FeedHandler;
import dev.productify.manager.rest.pilet.PiletFiles;
import dev.productify.manager.rest.pilet.PiletRoutes;
import dev.productify.manager.rest.pilet.PublicPiletRoutes;
import dev.productify.manager.rest.session.BrowserSessions;
import dev.productify.manager.rest.session.SessionRoutes;
import dev.productify.manager.rest.session.SignInRoutes;
import dev.productify.manager.rest.settings.FrontendConfigRoutes;
import dev.productify.manager.rest.signin.MachineCheck;
import dev.productify.manager.rest.signin.MachineRoutes;
import dev.productify.manager.rest.signin.ValidationRoutes;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.config.GraphQlSection;
import dev.productify.manager.server.config.OidcSection;
import dev.productify.manager.server.config.PocketIdSection;
import dev.productify.manager.server.config.RateLimitsSection;
import dev.productify.manager.server.config.TriggersSection;
import dev.productify.manager.server.database.Opening;
import dev.productify.manager.server.database.Persistence;
import dev.productify.manager.server.http.Calls;
import dev.productify.manager.server.http.Cors;
import dev.productify.manager.server.http.HttpServer;
import dev.productify.manager.server.http.SourceRates;
import dev.productify.manager.server.job.JobMetrics;
import dev.productify.manager.server.job.Ticking;
import dev.productify.manager.server.log.Logs;
import dev.productify.manager.server.metrics.BusMetrics;
import dev.productify.manager.server.metrics.ExecutorMetrics;
import dev.productify.manager.server.metrics.Metrics;
import dev.productify.manager.server.metrics.MetricsServer;
import dev.productify.manager.server.metrics.OperationMetrics;
import dev.productify.manager.server.outbound.OutboundRules;
import dev.productify.manager.server.secrets.KeyCheck;
import dev.productify.manager.server.secrets.PrivateFiles;
import dev.productify.manager.server.secrets.SecretsKey;
import dev.productify.manager.server.security.Argon2PasswordHasher;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node. Starts what it is made of from the bottom to the top, and stops it in reverse: first the listeners, then
 * what their requests use.
 */
public final class Manager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Manager.class);
    private static final Logger AUDIT_LOG = LoggerFactory.getLogger(AuditSealing.class);
    private static final Logger BUS_LOG = LoggerFactory.getLogger(CallRecorder.class);
    private static final Logger REQUESTS_LOG = LoggerFactory.getLogger(IdempotentRequests.class);

    /** Whose requests are counted; some 10 MB. Who else comes takes the place of whoever was longest away. */
    private static final int MOST_SOURCES = 100_000;

    private static final int MOST_PRINCIPALS = 50_000;

    private static final List<String> SCOPES = List.of("openid", "profile", "email");

    private final Configuration configuration;
    private final Closing closing = new Closing();
    private final AtomicBoolean stopping = new AtomicBoolean();
    /** There before anybody is answered. */
    private final CompletableFuture<SecretSealer> sealer = new CompletableFuture<>();

    private volatile HttpServer http;
    private volatile MetricsServer metricsServer;

    public Manager(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the node; returns when it answers. May be called once. On failure everything that was opened is closed.
     *
     * @throws StartFailure with a message for the console
     */
    public void start() {
        try {
            Logs.configure(configuration.log());
            Path data = dataDirectory(configuration);
            Metrics metrics = closing.add(new Metrics());
            Opening opening = Opening.of(() -> closing.add(
                            Persistence.open(configuration.database(), data, Optional.of(metrics.connectionPool())))
                    .listening());
            Background background = new Background(metrics.registry());
            UseCases useCases = useCases(
                    configuration,
                    opening,
                    background,
                    sealer::join,
                    () -> addresses(opening),
                    provider(() -> addresses(opening)));
            metrics.readModels(useCases.readModels(), opening.changes());
            BusMetrics busMetrics = new BusMetrics(metrics.registry());
            CallRecorder calls = recorder(opening);
            busMetrics.log(calls);
            Adapters adapters = adapters(useCases, opening, metrics, busMetrics, calls);
            HttpServer listener = HttpServer.of(
                    configuration.server(), metrics.registry(), handlers(adapters), routes(adapters), stopping);
            opening.await();
            // Only now, so that it ends while there still is a database.
            closing.add(background);
            closing.add(calls.start());
            SecretsKey key = KeyCheck.require(
                    useCases.installation(), configuration.secrets().key(), data);
            sealer.complete(key.sealer());
            AdminToken adminToken = new AdminToken(data);
            boolean first = useCases.firstStart().prepare(adminToken);
            metricsServer = closing.add(MetricsServer.start(configuration.metrics(), metrics));
            Ticking jobs = closing.add(
                    new Ticking(new Jobs(opening)::run, jobs(configuration), new JobMetrics(metrics.registry())));
            http = closing.add(listener.listen());
            jobs.start();
            if (configuration.runMode().firesTriggers()) {
                closing.add(executor(useCases, opening, metrics)).start();
            }
            LOG.atInfo()
                    .addKeyValue("version", Version.text())
                    .addKeyValue("address", http.uri())
                    .addKeyValue("metrics", metricsServer.uri() + "/metrics")
                    .addKeyValue("mode", configuration.runMode())
                    .addKeyValue("secrets_key", key.id())
                    .log("the Manager answers");
            if (first) {
                System.out.print(adminToken.instructions(http.uri().toString()));
            }
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /**
     * What requests reach.
     *
     * @param handlers asked before the routes: what is in the way of them all, and the service bus
     * @param routes REST and GraphQL
     * @param unready why this node should get no requests, such as a database that does not answer
     */
    record Adapters(List<Handler> handlers, List<RouteModule> routes, Supplier<Optional<String>> unready) {}

    private Adapters adapters(UseCases useCases, Opening opening, Metrics metrics, BusMetrics busMetrics, CallLog log) {
        BrowserSessions browsers = new BrowserSessions(
                origin(), configuration.session().allowsHttp(), new CookieCheck(origins(configuration)));
        Rates rates = rates(configuration.rateLimits(), metrics);
        Calls calls = new Calls(useCases.authentication(), browsers::credentials, rates.ofPrincipals());
        OperationMetrics operations = metrics.operations();
        GraphQlApi graphQl = GraphQlApi.of(useCases, limits(configuration.graphql()), operations::record);
        List<RouteModule> routes = new ArrayList<>();
        IdempotentRequests requests = idempotentRequests(opening);
        IdempotentPosts posts = new IdempotentPosts(requests);
        routes.add(new QueryRoute(graphQl, calls, configuration.graphql().maxBody(), requests)::register);
        routes.add(new SignInRoutes(useCases.signIn(), useCases.sessions(), browsers, calls));
        routes.add(new SessionRoutes(useCases.sessions(), calls));
        routes.add(new MachineRoutes(calls));
        PiletFiles piletFiles = new PiletFiles(dataDirectory(configuration).resolve("pilets"), useCases.publicPilets());
        Optional<String> assets = configuration
                .assets()
                .origin()
                .or(configuration.server()::publicUrl)
                .map(URI::toString);
        routes.add(new PublicPiletRoutes(
                useCases.publicPilets(),
                piletFiles,
                assets,
                context -> RequestFacts.of(context::attribute).origin()));
        routes.add(new PiletRoutes(useCases.pilets(), piletFiles, calls, calls::ofPublisher, posts));
        routes.add(new BackendRoutes(useCases.backends(), calls, posts));
        routes.add(new LanguagePackRoutes(useCases.languagePacks(), calls));
        routes.add(new PublicLanguagePackRoutes(useCases.publicLanguagePacks()));
        routes.add(new ValidationRoutes(
                useCases.credentialChecks(), configuration.proxy().token()));
        routes.add(new FrontendConfigRoutes(useCases.effectiveFrontends()));
        if (configuration.dev().enabled()) {
            routes.add(new GraphiQlRoutes()::register);
        }
        Gateway bus = bus(useCases, opening, log, rates.ofPrincipals());
        busMetrics.gateway(bus.figures());
        List<Handler> handlers = new ArrayList<>();
        handlers.add(new Cors(origins(configuration)));
        SourceRates.of(rates.ofSources(), rates.ofPrincipals()).ifPresent(handlers::add);
        handlers.add(bus);
        handlers.add(new MachineCheck(calls::ofAuthorization));
        handlers.add(new FeedHandler(useCases.publicPilets(), assets));
        return new Adapters(handlers, routes, () -> opening.await().trouble());
    }

    /** How many requests may be made of this node. */
    private record Rates(
            Optional<RequestRates<SourceNetwork>> ofSources, Optional<RequestRates<Object>> ofPrincipals) {}

    private static Rates rates(RateLimitsSection section, Metrics metrics) {
        InstantSource clock = InstantSource.system();
        // Also where nothing is limited, so that what watches the series finds them.
        Runnable source = metrics.refusedRequests("source");
        Runnable principal = metrics.refusedRequests("principal");
        return new Rates(
                section.perSource()
                        .map(rate ->
                                new RequestRates<>("source", "from this address", rate, clock, MOST_SOURCES, source)),
                section.perPrincipal()
                        .map(rate -> new RequestRates<>(
                                "principal", "by this caller", rate, clock, MOST_PRINCIPALS, principal)));
    }

    private IdempotentRequests idempotentRequests(Transactions transactions) {
        InstantSource clock = InstantSource.system();
        return IdempotentRequests.of(
                transactions,
                new Journal(clock, new UuidV7(clock, new SecureRandom())),
                sealer::join,
                configuration.idempotency().retention(),
                lost -> REQUESTS_LOG
                        .atWarn()
                        .setCause(lost)
                        .log("an answer was not kept for a repetition, which will be refused"));
    }

    private Function<Context, String> origin() {
        Optional<String> publicUrl = configuration.server().publicUrl().map(URI::toString);
        return context ->
                publicUrl.orElseGet(() -> RequestFacts.of(context::attribute).origin());
    }

    private static Set<String> origins(Configuration configuration) {
        return Set.copyOf(configuration.cors().origins());
    }

    private TriggerExecutor executor(UseCases useCases, Opening opening, Metrics metrics) {
        TriggersSection section = configuration.triggers();
        SecureRandom random = new SecureRandom();
        Journal journal = new Journal(InstantSource.system(), new UuidV7(InstantSource.system(), random));
        MisfireRules misfires = new MisfireRules(section.misfireAfter(), section.catchUp());
        ExecutorLimits standard = ExecutorLimits.STANDARD;
        return new TriggerExecutor(
                new Firing(opening, journal, misfires, RetrySchedule.STANDARD),
                new Dispatch(opening, journal, useCases.backendSecrets(), RetrySchedule.STANDARD, random),
                new Outbound(() -> addresses(opening), OutboundLimits.STANDARD),
                new ExecutorLimits(
                        section.attempts(),
                        section.attemptsPerBackend(),
                        standard.batch(),
                        standard.poll(),
                        standard.heartbeat(),
                        standard.patience()),
                new ExecutorMetrics(metrics.registry()));
    }

    private Gateway bus(UseCases useCases, Opening opening, CallLog log, Optional<RequestRates<Object>> rates) {
        Visitors visitors = new Visitors(
                useCases.authentication(),
                useCases.vouchedPeople()::person,
                configuration.proxy().token());
        return new Gateway(
                visitors,
                useCases.busRouting(),
                new Outbound(() -> addresses(opening), OutboundLimits.STANDARD),
                GatewayLimits.STANDARD,
                log,
                InstantSource.system(),
                rates);
    }

    private static CallRecorder recorder(Transactions transactions) {
        InstantSource clock = InstantSource.system();
        return new CallRecorder(
                transactions,
                clock,
                new UuidV7(clock, new SecureRandom()),
                CallRecorder.Limits.STANDARD,
                loss -> BUS_LOG.atWarn()
                        .addKeyValue("calls", loss.calls())
                        .setCause(loss.cause().orElse(null))
                        .log("calls are missing in the log of the bus, since the database was too slow or away"));
    }

    private static GraphQlLimits limits(GraphQlSection section) {
        return new GraphQlLimits(
                section.maxDepth(),
                section.maxTokens(),
                section.maxFields(),
                section.maxRootFields(),
                section.maxCost(),
                section.maxObjects());
    }

    /** Where nobody signs in with a browser. */
    static UseCases useCases(
            Configuration configuration,
            Transactions transactions,
            Executor background,
            Supplier<SecretSealer> sealer,
            Supplier<AddressRules> addresses) {
        return useCases(configuration, transactions, background, sealer, addresses, Optional.empty());
    }

    /** Everything that the Manager does, on that database. */
    static UseCases useCases(
            Configuration configuration,
            Transactions transactions,
            Executor background,
            Supplier<SecretSealer> sealer,
            Supplier<AddressRules> addresses,
            Optional<OpenIdConnect> oidc) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        return UseCases.of(new UseCases.Needs(
                transactions,
                clock,
                new UuidV7(clock, random),
                random,
                configuration.projects().creation(),
                background,
                new Argon2PasswordHasher(configuration.passwords().cost(), random),
                directory(configuration.pocketId()),
                sealer,
                addresses,
                new Conversions(),
                oidc,
                configuration.session().times(),
                configuration.limits().limits()));
    }

    /** Nothing is asked of it yet. */
    private Optional<OpenIdConnect> provider(Supplier<AddressRules> addresses) {
        OidcSection section = configuration.oidc();
        return section.issuer().map(issuer -> {
            String clientId = section.clientId().orElseThrow();
            OidcProvider provider = closing.add(new OidcProvider(
                    new OidcClient(issuer, clientId, section.clientSecret(), SCOPES),
                    new Outbound(() -> OutboundRules.chosen(addresses.get()), OutboundLimits.STANDARD),
                    new Outbound(addresses, OutboundLimits.STANDARD),
                    InstantSource.system()));
            return new OpenIdConnect(
                    provider,
                    new ClaimRules(issuer.toString(), clientId, Set.copyOf(section.audiences()), section.clockSkew()));
        });
    }

    private static Optional<UserDirectory> directory(PocketIdSection section) {
        return section.host()
                .map(host -> new PocketIdDirectory(host, section.apiKey().orElseThrow()));
    }

    /** Which addresses this node may call. Ports that the system chose are known as soon as they are listened on. */
    private AddressRules addresses(Opening opening) {
        Set<Integer> ports = new HashSet<>(opening.await().ports());
        ports.add(http == null ? configuration.server().port() : http.uri().getPort());
        ports.add(
                metricsServer == null
                        ? configuration.metrics().port()
                        : metricsServer.uri().getPort());
        return OutboundRules.of(configuration.outbound(), ports);
    }

    /** What is done again and again, by one node at a time. */
    private static List<PeriodicJob> jobs(Configuration configuration) {
        InstantSource clock = InstantSource.system();
        AuditSealing sealing = new AuditSealing(
                clock, head -> AUDIT_LOG.atInfo().addKeyValue("head", head).log("the audit log is sealed"));
        CallLogPurge purge = new CallLogPurge(clock, configuration.esb().logRetention());
        return List.of(
                new PeriodicJob(AuditSealing.NAME, configuration.audit().sealPeriod(), sealing),
                purge.preparation(),
                purge.job(),
                OldRuns.job(configuration.triggers().runRetention()),
                ReplacedPackages.job(clock, configuration.pilets().replacedRetention()),
                OrphanedContents.job(),
                EndedTokens.job(clock, configuration.tokens().retention()),
                EndedSessions.job(configuration.session().times(), clock),
                OldIdempotencyKeys.job(configuration.idempotency().retention(), clock));
    }

    private List<Handler> handlers(Adapters adapters) {
        return configuration.runMode().answersRequests() ? adapters.handlers() : List.of();
    }

    private List<RouteModule> routes(Adapters adapters) {
        List<RouteModule> routes = new ArrayList<>();
        routes.add(new Problems());
        routes.add(new HealthRoutes(() ->
                stopping.get() ? Optional.of("stopping") : adapters.unready().get()));
        if (configuration.runMode().answersRequests()) {
            routes.addAll(adapters.routes());
        }
        return routes;
    }

    static Path dataDirectory(Configuration configuration) {
        Path directory = configuration.data().dir().toAbsolutePath().normalize();
        try {
            PrivateFiles.folder(directory);
        } catch (IOException problem) {
            throw new StartFailure("data.dir: the folder " + directory + " cannot be made: " + problem, problem);
        }
        return directory;
    }

    /** Where the routes answer. */
    public URI uri() {
        return http.uri();
    }

    /** What is answered there, such as {@code POST /query}. */
    public List<String> routes() {
        return http.routes();
    }

    /** Where {@code /metrics} answers. */
    public URI metricsUri() {
        return metricsServer.uri();
    }

    /** Readiness turns, what is in flight ends within 30 s, then everything is closed. Safe to call at any time. */
    @Override
    public void close() {
        stopping.set(true);
        closing.close();
    }
}
