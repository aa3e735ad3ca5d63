package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What two nodes take, looked at every other second, minute by minute. */
final class SoakSamples {
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} ([0-9.E]+)$");
    private static final Pattern LIVE = Pattern.compile("(?m)^jvm_gc_live_data_size_bytes(?:\\{.*})? ([0-9.E]+)$");
    private static final Pattern BUSY = Pattern.compile("(?m)^hikaricp_connections_active\\{.*} ([0-9.E]+)$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+([0-9]+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * A node within a minute.
     *
     * @param heap megabytes in use when it was least, which is just after a collection
     * @param resident megabytes, the median
     * @param threads the most
     * @param files open files, sockets among them, the median
     * @param busy connections of its pool that were in use, the most
     * @param looks how often it was looked at
     */
    record Sample(double heap, double resident, double threads, double files, double busy, int looks) {}

    private record Look(double heap, double resident, double threads, double files, double busy) {}

    private final Bench bench;
    private final SoakNodes nodes;
    private final long start;
    private final List<List<List<Look>>> looks = new ArrayList<>();
    private final List<Double> connections = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread thread = new Thread(this::run, "samples");
    private volatile boolean ended;

    SoakSamples(Bench bench, SoakNodes nodes, int minutes, long start) {
        this.bench = bench;
        this.nodes = nodes;
        this.start = start;
        for (int i = 0; i <= minutes; i++) {
            looks.add(List.of(new ArrayList<>(), new ArrayList<>()));
            connections.add(0.0);
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!ended) {
            int minute = (int) ((System.nanoTime() - start) / TimeUnit.MINUTES.toNanos(1));
            if (minute >= 0 && minute < looks.size()) {
                for (int i = 0; i < 2; i++) {
                    look(i, minute);
                }
                count(minute);
            }
            try {
                Thread.sleep(2_000);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(int number, int minute) {
        Bench.Node node = nodes.running(number);
        if (node == null) {
            return;
        }
        try {
            String metrics = metrics(node);
            Path process = Path.of("/proc", String.valueOf(node.process().pid()));
            String status = Files.readString(process.resolve("status"));
            long files;
            try (var open = Files.list(process.resolve("fd"))) {
                files = open.count();
            }
            Look look = new Look(
                    sum(HEAP, metrics) / 1e6,
                    sum(RESIDENT, status) / 1e3,
                    sum(THREADS, status),
                    files,
                    sum(BUSY, metrics));
            synchronized (looks) {
                looks.get(minute).get(number).add(look);
            }
        } catch (IOException killed) {
            // it is looked at again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String metrics(Bench.Node node) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(node.metrics()).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double sum(Pattern pattern, String text) {
        double sum = 0;
        for (Matcher found = pattern.matcher(text); found.find(); ) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    private void count(int minute) {
        try (Connection connection = bench.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) - 1 from pg_stat_activity where backend_type = 'client backend'")) {
            row.next();
            connections.set(minute, Math.max(connections.get(minute), row.getDouble(1)));
        } catch (SQLException away) {
            // it is counted again
        }
    }

    /** Connections to the database in a minute, the most. */
    double connections(int minute) {
        return connections.get(minute);
    }

    Sample of(int node, int minute) {
        return of(node, minute, minute + 1);
    }

    /** Of several minutes; {@code to} is the first that does not belong to them. */
    Sample of(int node, int from, int to) {
        List<Look> all = new ArrayList<>();
        synchronized (looks) {
            looks.subList(from, to).forEach(minute -> all.addAll(minute.get(node)));
        }
        return new Sample(
                part(all, Look::heap, 0),
                part(all, Look::resident, 0.5),
                part(all, Look::threads, 1),
                part(all, Look::files, 0.5),
                part(all, Look::busy, 1),
                all.size());
    }

    private static double part(List<Look> looks, ToDoubleFunction<Look> figure, double part) {
        return looks.isEmpty() ? 0 : Spread.percentile(looks.stream().mapToDouble(figure), part);
    }

    /** Megabytes that are in use after a collection of the whole heap, which it makes the node do. */
    double liveHeap(Jdk jdk, int number) throws IOException, InterruptedException {
        Bench.Node node = nodes.running(number);
        Process collecting = new ProcessBuilder(
                        jdk.home().resolve("bin/jcmd").toString(),
                        String.valueOf(node.process().pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collecting.waitFor() != 0) {
            throw new IOException("jcmd GC.run failed");
        }
        return sum(LIVE, metrics(node)) / 1e6;
    }

    /** Nothing is looked at any more. */
    void end() throws InterruptedException {
        ended = true;
        thread.interrupt();
        thread.join(PATIENCE.toMillis() * 4);
    }
}
