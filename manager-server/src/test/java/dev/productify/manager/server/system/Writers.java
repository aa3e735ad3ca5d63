package dev.productify.manager.server.system;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Four clients that create tenants until the node is gone. */
final class Writers implements AutoCloseable {
    private static final int CLIENTS = 4;

    private final Client admin;
    private final String document;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> running = new ArrayList<>();

    Writers(Client admin, String project) {
        this.admin = admin;
        this.document = "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Tenant\"}) { id } }";
        for (int i = 0; i < CLIENTS; i++) {
            running.add(threads.submit(this::write));
        }
    }

    private Void write() throws InterruptedException {
        try {
            while (true) {
                HttpResponse<String> answer = admin.query(document);
                if (answer.body().startsWith("{\"data\":{\"createTenant\":{\"id\":")) {
                    acknowledged.add(Client.idIn(answer.body()));
                } else if (!answer.body().contains("\"UNAVAILABLE\"")) { // which is true when the database goes first
                    throw new AssertionError("Answered " + answer.body());
                }
            }
        } catch (IOException gone) {
            return null;
        }
    }

    void awaitFirst() throws Exception {
        Await.until("a first tenant", Duration.ofSeconds(30), () -> !acknowledged.isEmpty());
    }

    /** What was acknowledged, once all have noticed that the node is gone. */
    List<String> end() throws Exception {
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
