package dev.productify.manager.server.system;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks with a node as everybody does who has a token. */
record Client(URI node, String token) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The body of the answer to a document. */
    String run(String document) throws IOException, InterruptedException {
        return query(document).body();
    }

    /** The id in the answer to a mutation that makes one thing. */
    String idOf(String document) throws IOException, InterruptedException {
        return idIn(run(document));
    }

    HttpResponse<String> query(String document) throws IOException, InterruptedException {
        return post("{\"query\":" + quoted(document) + "}");
    }

    HttpResponse<String> query(String document, String variables) throws IOException, InterruptedException {
        return post("{\"query\":" + quoted(document) + ",\"variables\":" + variables + "}");
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(posting(body).header("Authorization", "Bearer " + token));
    }

    HttpRequest.Builder posting(String body) {
        return HttpRequest.newBuilder(node.resolve("/query"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.resolve(path)));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    static String idIn(String body) {
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new AssertionError("No id in " + body);
        }
        return id.group(1);
    }

    /** As a string of JSON. */
    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
