package dev.productify.manager.graphql.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.Desk;
import dev.productify.manager.graphql.graphiql.GraphiQlRoutes;
import dev.productify.manager.ports.call.Call;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The routes on a free port, and a client for them. */
final class Client implements AutoCloseable {
    static final int MAX_BODY = 4096;
    private static final ObjectMapper JSON = new ObjectMapper();

    final Desk desk = new Desk();
    /** What authentication throws, if anything. */
    RuntimeException refusal;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Javalin server;

    Client() {
        QueryRoute query = new QueryRoute(desk.api, this::authenticate, MAX_BODY, desk.world.idempotentRequests());
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    query.register(config.routes);
                    new GraphiQlRoutes().register(config.routes);
                })
                .start("127.0.0.1", 0);
    }

    /** @throws ManagerException when the test says so */
    private Call authenticate(Context ctx) {
        if (refusal != null) {
            throw refusal;
        }
        return desk.world.admin;
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** A body as it is, to a client that reads statuses. */
    HttpResponse<String> post(String body) {
        return send(
                "POST",
                "/query",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept",
                "application/graphql-response+json");
    }

    /** A document, as a plain client sends it. */
    JsonNode ask(String document) {
        String body = JSON.createObjectNode().put("query", document).toString();
        return json(send("POST", "/query", body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json"));
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
