package dev.productify.manager.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.rest.pilet.FeedHandler;
import dev.productify.manager.rest.signin.MachineCheck;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers alone, with no routes behind them: what they do not take is not found. */
class BeforeRoutesTest {
    private static final int LEFT_TO_THE_ROUTE = 404;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private volatile RequestFacts facts;

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void start(Handler handler) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                facts = new RequestFacts("r1", InetAddress.getLoopbackAddress(), "http", "manager.example.com");
                request.setAttribute(RequestFacts.ATTRIBUTE, facts);
                return super.handle(request, response, callback);
            }
        });
        server.start();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static BeforeRoutes sample(Supplier<String> work) {
        return new BeforeRoutes("/samples/{id}") {
            @Override
            protected boolean takes(Request request, String path) {
                return path.equals("/samples/1");
            }

            @Override
            protected void answer(Request request, Response response, Callback callback, RequestFacts facts) {
                response.write(true, ByteBuffer.wrap(work.get().getBytes(UTF_8)), callback);
            }
        };
    }

    @Test
    void itAnswersTheUsualGetAndSaysByWhichRoute() throws Exception {
        start(sample(() -> "here"));

        assertThat(send("GET", "/samples/1").body()).isEqualTo("here");
        assertThat(facts.route()).contains("/samples/{id}");
        for (String method : new String[] {"HEAD", "POST", "OPTIONS"}) {
            assertThat(send(method, "/samples/1").statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
            assertThat(facts.route()).isEmpty();
        }
        assertThat(send("GET", "/samples/2").statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
    }

    @Test
    void aRefusalIsAnsweredAsRoutesDo() throws Exception {
        start(sample(() -> {
            throw new ManagerException(ErrorCode.UNAVAILABLE, "The database is away; try again");
        }));

        HttpResponse<String> answer = send("GET", "/samples/1");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"The database is away; try again\",\"code\":\"UNAVAILABLE\",\"status\":503}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aFaultShowsNothingOfTheInside() throws Exception {
        start(sample(() -> {
            throw new IllegalStateException("inside");
        }));

        HttpResponse<String> answer = send("GET", "/samples/1");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"Internal error\",\"code\":\"INTERNAL_SERVER_ERROR\",\"status\":500}");
    }

    @Test
    void theCheckTakesOneAuthorization() throws Exception {
        BiFunction<Request, Response, Call> nobody = (request, response) -> {
            throw new ManagerException(ErrorCode.UNAUTHENTICATED, "Who is it?");
        };
        start(new MachineCheck(nobody));
        String path = "/api/machine/check";

        HttpResponse<String> taken = send("GET", path, "Authorization", "Bearer x");
        assertThat(taken.statusCode()).isEqualTo(401);
        assertThat(taken.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(send("GET", path).statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
        assertThat(send("GET", path, "Authorization", "Bearer x", "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(LEFT_TO_THE_ROUTE);
        assertThat(send("GET", path + "/", "Authorization", "Bearer x").statusCode())
                .isEqualTo(LEFT_TO_THE_ROUTE);
    }

    @Test
    void feedsTakeAnId() throws Exception {
        start(new FeedHandler(new World().useCases.publicPilets(), Optional.empty()));
        UUID id = UUID.randomUUID();

        assertThat(send("GET", "/pilet-feed/" + id).body()).isEqualTo("{\"items\":[]}");
        assertThat(facts.route()).contains("/pilet-feed/{application_id}");
        assertThat(send("GET", "/pilet-feed/" + id + "/").statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
        assertThat(send("GET", "/pilet-feed/unknown").statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
        assertThat(send("GET", "/pilet-feed").statusCode()).isEqualTo(LEFT_TO_THE_ROUTE);
    }
}
