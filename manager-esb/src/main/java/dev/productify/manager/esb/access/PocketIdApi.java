package dev.productify.manager.esb.access;

import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.shared.ManagerException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of Pocket ID over HTTP. The operator chose its address, so that it may be a private one; it is not followed to
 * any other, where the key would go along. Whatever goes wrong is a refusal {@code UNAVAILABLE}: callers can do nothing
 * about it but wait. The log says more, and neither says the key or what was looked for.
 */
final class PocketIdApi {
    private static final Logger LOG = LoggerFactory.getLogger(PocketIdApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("[!-~]{1,1000}");

    /** The most that Pocket ID answers at once. */
    private static final int PAGE_SIZE = 100;

    private final URI host;
    private final String apiKey;
    private final Limits limits;
    private final Semaphore free;
    private final HttpClient client;

    /**
     * @param connect how long connecting may take
     * @param answer how long an answer may take, connecting and the last byte included
     * @param bytes the longest answer
     * @param pages the most pages that are read for one search
     * @param atOnce the most questions under way; more are refused, so that a slow Pocket ID does not keep all threads waiting
     */
    record Limits(Duration connect, Duration answer, int bytes, int pages, int atOnce) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), 1 << 20, 5, 16);
    }

    PocketIdApi(URI host, String apiKey, Limits limits) {
        this.host = requireNonNull(host, "host");
        this.apiKey = requireNonNull(apiKey, "apiKey");
        this.limits = requireNonNull(limits, "limits");
        if (!KEY.matcher(apiKey).matches()) {
            // Found here, where the message does not show it.
            throw new IllegalArgumentException("the API key has characters that no key has");
        }
        this.free = new Semaphore(limits.atOnce());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    Limits limits() {
        return limits;
    }

    /** @param pages how many there are */
    record Page(List<JsonNode> users, long pages) {}

    /** A page of those who fit the text as Pocket ID understands it, in the order of their usernames. */
    Page users(String text, int page) {
        String query = "search=" + URLEncoder.encode(text, UTF_8) + "&pagination%5Bpage%5D=" + page
                + "&pagination%5Blimit%5D=" + PAGE_SIZE + "&sort%5Bcolumn%5D=username&sort%5Bdirection%5D=asc";
        JsonNode answer = get("/api/users", query).orElseThrow(() -> wrong("/api/users", "there is no such address"));
        JsonNode data = answer.path("data");
        JsonNode pages = answer.path("pagination").path("totalPages");
        // Pocket ID may say null for no users.
        if (!pages.canConvertToLong() || !(data.isArray() || data.isNull())) {
            throw wrong("/api/users", "it is no page of users");
        }
        List<JsonNode> users = new ArrayList<>();
        data.forEach(users::add);
        return new Page(users, pages.asLong());
    }

    Optional<JsonNode> user(UUID id) {
        return get("/api/users/" + id, "");
    }

    /** What it calls itself in tokens. */
    String issuer() {
        String path = "/.well-known/openid-configuration";
        String issuer =
                get(path, "").map(answer -> answer.path("issuer").asText()).orElse("");
        try {
            return new ExternalIdentity(issuer, "anybody").issuer();
        } catch (IllegalArgumentException e) {
            throw wrong(path, "it names no issuer");
        }
    }

    /** @return empty for 404 */
    private Optional<JsonNode> get(String path, String query) {
        if (!free.tryAcquire()) {
            throw unavailable("is being asked too much at once");
        }
        try {
            HttpResponse<byte[]> answer = answer(path, query);
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(json(path, answer.body()));
                case 404 -> Optional.empty();
                case 401, 403 -> {
                    LOG.atWarn()
                            .addKeyValue("path", path)
                            .addKeyValue("status", answer.statusCode())
                            .log("Pocket ID does not take the API key");
                    throw new ManagerException(
                            UNAVAILABLE,
                            "The directory of people (Pocket ID) does not take the Manager's key; the operator has to set"
                                    + " pocket_id.api_key to that of an administrator");
                }
                default -> throw wrong(path, "its status is " + answer.statusCode());
            };
        } finally {
            free.release();
        }
    }

    private HttpResponse<byte[]> answer(String path, String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host + path + (query.isEmpty() ? "" : "?" + query)))
                .header("X-API-KEY", apiKey)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedBody(limits.bytes()));
        try {
            return answer.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(path, "did not answer in time", e);
        } catch (ExecutionException e) {
            boolean tooLong = e.getCause() instanceof BoundedBody.TooLongException;
            throw failed(path, tooLong ? "answered too much" : "cannot be reached", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(path, "was not waited for", e);
        } finally {
            // Ends what is still under way.
            answer.cancel(true);
        }
    }

    private static JsonNode json(String path, byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("an answer of Pocket ID is no JSON");
        }
        throw wrong(path, "it is no JSON object");
    }

    private static ManagerException wrong(String path, String what) {
        LOG.atWarn().addKeyValue("path", path).log("an answer of Pocket ID is not understood: {}", what);
        return unavailable("answered something that the Manager does not understand");
    }

    private static ManagerException failed(String path, String what, Throwable cause) {
        LOG.atWarn().addKeyValue("path", path).addKeyValue("cause", cause).log("Pocket ID {}", what);
        return unavailable(what);
    }

    private static ManagerException unavailable(String what) {
        return new ManagerException(UNAVAILABLE, "The directory of people (Pocket ID) " + what + "; try again later");
    }
}
