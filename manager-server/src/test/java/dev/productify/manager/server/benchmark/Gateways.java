package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Other gateways that pass requests on to the same backend, as far as they are there. */
final class Gateways {
    private static final Pattern SPRING_ANSWERS = Pattern.compile("Netty started on port ([0-9]+)");

    private Gateways() {}

    /** nginx with connections to the backend that are kept. */
    static Optional<URI> nginx(Bench bench, URI backend) throws IOException, InterruptedException {
        return nginx(bench, "upstream backend { server " + backend.getAuthority() + "; keepalive 128; }", """
                proxy_pass http://backend;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";""");
    }

    /** nginx that serves the files of a folder. */
    static Optional<URI> nginx(Bench bench, Path files) throws IOException, InterruptedException {
        return nginx(bench, "sendfile on; tcp_nopush on; open_file_cache max=100;", "root " + files + ";");
    }

    /** With as many workers as there are processors. */
    private static Optional<URI> nginx(Bench bench, String ofAll, String ofLocation)
            throws IOException, InterruptedException {
        Optional<Path> program = List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Path folder = Files.createDirectory(bench.scratch().resolve("nginx"));
        Path settings = folder.resolve("nginx.conf");
        Files.writeString(settings, """
                daemon off;
                %1$suser root;
                worker_processes auto;
                pid %2$s/nginx.pid;
                error_log stderr;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %2$s/body;
                  proxy_temp_path %2$s/proxy;
                  fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi;
                  scgi_temp_path %2$s/scgi;
                  %3$s
                  server {
                    listen 127.0.0.1:%4$d;
                    location / {
                      %5$s
                    }
                  }
                }
                """.formatted(
                        System.getProperty("user.name").equals("root") ? "" : "#", folder, ofAll, port, ofLocation));
        Child process = bench.start(
                "nginx",
                List.of(program.get().toString(), "-p", folder.toString(), "-c", settings.toString()),
                Map.of());
        awaitPort(process, port);
        return Optional.of(URI.create("http://127.0.0.1:" + port));
    }

    /** Spring Cloud Gateway with one route, if the script that starts benchmarks has fetched it. */
    static Optional<URI> spring(Bench bench, Jdk jdk, URI backend) throws IOException, InterruptedException {
        Optional<Path> libraries = Optional.ofNullable(System.getProperty("benchmark.spring"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory);
        if (libraries.isEmpty()) {
            return Optional.empty();
        }
        Path source = bench.home().resolve("spring-cloud-gateway").resolve("Gateway.java");
        Child process = bench.start(
                "spring-cloud-gateway",
                List.of(
                        jdk.java(),
                        Bench.HEAP,
                        "-cp",
                        libraries.get() + "/*",
                        source.toString(),
                        "http://" + backend.getAuthority()),
                Map.of());
        return Optional.of(URI.create("http://127.0.0.1:" + process.awaitWord(SPRING_ANSWERS)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Child process, int port) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("nginx does not answer:\n" + process.said());
    }
}
