package dev.productify.manager.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.domain.limits.SourceNetwork;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.graphql.GraphQlLimits;
import dev.productify.manager.graphql.OperationListener;
import dev.productify.manager.graphql.http.QueryRoute;
import dev.productify.manager.ports.limits.RequestRates;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.health.HealthRoutes;
import dev.productify.manager.rest.signin.MachineRoutes;
import dev.productify.manager.server.config.ServerSection;
import dev.productify.manager.server.metrics.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of one source, and of one principal, as HTTP sees them. The clock stands still but where a test moves it. */
class RateLimitsTest {
    private static final String PORTAL = "https://portal.example.com";
    private static final String NAME = "{\"query\":\"{ me { username } }\"}";

    private final World world = new World();
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String bearer = "Bearer " + world.adminToken().reveal();
    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(Optional<Rate> perSource, Optional<Rate> perPrincipal) {
        Optional<RequestRates<SourceNetwork>> sources = perSource.map(rate ->
                new RequestRates<>("source", "from this address", rate, world, 1_000, refused::incrementAndGet));
        Optional<RequestRates<Object>> principals = perPrincipal.map(rate ->
                new RequestRates<>("principal", "by this caller", rate, world, 1_000, refused::incrementAndGet));
        Calls calls = new Calls(world.useCases.authentication(), context -> Optional.empty(), principals);
        GraphQlApi api = GraphQlApi.of(world.useCases, GraphQlLimits.DEFAULT, OperationListener.NONE);
        List<Handler> handlers = new ArrayList<>(List.of(new Cors(Set.of(PORTAL))));
        SourceRates.of(sources, principals).ifPresent(handlers::add);
        server = HttpServer.of(
                        new ServerSection(0, "127.0.0.1", Optional.empty(), List.of(Cidr.parse("127.0.0.1"))),
                        new SimpleMeterRegistry(),
                        handlers,
                        List.of(
                                new Problems(),
                                new HealthRoutes(Optional::empty),
                                new MachineRoutes(calls),
                                new QueryRoute(api, calls, 10_000, world.idempotentRequests())::register,
                                routes -> routes.get("/public", context -> context.result("answer"))),
                        new AtomicBoolean())
                .listen();
    }

    private static Optional<Rate> perMinute(int count) {
        return Optional.of(Rate.of(count, Duration.ofMinutes(1)));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    private HttpResponse<String> query(String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().POST(BodyPublishers.ofString(NAME)).header("Content-Type", "application/json");
        return send(request, "/query", headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers) throws Exception {
        HttpRequest.Builder addressed = request.uri(server.uri().resolve(path));
        if (headers.length > 0) {
            addressed.headers(headers);
        }
        return client.send(addressed.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    @Test
    void whereNothingIsLimitedNoAnswerSpeaksOfIt() throws Exception {
        start(Optional.empty(), Optional.empty());

        assertThat(SourceRates.of(Optional.empty(), Optional.empty())).isEmpty();
        HttpResponse<String> answer = query("Authorization", bearer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.regionMatches(true, 0, "RateLimit", 0, 9));
    }

    @Test
    void oneSourceMayMakeAsManyRequestsAsItsRateAndThenWaits() throws Exception {
        start(perMinute(2), Optional.empty());

        HttpResponse<String> first = get("/public");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"source\";q=2;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"source\";r=1;t=30");
        assertThat(get("/public").statusCode()).isEqualTo(200);

        HttpResponse<String> third = get("/public");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body())
                .isEqualTo("{\"error\":\"Too many requests from this address; try again later\","
                        + "\"code\":\"RATE_LIMITED\",\"status\":429}");
        assertThat(header(third, "Retry-After")).isEqualTo("30");
        assertThat(header(third, "RateLimit")).isEqualTo("\"source\";r=0;t=30");
        assertThat(header(third, "X-Request-Id")).isNotEmpty();
        assertThat(refused).hasValue(1);

        world.passes(Duration.ofSeconds(29));
        HttpResponse<String> problem = get("/public", "Accept", "application/problem+json");
        assertThat(problem.statusCode()).isEqualTo(429);
        assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.body()).contains("\"title\":\"Too Many Requests\"");
        world.passes(Duration.ofSeconds(1));
        assertThat(get("/public").statusCode()).isEqualTo(200);
    }

    @Test
    void graphQlIsRefusedInItsOwnForm() throws Exception {
        start(perMinute(1), Optional.empty());
        query("Authorization", bearer);

        HttpResponse<String> answer = query("Authorization", bearer);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("{\"errors\":[{\"message\":\"Too many requests from this address; try again later\","
                        + "\"extensions\":{\"code\":\"RATE_LIMITED\",\"retryAfter\":60}}]}");
        assertThat(header(query("Accept", "application/graphql-response+json"), "Content-Type"))
                .isEqualTo("application/graphql-response+json; charset=utf-8");
    }

    @Test
    void sourcesAreThoseThatTrustedProxiesReport() throws Exception {
        start(perMinute(1), Optional.empty());

        assertThat(from("192.0.2.1")).isEqualTo(200);
        assertThat(from("192.0.2.2")).isEqualTo(200);
        assertThat(from("192.0.2.1")).isEqualTo(429);
        assertThat(from("192.0.2.7, 192.0.2.1")).isEqualTo(429);
        assertThat(from("2001:db8::1")).isEqualTo(200);
        assertThat(from("2001:db8::2")).isEqualTo(429);
        assertThat(from("2001:db8:0:1::2")).isEqualTo(200);
    }

    private int from(String forwardedFor) throws Exception {
        return get("/public", "X-Forwarded-For", forwardedFor).statusCode();
    }

    @Test
    void healthIsAnsweredAlwaysAndPagesOfOtherOriginsMayReadTheRefusal() throws Exception {
        start(perMinute(1), Optional.empty());
        get("/public");

        HttpResponse<String> health = get("/health/live");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(header(health, "RateLimit-Policy")).isEmpty();
        HttpResponse<String> refusal = get("/public", "Origin", PORTAL);
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(header(refusal, "Access-Control-Allow-Origin")).isEqualTo(PORTAL);
        assertThat(header(refusal, "Access-Control-Expose-Headers")).contains("RateLimit", "Retry-After");
        assertThat(get("/healthy").statusCode()).isEqualTo(429);
    }

    @Test
    void onePrincipalMayMakeAsManyRequestsAsTheRateWhateverItAsks() throws Exception {
        start(Optional.empty(), perMinute(2));

        HttpResponse<String> first = query("Authorization", bearer);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"principal\";q=2;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"principal\";r=1;t=30");
        assertThat(get("/api/machine/check", "Authorization", bearer).statusCode())
                .as("a person is no machine user, and counts all the same")
                .isEqualTo(403);

        HttpResponse<String> rest = get("/api/machine/check", "Authorization", bearer);
        assertThat(rest.statusCode()).isEqualTo(429);
        assertThat(rest.body()).contains("\"code\":\"RATE_LIMITED\"").contains("by this caller");
        assertThat(header(rest, "Retry-After")).isEqualTo("30");
        HttpResponse<String> graphQl = query("Authorization", bearer);
        assertThat(graphQl.statusCode()).isEqualTo(429);
        assertThat(graphQl.body()).contains("\"code\":\"RATE_LIMITED\"", "\"retryAfter\":30");
        assertThat(header(graphQl, "RateLimit")).isEqualTo("\"principal\";r=0;t=30");
        assertThat(refused).hasValue(2);

        assertThat(query("Authorization", "Bearer pfy_nonsense").statusCode()).isEqualTo(401);
        assertThat(get("/public").statusCode()).isEqualTo(200);
    }

    @Test
    void bothAreToldSideBySide() throws Exception {
        start(perMinute(60), perMinute(30));

        HttpResponse<String> answer = query("Authorization", bearer);

        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"source\";q=60;w=60, \"principal\";q=30;w=60");
        assertThat(header(answer, "RateLimit")).isEqualTo("\"source\";r=59;t=1, \"principal\";r=29;t=2");
    }

    @Test
    void refusalsAreCountedByWhatWasTooMuch() {
        try (Metrics metrics = new Metrics()) {
            metrics.refusedRequests("source").run();
            assertThat(metrics.registry()
                            .get("http.requests.rate.limited")
                            .tag("by", "source")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }
}
