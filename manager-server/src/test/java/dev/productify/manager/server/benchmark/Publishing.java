package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** Uploads packages as tools for publishing do, and looks at what that takes of a Manager's memory. */
final class Publishing {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final String BOUNDARY = "boundary-of-the-form";
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} ([0-9.E]+)$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmHWM:\\s+([0-9]+) kB$");
    private static final int LOOK_MILLIS = 50;

    private Publishing() {}

    /**
     * What came of many uploads.
     *
     * @param bytes of each package
     * @param heap the most that was in use, what nobody needs any more included
     * @param resident the most memory that the process had since it began
     */
    record Outcome(long bytes, int uploads, int failed, double seconds, long heap, long resident) {
        double megabytesPerSecond() {
            return uploads * bytes / 1e6 / seconds;
        }
    }

    /** Publishes a package, which has to succeed. */
    static void require(Bench.Node manager, String project, Path archive) throws Exception {
        HttpResponse<String> answer = post(manager, project, archive);
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
    }

    private static HttpResponse<String> post(Bench.Node manager, String project, Path archive) throws Exception {
        String start = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pilet.tgz\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = HttpRequest.newBuilder(manager.query().resolve("/pilets/" + project))
                .timeout(Duration.ofMinutes(2))
                .headers(
                        "Authorization",
                        "Bearer " + manager.adminToken(),
                        "Content-Type",
                        "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(start),
                        BodyPublishers.ofFile(archive),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /**
     * Publishes many packages, so many at once.
     *
     * @param noise bytes of each
     */
    static Outcome many(Bench bench, Bench.Node manager, String project, int noise, int atOnce, int rounds)
            throws Exception {
        int failed = 0;
        long nanos = 0;
        long heap = 0;
        long bytes = 0;
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            for (int round = 0; round < rounds; round++) {
                List<Callable<Integer>> uploads = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    int number = round * atOnce + i;
                    Path archive = bench.scratch().resolve("large" + i + ".tgz");
                    NpmArchive.write(archive, "large-" + noise, "1.0." + number, noise, noise + number);
                    bytes = Files.size(archive);
                    uploads.add(() -> {
                        HttpResponse<String> answer = post(manager, project, archive);
                        if (answer.statusCode() != 200) {
                            bench.say(answer.statusCode() + ": " + answer.body());
                        }
                        return answer.statusCode();
                    });
                }
                bench.say("uploading " + atOnce + " packages of " + bytes + " bytes at once");
                long begun = System.nanoTime();
                List<Future<Integer>> answers = new ArrayList<>();
                uploads.forEach(upload -> answers.add(threads.submit(upload)));
                while (!answers.stream().allMatch(Future::isDone)) {
                    heap = Math.max(heap, heap(manager));
                    Thread.sleep(LOOK_MILLIS);
                }
                nanos += System.nanoTime() - begun;
                for (Future<Integer> answer : answers) {
                    failed += succeeded(answer) ? 0 : 1;
                }
            }
        } finally {
            threads.shutdown();
        }
        return new Outcome(bytes, rounds * atOnce, failed, nanos / 1e9, heap, resident(manager));
    }

    private static boolean succeeded(Future<Integer> answer) throws InterruptedException {
        try {
            return answer.get() == 200;
        } catch (java.util.concurrent.ExecutionException broken) {
            return false;
        }
    }

    private static long heap(Bench.Node manager) throws IOException, InterruptedException {
        URI metrics = manager.metrics();
        String series = HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        return (long) HEAP.matcher(series)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    private static long resident(Bench.Node manager) throws IOException {
        String status = Files.readString(Path.of("/proc/" + manager.process().pid() + "/status"));
        return RESIDENT.matcher(status)
                        .results()
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum()
                * 1024;
    }
}
