package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at times that are set beforehand. Each is timed from when it should have been sent, so that a request which waits for
 * the one before it counts as slow.
 *
 * @param perSecond what was reached
 * @param sent how many there were
 */
record FixedRate(double perSecond, long sent, double p50, double p99) {
    /**
     * @param perSecond over all connections together
     * @throws IOException when an answer is not 200
     */
    static FixedRate of(Target target, int perSecond, int connections, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime() + 50_000_000;
            List<Callable<double[]>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                long first = start + 1_000_000_000L * i / perSecond;
                all.add(() -> ask(target, first, 1_000_000_000L * connections / perSecond, start + time.toNanos()));
            }
            List<double[]> parts = new ArrayList<>();
            for (Future<double[]> part : threads.invokeAll(all)) {
                parts.add(part.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double[] millis =
                    parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            return new FixedRate(
                    millis.length / seconds,
                    millis.length,
                    Spread.percentile(millis, 0.5),
                    Spread.percentile(millis, 0.99));
        } finally {
            threads.shutdown();
        }
    }

    private static double[] ask(Target target, long first, long interval, long end) throws IOException {
        byte[] request = HttpConnection.request(target);
        double[] millis = new double[(int) Math.max(0, (end - first) / interval + 1)];
        int asked = 0;
        try (HttpConnection connection = HttpConnection.to(target.uri())) {
            for (long due = first; due < end && asked < millis.length; due += interval) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                connection.ask(request);
                millis[asked++] = (System.nanoTime() - due) / 1e6;
            }
        }
        return Arrays.copyOf(millis, asked);
    }
}
