package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends behind TLS: who signed their certificate, and for which name. */
class TlsTest {
    private static final String PASSWORD = "of-this-test";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static HttpsServer backend;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("backend.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "backend",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        backend = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setHttpsConfigurator(new HttpsConfigurator(context));
        backend.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        backend.start();
    }

    @AfterAll
    static void stop() {
        backend.stop(0);
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    /** The property is read when a client starts. */
    private static void trustTheBackend() {
        System.setProperty(TRUST_STORE, folder.resolve("backend.p12").toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
    }

    private static HttpResponse<String> call(String host) throws Exception {
        try (Bus bus = Bus.start()) {
            bus.lead(
                    "/tls",
                    "https://" + host + ":" + backend.getAddress().getPort() + "/",
                    Bus.proving("Bearer of-the-manager"));
            return CLIENT.send(
                    HttpRequest.newBuilder(bus.uri("/tls"))
                            .header("Authorization", "Bearer " + Bus.TOKEN)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void aBackendWhoseCertificateIsTrustedAndForItsNameIsCalled() throws Exception {
        trustTheBackend();

        assertThat(call("localhost").statusCode()).isEqualTo(204);
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        trustTheBackend();

        GatewayTest.assertProblem(call("127.0.0.1"), 502, "BACKEND_UNREACHABLE");
    }

    @Test
    void aCertificateThatNobodyTrustedSignedIsRefused() throws Exception {
        GatewayTest.assertProblem(call("localhost"), 502, "BACKEND_UNREACHABLE");
    }
}
