package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Two nodes on one database, each at the same address however often it is killed and started again. */
final class SoakNodes {
    /**
     * All of the heap is taken at the start: from then on what is resident no longer tells how far the heap has grown, and what
     * grows later is outside of it.
     */
    private static final List<String> WHOLE_HEAP = List.of(Bench.HEAP, "-Xms512m", "-XX:+AlwaysPreTouch");

    private final Bench bench;
    private final Jdk jdk;
    private final List<Integer> ports = new ArrayList<>();
    private final AtomicReferenceArray<Bench.Node> running = new AtomicReferenceArray<>(2);

    SoakNodes(Bench bench, Jdk jdk) throws IOException {
        this.bench = bench;
        this.jdk = jdk;
        for (int i = 0; i < 2; i++) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.add(free.getLocalPort());
            }
        }
    }

    Bench.Node start(int number) throws IOException, InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>(BenchCaller.LOOPBACK_MAY_BE_CALLED);
        settings.put("PFY_SERVER_PORT", String.valueOf(ports.get(number)));
        settings.put("PFY_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("PFY_SERVER_PUBLIC_URL", "http://manager.example.com");
        if (number > 0) {
            Path data = Files.createDirectories(bench.scratch().resolve("node-" + number));
            settings.put("PFY_DATA_DIR", data.toString());
        }
        Bench.Node node = bench.startManager(jdk, WHOLE_HEAP, settings);
        running.set(number, node);
        return node;
    }

    /** Without a word before. */
    void kill(int number) throws InterruptedException {
        Bench.Node node = running.getAndSet(number, null);
        if (node != null) {
            node.process().kill();
        }
    }

    /** Null while it is away. */
    Bench.Node running(int number) {
        return running.get(number);
    }

    List<URI> addresses() {
        return ports.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port + "/"))
                .toList();
    }
}
