package dev.productify.manager.server.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.domain.endpoint.OwnCookies;
import dev.productify.manager.esb.session.OpenIdServer;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Names;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Sample;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A node, its database, and a fixture on it that is planted anew once something has changed it; there as long as the tests
 * of a class run that has this as an extension.
 */
final class Stage implements BeforeAllCallback, AfterAllCallback {
    private MigratedDatabase database;
    private OpenIdServer provider;
    private Path data;
    private Node node;
    private OwnerSql sql;
    private Fixture fixture;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database = MigratedDatabase.create();
        data = Files.createTempDirectory("stage");
        provider = new OpenIdServer();
        Map<String, String> variables = Map.of(
                "PFY_OIDC_ISSUER", provider.issuer().toString(),
                "PFY_OIDC_CLIENT_ID", "manager",
                "PFY_SESSION_ALLOW_HTTP", "true",
                "PFY_DATABASE_URL", database.runtime().jdbcUrl(),
                "PFY_DATABASE_USER", database.runtime().user(),
                "PFY_DATABASE_PASSWORD", database.runtime().password(),
                "PFY_DATABASE_MIGRATION_USER", database.owner().user(),
                "PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
        node = Node.start(data, variables);
        sql = new OwnerSql(database.owner());
    }

    Node node() {
        return node;
    }

    OpenIdServer provider() {
        return provider;
    }

    OwnerSql sql() {
        return sql;
    }

    SchemaView schema() throws Exception {
        return SchemaView.of(Json.read(node.admin().run(SchemaView.QUERY)));
    }

    /** The fixture on which nothing has happened yet but what was refused. */
    Fixture fixture() {
        if (fixture == null) {
            fixture = Fixture.planted(parts -> new Installations(parts).useCases, database.transactions());
        }
        return fixture;
    }

    /** The fixture is no longer what it was. */
    void spent() {
        fixture = null;
    }

    Answer call(Operation operation, Caller caller) throws Exception {
        return call(operation, caller, fixture().names(caller));
    }

    Answer call(Operation operation, Caller caller, Names names) throws Exception {
        HttpRequest.Builder request = request(operation.sample(), names);
        Fixture.Person person = fixture().person(caller);
        person.authorization().ifPresent(value -> request.header("Authorization", value));
        person.session()
                .ifPresent(secret -> request.header("Cookie", OwnCookies.INSECURE_SESSION + "=" + secret)
                        .header("Sec-Fetch-Site", "same-origin"));
        return Answer.of(Client.send(request));
    }

    /** Lets a sample name what it is about. */
    static void name(Sample sample, Names names) {
        if (sample instanceof Sample.Document document) {
            document.variables().apply(names);
        } else {
            Sample.Http http = (Sample.Http) sample;
            http.path().apply(names);
            http.body().apply(names);
        }
    }

    private HttpRequest.Builder request(Sample sample, Names names) {
        Client client = node.as("");
        if (sample instanceof Sample.Document document) {
            String variables = Json.write(document.variables().apply(names));
            return client.posting("{\"query\":" + Client.quoted(document.text()) + ",\"variables\":" + variables + "}");
        }
        Sample.Http http = (Sample.Http) sample;
        Optional<String> body = http.body().apply(names);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        node.manager().uri().resolve(http.path().apply(names)))
                .method(http.method(), body.map(text -> publisher(http, text)).orElseGet(BodyPublishers::noBody));
        body.ifPresent(text -> request.header("Content-Type", http.type()));
        return request;
    }

    private static HttpRequest.BodyPublisher publisher(Sample.Http http, String body) {
        return BodyPublishers.ofByteArray(body.getBytes(http.type().equals(Sample.Http.JSON) ? UTF_8 : ISO_8859_1));
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException, IOException {
        node.close();
        provider.close();
        sql.close();
        database.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
