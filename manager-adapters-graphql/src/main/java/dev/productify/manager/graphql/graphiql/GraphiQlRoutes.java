package dev.productify.manager.graphql.graphiql;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GraphiQL at {@code GET /gql}, for development only: whoever does not want it does not register it. Everything comes
 * from this origin. Files are found under a hash of their contents, so that browsers may keep them; the token that a user
 * puts into the header editor is kept nowhere.
 */
public final class GraphiQlRoutes {
    public static final String PATH = "/gql";

    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String LIBRARY = "/META-INF/resources/graphql-ui/";
    private static final String OWN = "/graphiql/";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final int HASH_LENGTH = 16;

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final String version;
    private final byte[] page;

    private record Asset(String type, byte[] content) {}

    public GraphiQlRoutes() {
        add("react.production.min.js", LIBRARY, JAVASCRIPT);
        add("react-dom.production.min.js", LIBRARY, JAVASCRIPT);
        add("graphiql.min.js", LIBRARY, JAVASCRIPT);
        add("graphiql.min.css", LIBRARY, STYLE);
        add("start.js", OWN, JAVASCRIPT);
        add("page.css", OWN, STYLE);
        version = hash();
        page = new String(bytes(OWN + "index.html"), StandardCharsets.UTF_8)
                .replace("{assets}", PATH + "/" + version)
                .getBytes(StandardCharsets.UTF_8);
    }

    public void register(RoutesConfig routes) {
        routes.get(PATH, this::page);
        routes.get(PATH + "/{version}/{file}", this::asset);
    }

    private void page(Context ctx) {
        harden(ctx);
        ctx.header(Header.CACHE_CONTROL, "no-cache")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }

    private void asset(Context ctx) {
        harden(ctx);
        Asset asset = ctx.pathParam("version").equals(version) ? assets.get(ctx.pathParam("file")) : null;
        if (asset == null) {
            ctx.status(404).contentType("text/plain; charset=utf-8").result("Not found");
            return;
        }
        ctx.header(Header.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .contentType(asset.type())
                .result(asset.content());
    }

    private static void harden(Context ctx) {
        ctx.header(Header.CONTENT_SECURITY_POLICY, POLICY)
                .header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private void add(String file, String folder, String type) {
        assets.put(file, new Asset(type, bytes(folder + file)));
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            assets.values().forEach(asset -> digest.update(asset.content()));
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = GraphiQlRoutes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
