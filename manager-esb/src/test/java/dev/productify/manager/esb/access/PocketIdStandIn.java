package dev.productify.manager.esb.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers as Pocket ID does (version 1 and 2, with SQLite): users by page and by id for the key of an administrator, and the
 * discovery document. A search is a pattern in which {@code %} and {@code _} are wildcards; a page holds at most 100, and
 * one behind the last is the last one.
 */
public final class PocketIdStandIn implements AutoCloseable {
    public static final String KEY = "stand-in-key-1234567890";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, Object>> users = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String issuer;

    public PocketIdStandIn(String issuer) {
        this.issuer = issuer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked so far: paths with their queries. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** A user with the members of Pocket ID's answers; an e-mail may be null. */
    public void add(String id, String username, String email, String displayName, boolean disabled) {
        String[] names = displayName.split(" ", 2);
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", id);
        user.put("username", username);
        user.put("email", email);
        user.put("emailVerified", true);
        user.put("firstName", names[0]);
        user.put("lastName", names.length > 1 ? names[1] : null);
        user.put("displayName", displayName);
        user.put("isAdmin", false);
        user.put("locale", null);
        user.put("customClaims", List.of());
        user.put("userGroups", List.of());
        user.put("ldapId", null);
        user.put("disabled", disabled);
        users.add(user);
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        asked.add(uri.toString());
        try (exchange) {
            if (uri.getPath().equals("/.well-known/openid-configuration")) {
                send(exchange, 200, Map.of("issuer", issuer));
            } else if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
                send(exchange, 401, Map.of("error", "You are not signed in"));
            } else if (uri.getPath().equals("/api/users")) {
                send(exchange, 200, page(parameters(uri.getRawQuery())));
            } else {
                user(exchange, uri.getPath().substring("/api/users/".length()));
            }
        }
    }

    private void user(HttpExchange exchange, String id) throws IOException {
        for (Map<String, Object> user : users) {
            if (user.get("id").equals(id)) {
                send(exchange, 200, user);
                return;
            }
        }
        send(exchange, 404, Map.of("error", "User not found"));
    }

    private Map<String, Object> page(Map<String, String> parameters) {
        List<Map<String, Object>> found = new ArrayList<>(users);
        found.removeIf(user -> !fits(user, parameters.getOrDefault("search", "")));
        if (parameters.getOrDefault("sort[column]", "").equals("username")) {
            found.sort(Comparator.comparing(user -> user.get("username").toString()));
        }
        int limit = Math.min(100, Integer.parseInt(parameters.getOrDefault("pagination[limit]", "20")));
        int pages = Math.max(1, (found.size() + limit - 1) / limit);
        int page = Math.min(pages, Integer.parseInt(parameters.getOrDefault("pagination[page]", "1")));
        int first = (page - 1) * limit;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", found.subList(first, Math.min(found.size(), first + limit)));
        answer.put(
                "pagination",
                Map.of("totalPages", pages, "totalItems", found.size(), "currentPage", page, "itemsPerPage", limit));
        return answer;
    }

    private static boolean fits(Map<String, Object> user, String search) {
        StringBuilder pattern = new StringBuilder();
        for (char c : search.toLowerCase(Locale.ROOT).toCharArray()) {
            pattern.append(
                    switch (c) {
                        case '%' -> ".*";
                        case '_' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        Pattern like = Pattern.compile(pattern.toString());
        return Stream.of("email", "firstName", "lastName", "username")
                .map(user::get)
                .filter(Objects::nonNull)
                .anyMatch(value ->
                        like.matcher(value.toString().toLowerCase(Locale.ROOT)).find());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return parameters;
    }

    private static void send(HttpExchange exchange, int status, Object json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
