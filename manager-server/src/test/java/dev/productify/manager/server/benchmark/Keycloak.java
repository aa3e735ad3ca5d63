package dev.productify.manager.server.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Keycloak in production mode on a database of its own in the same PostgreSQL, with one service account whose token a
 * second client asks about (RFC 7662): what a proxy would ask instead of {@code GET /api/machine/check}.
 */
final class Keycloak {
    private static final Pattern ANSWERS = Pattern.compile("Listening on: (http://[0-9.:]+)");
    private static final String REALM = "/realms/bench/protocol/openid-connect/token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final String secret = UUID.randomUUID().toString();
    private final HttpClient client = HttpClient.newHttpClient();

    private Keycloak(URI address) {
        this.address = address;
    }

    /** Where the archive of Keycloak lies, if the script that starts benchmarks has fetched it. */
    static Optional<Path> archive() {
        return Optional.ofNullable(System.getProperty("benchmark.keycloak"))
                .map(Path::of)
                .filter(Files::isRegularFile);
    }

    /** Starts it and answers the question about a token that is valid. */
    static Target introspection(Bench bench, Path archive, Jdk jdk)
            throws IOException, InterruptedException, SQLException {
        String password = UUID.randomUUID().toString();
        String url = database(bench, password);
        Path folder = unpacked(bench, archive, jdk);
        int port = freePort();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("JAVA_HOME", jdk.home().toString()),
                Map.entry("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m"),
                Map.entry("KC_DB", "postgres"),
                Map.entry("KC_DB_URL", url),
                Map.entry("KC_DB_USERNAME", "keycloak"),
                Map.entry("KC_DB_PASSWORD", password),
                Map.entry("KC_DB_POOL_MAX_SIZE", "10"),
                Map.entry("KC_CACHE", "local"),
                Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", "127.0.0.1"),
                Map.entry("KC_HTTP_PORT", Integer.toString(port)),
                Map.entry("KC_HOSTNAME_STRICT", "false"),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", password));
        bench.say("starting Keycloak");
        Child process = bench.start(
                "keycloak", List.of("bash", folder.resolve("bin/kc.sh").toString(), "start"), settings);
        Keycloak keycloak = new Keycloak(URI.create(process.awaitWord(ANSWERS)));
        keycloak.setUp(password);
        return keycloak.question();
    }

    private static String database(Bench bench, String password) throws SQLException {
        try (Connection connection = bench.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("create role keycloak login password '" + password + "'");
            statement.execute("create database keycloak owner keycloak");
            return connection.getMetaData().getURL().replaceFirst("(//[^/]+/)[^?]*.*", "$1keycloak");
        }
    }

    private static Path unpacked(Bench bench, Path archive, Jdk jdk) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(bench.scratch().resolve("keycloak"));
        Process jar = new ProcessBuilder(jdk.home().resolve("bin/jar").toString(), "xf", archive.toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (jar.waitFor() != 0) {
            throw new IOException(archive + " cannot be unpacked");
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findFirst().orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void setUp(String password) throws IOException, InterruptedException {
        String admin = form(
                        "/realms/master/protocol/openid-connect/token",
                        "grant_type=password&client_id=admin-cli&username=admin&password=" + password,
                        Optional.empty())
                .get("access_token")
                .asText();
        post("/admin/realms", "{\"realm\":\"bench\",\"enabled\":true,\"accessTokenLifespan\":3600}", admin);
        post("/admin/realms/bench/clients", clientOf("proxy", ""), admin);
        // It tells of a token only those whom the token is meant for.
        post("/admin/realms/bench/clients", clientOf("service", """
                ,"protocolMappers":[{"name":"audience","protocol":"openid-connect",
                  "protocolMapper":"oidc-audience-mapper",
                  "config":{"included.client.audience":"proxy","access.token.claim":"true"}}]"""), admin);
    }

    private String clientOf(String id, String more) {
        return """
                {"clientId":"%s","secret":"%s","protocol":"openid-connect","publicClient":false,
                 "serviceAccountsEnabled":true,"standardFlowEnabled":false%s}""".formatted(id, secret, more);
    }

    private Target question() throws IOException, InterruptedException {
        String token = form(REALM, "grant_type=client_credentials", Optional.of("service"))
                .get("access_token")
                .asText();
        String body = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        JsonNode answer = form(REALM + "/introspect", body, Optional.of("proxy"));
        if (!answer.path("active").asBoolean()) {
            throw new IllegalStateException("Keycloak says that the token is not active: " + answer);
        }
        return new Target(
                "Keycloak, introspection",
                "POST",
                address.resolve(REALM + "/introspect"),
                Map.of("Authorization", basic("proxy"), "Content-Type", "application/x-www-form-urlencoded"),
                body);
    }

    private String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode form(String path, String body, Optional<String> user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        user.ifPresent(name -> request.header("Authorization", basic(name)));
        return JSON.readTree(answered(request.build()));
    }

    private void post(String path, String body, String bearer) throws IOException, InterruptedException {
        answered(HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + bearer)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String answered(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
