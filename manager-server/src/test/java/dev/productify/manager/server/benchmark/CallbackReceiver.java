package dev.productify.manager.server.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Where callbacks of all contenders go: counts them by path, and how late each came. Paths that begin with {@code /slow} are
 * answered after 200 ms, those with {@code /never} not at all, all others at once.
 */
final class CallbackReceiver implements AutoCloseable {
    static final Duration SLOW = Duration.ofMillis(200);
    private static final String SCHEDULED = "\"scheduledAt\":\"";

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "answers later");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Queue<Arrival>> arrivals = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();
    private final Server server = PlainListener.of(new Answers());

    /** A callback that came so many seconds after the instant that it is for. */
    record Arrival(Instant scheduledAt, double lateSeconds) {}

    CallbackReceiver() throws Exception {
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + PlainListener.port(server) + path;
    }

    /** What came at a path since this was last asked. */
    List<Arrival> take(String path) {
        Queue<Arrival> queue = at(path);
        List<Arrival> taken = new ArrayList<>();
        for (Arrival next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private Queue<Arrival> at(String path) {
        return arrivals.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>());
    }

    private final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = request.getHttpURI().getPath();
            Content.Source.asString(
                    request,
                    StandardCharsets.UTF_8,
                    Promise.from(body -> answer(path, body, response, callback), callback::failed));
            return true;
        }

        private void answer(String path, String body, Response response, Callback callback) {
            int begin = body.indexOf(SCHEDULED) + SCHEDULED.length();
            Instant scheduledAt = Instant.parse(body.substring(begin, body.indexOf('"', begin)));
            double late = Duration.between(scheduledAt, clock.instant()).toNanos() / 1e9;
            at(path).add(new Arrival(scheduledAt, late));
            response.setStatus(204);
            if (path.startsWith("/slow")) {
                later.schedule(callback::succeeded, SLOW.toMillis(), TimeUnit.MILLISECONDS);
            } else if (!path.startsWith("/never")) {
                callback.succeeded();
            }
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        LifeCycle.stop(server);
    }
}
