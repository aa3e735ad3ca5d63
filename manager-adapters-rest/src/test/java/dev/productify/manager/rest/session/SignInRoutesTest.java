package dev.productify.manager.rest.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.session.CookieCheck;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.testing.InMemoryIdentityProvider;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.rest.Problems;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What browsers are told to keep, where they are sent, and who may make them call; on use cases in memory. */
@Timeout(60)
class SignInRoutesTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final ProvidedPerson ADA =
            new ProvidedPerson(Optional.of("ada"), Optional.empty(), Optional.empty());

    private final World world = new World();
    private final UseCases useCases = world.withProvider(new SessionTimes(Duration.ofHours(1), LIFETIME));
    private String origin = "https://manager.example.com";
    private BrowserSessions browsers = browsers(false);
    private Javalin javalin;

    @BeforeEach
    void start() {
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            new Problems().register(config.routes);
            config.routes.before(context -> context.attribute(
                    RequestFacts.ATTRIBUTE,
                    new RequestFacts("r1", InetAddress.getByName("192.0.2.7"), "https", "manager.example.com")));
            new SignInRoutes(useCases.signIn(), useCases.sessions(), browsers, this::call).register(config.routes);
            new SessionRoutes(useCases.sessions(), this::call).register(config.routes);
        });
        javalin.start("127.0.0.1", 0);
    }

    private BrowserSessions browsers(boolean allowsHttp) {
        return new BrowserSessions(
                context -> origin, allowsHttp, new CookieCheck(Set.of("https://portal.example.com")));
    }

    private Call call(Context context) {
        Credentials credentials = Optional.ofNullable(context.header("Authorization"))
                .map(Credentials::ofAuthorization)
                .or(() -> browsers.credentials(context))
                .orElse(new Credentials.None());
        return World.call(useCases.authentication().authenticate(credentials));
    }

    @AfterEach
    void stop() {
        javalin.stop();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private static String value(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** The whole way, with what the browser has besides; the last answer. */
    private HttpResponse<String> signIn(String more) throws Exception {
        HttpResponse<String> login = send("GET", "/api/auth/login?return_to=/projects");
        SignInTicket ticket = SignInTicket.parse(value(cookies(login).get(0))).orElseThrow();
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        return send(
                "GET",
                "/api/auth/callback?code=code&state=" + ticket.state(),
                "Cookie",
                "__Host-manager-signin=" + ticket.text() + more);
    }

    private String session() throws Exception {
        return value(cookies(signIn("")).get(1));
    }

    private JsonNode devices(String session) throws Exception {
        HttpResponse<String> answer = send("GET", "/api/auth/sessions", "Cookie", "__Host-manager=" + session);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private int status(String session) throws Exception {
        return send("GET", "/api/auth/sessions", "Cookie", "__Host-manager=" + session)
                .statusCode();
    }

    @Test
    void theBrowserIsSentToTheProviderWithATicketThatNoScriptReads() throws Exception {
        HttpResponse<String> login = send("GET", "/api/auth/login?return_to=/projects%3Ftab=2");

        assertThat(login.statusCode()).isEqualTo(302);
        assertThat(location(login)).startsWith(InMemoryIdentityProvider.ISSUER + "/authorize?");
        assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(cookies(login))
                .singleElement()
                .asString()
                .matches("__Host-manager-signin=[^;]+; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
        SignInTicket ticket = SignInTicket.parse(value(cookies(login).get(0))).orElseThrow();
        assertThat(ticket.redirect()).isEqualTo(URI.create(origin + "/api/auth/callback"));
        assertThat(ticket.returnTo().value()).isEqualTo("/projects?tab=2");
    }

    @Test
    void aWayBackToElsewhereIsRefused() throws Exception {
        for (String evil : List.of("//evil.com", "https:%2F%2Fevil.com", "/%5Cevil.com", "/%09/evil.com", "%20/")) {
            HttpResponse<String> login = send("GET", "/api/auth/login?return_to=" + evil);
            assertThat(login.statusCode()).as(evil).isEqualTo(400);
            assertThat(cookies(login)).isEmpty();
        }
    }

    @Test
    void whoComesBackHasASessionAndNoTicket() throws Exception {
        HttpResponse<String> back = signIn("");

        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        assertThat(location(back)).isEqualTo("/projects");
        assertThat(cookies(back)).hasSize(2);
        assertThat(cookies(back).get(0)).startsWith("__Host-manager-signin=; Path=/; Max-Age=0;");
        assertThat(cookies(back).get(1))
                .matches("__Host-manager=psn_[A-Za-z0-9]+; Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=Lax");
        JsonNode devices = devices(value(cookies(back).get(1)));
        assertThat(devices.path("count").asInt()).isEqualTo(1);
        assertThat(devices.at("/sessions/0/current").asBoolean()).isTrue();
        assertThat(devices.at("/sessions/0/ipAddress").asText()).isEqualTo("192.0.2.7");
    }

    @Test
    void aRefusalTakesTheTicketAwayAndGivesNoSession() throws Exception {
        HttpResponse<String> login = send("GET", "/api/auth/login");
        String ticket = value(cookies(login).get(0));

        HttpResponse<String> back =
                send("GET", "/api/auth/callback?code=code&state=other", "Cookie", "__Host-manager-signin=" + ticket);

        assertThat(back.statusCode()).isEqualTo(401);
        assertThat(cookies(back)).singleElement().asString().contains("Max-Age=0");
        assertThat(send("GET", "/api/auth/callback?code=code&state=x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSessionThatTheBrowserHadIsNotTakenOverAndEnds() throws Exception {
        String before = session();

        String after = value(cookies(signIn("; __Host-manager=" + before)).get(1));

        assertThat(after).isNotEqualTo(before);
        assertThat(status(before)).isEqualTo(401);
        assertThat(status(after)).isEqualTo(200);
        // One that somebody put there is not taken over either, whatever it is.
        assertThat(cookies(signIn("; __Host-manager=psn_planted")).get(1)).doesNotContain("planted");
    }

    @Test
    void onlyPagesOfTheManagerAndOfListedOriginsMayEndSessions() throws Exception {
        String session = session();
        String cookie = "__Host-manager=" + session;
        for (String[] headers : List.of(
                new String[] {"Cookie", cookie},
                new String[] {"Cookie", cookie, "Origin", "https://evil.com"},
                new String[] {"Cookie", cookie, "Origin", origin, "Sec-Fetch-Site", "cross-site"})) {
            for (String path : List.of("/api/auth/logout", "/api/auth/sessions")) {
                HttpResponse<String> answer = send(path.endsWith("logout") ? "POST" : "DELETE", path, headers);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            }
        }
        assertThat(status(session)).isEqualTo(200);

        HttpResponse<String> out =
                send("POST", "/api/auth/logout", "Cookie", cookie, "Origin", "https://portal.example.com");
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(cookies(out)).singleElement().asString().startsWith("__Host-manager=; Path=/; Max-Age=0; Secure");
        assertThat(status(session)).isEqualTo(401);
        assertThat(send("POST", "/api/auth/logout", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void everySessionEndsAtOnceAndOneByItsId() throws Exception {
        String here = session();
        String there = session();
        String id = devices(there).at("/sessions/1/id").asText();
        String[] page = {"Cookie", "__Host-manager=" + there, "Sec-Fetch-Site", "same-origin"};

        assertThat(devices(there).path("count").asInt()).isEqualTo(2);
        HttpResponse<String> pieces =
                send("GET", "/api/auth/sessions?limit=1&offset=1", "Cookie", "__Host-manager=" + there);
        assertThat(JSON.readTree(pieces.body()).at("/sessions/0/id").asText()).isEqualTo(id);
        for (String wrong : List.of("limit=0", "limit=1001", "offset=-1", "limit=x")) {
            assertThat(send("GET", "/api/auth/sessions?" + wrong, "Cookie", "__Host-manager=" + there)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(send("DELETE", "/api/auth/sessions/" + id, page).statusCode())
                .isEqualTo(204);
        assertThat(status(here)).isEqualTo(401);
        String again = session();
        assertThat(send("DELETE", "/api/auth/sessions", page).body()).isEqualTo("{\"ended\":2}");
        assertThat(status(there)).isEqualTo(401);
        assertThat(status(again)).isEqualTo(401);
    }

    @Test
    void withoutTlsSigningInIsRefusedUnlessTheOperatorWantsIt() throws Exception {
        origin = "http://localhost:8080";
        HttpResponse<String> refused = send("GET", "/api/auth/login");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("session.allow_http").contains("server.trusted_proxies");
        assertThat(cookies(refused)).isEmpty();

        stop();
        browsers = browsers(true);
        start();
        assertThat(cookies(send("GET", "/api/auth/login")))
                .singleElement()
                .asString()
                .matches("manager-insecure-signin=[^;]+; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
    }

    @Test
    void aProxyIsToldWhoSomebodyIsOrWhereToSendThem() throws Exception {
        String session = session();
        HttpResponse<String> yes = send("GET", "/api/auth/check", "Cookie", "__Host-manager=" + session);
        assertThat(yes.statusCode()).isEqualTo(200);
        assertThat(yes.headers().firstValue("X-User-ID")).isPresent();
        assertThat(yes.headers().firstValue("X-User-Username")).contains("ada");

        assertThat(send("GET", "/api/auth/check", "X-Forwarded-Method", "GET", "X-Forwarded-Uri", "/a?b=c")
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> page = send(
                "GET",
                "/api/auth/check",
                "X-Forwarded-Method",
                "GET",
                "X-Forwarded-Uri",
                "/a?b=c",
                "Accept",
                "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(location(page)).isEqualTo("/api/auth/login?return_to=%2Fa%3Fb%3Dc");
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(send(
                                    "GET",
                                    "/api/auth/check",
                                    "Cookie",
                                    "__Host-manager=" + session,
                                    "X-Forwarded-Method",
                                    "POST",
                                    "Sec-Fetch-Site",
                                    site)
                            .statusCode())
                    .as(site)
                    .isEqualTo(403);
        }
    }

    @Test
    void whileTheProviderIsAwaySigningInSaysSo() throws Exception {
        world.provider.away(true);
        assertThat(send("GET", "/api/auth/login").statusCode()).isEqualTo(503);
        world.provider.away(false);
        assertThat(send("GET", "/api/auth/login").statusCode()).isEqualTo(302);
    }
}
