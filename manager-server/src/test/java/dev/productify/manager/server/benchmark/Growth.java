package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The time that one caller waits while something grows. One Manager and one database: rows are added and removed between
 * measurements, so that all sizes meet the same warm JVM; each round goes through all sizes.
 *
 * @param title of the table
 * @param unit what there are more and more of
 * @param sizes from the least to the most, which are compared
 */
record Growth(String title, String unit, List<Integer> sizes) {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    /** How much longer the slowest twentieth of the answers may take at the greatest size. */
    private static final double TARGET = 1.2;

    Growth {
        sizes = List.copyOf(sizes);
    }

    /** Brings the installation to a size. */
    interface Resize {
        void to(int size) throws SQLException;
    }

    /** What is asked at a size, in turn. */
    interface Requests {
        List<Target> at(int size) throws SQLException;
    }

    /** @param requests what is asked, whatever the size, by its name in the table */
    void measure(Bench bench, Plan plan, Report report, Verdicts verdicts, Map<String, Target> requests, Resize resize)
            throws Exception {
        Map<String, Requests> same = new LinkedHashMap<>();
        requests.forEach((name, target) -> same.put(name, size -> List.of(target)));
        measureEach(bench, plan, report, verdicts, same, resize);
    }

    /** @param requests what is asked at each size, by its name in the table; one of each name after the other */
    void measureEach(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Map<String, Requests> requests, Resize resize)
            throws Exception {
        Map<String, Map<Integer, List<double[]>>> samples = new LinkedHashMap<>();
        resize.to(sizes.get(0));
        Map<String, List<byte[]>> bytes = bytes(requests, sizes.get(0));
        Requests first = requests.values().iterator().next();
        try (HttpConnection connection =
                HttpConnection.to(first.at(sizes.get(0)).get(0).uri())) {
            bench.say("warming one connection");
            sample(connection, bytes, plan.warmUp(0.5));
            int rounds = Math.max(1, plan.rounds() - 2);
            for (int round = 1; round <= rounds; round++) {
                for (int size : sizes) {
                    resize.to(size);
                    bytes = bytes(requests, size);
                    askEachOnce(connection, bytes);
                    sample(connection, bytes, SETTLE);
                    bench.say("round " + round + ": " + size + " " + unit);
                    sample(connection, bytes, plan.slot().multipliedBy(2))
                            .forEach((name, nanos) -> samples.computeIfAbsent(name, none -> new LinkedHashMap<>())
                                    .computeIfAbsent(size, none -> new ArrayList<>())
                                    .add(nanos));
                }
            }
        }
        write(report, verdicts, samples);
    }

    private static Map<String, List<byte[]>> bytes(Map<String, Requests> requests, int size) throws SQLException {
        Map<String, List<byte[]>> bytes = new LinkedHashMap<>();
        for (Map.Entry<String, Requests> request : requests.entrySet()) {
            bytes.put(
                    request.getKey(),
                    request.getValue().at(size).stream()
                            .map(HttpConnection::request)
                            .toList());
        }
        return bytes;
    }

    /** What is kept in memory after the first request is measured as it is then: the change of size threw it away. */
    private static void askEachOnce(HttpConnection connection, Map<String, List<byte[]>> requests) throws IOException {
        for (List<byte[]> all : requests.values()) {
            for (byte[] request : all) {
                connection.ask(request);
            }
        }
    }

    /** All requests in turn, until the time is over; sorted times by request. */
    private static Map<String, double[]> sample(
            HttpConnection connection, Map<String, List<byte[]>> requests, Duration time) throws IOException {
        Map<String, DoubleStream.Builder> samples = new LinkedHashMap<>();
        requests.keySet().forEach(name -> samples.put(name, DoubleStream.builder()));
        long end = System.nanoTime() + time.toNanos();
        for (int turn = 0; System.nanoTime() < end; turn++) {
            for (Map.Entry<String, List<byte[]>> request : requests.entrySet()) {
                List<byte[]> all = request.getValue();
                byte[] next = all.get(turn % all.size());
                long begin = System.nanoTime();
                connection.ask(next);
                samples.get(request.getKey()).add(System.nanoTime() - begin);
            }
        }
        Map<String, double[]> sorted = new LinkedHashMap<>();
        samples.forEach((name, nanos) -> sorted.put(name, nanos.build().sorted().toArray()));
        return sorted;
    }

    private void write(Report report, Verdicts verdicts, Map<String, Map<Integer, List<double[]>>> samples) {
        int least = sizes.get(0);
        int most = sizes.get(sizes.size() - 1);
        report.heading(title);
        report.header(
                "Operation",
                String.format(Locale.ROOT, "%S%s", unit.substring(0, 1), unit.substring(1)),
                "p50 ms",
                "p95 ms",
                "Requests");
        samples.forEach((name, bySize) -> {
            bySize.forEach((size, rounds) -> report.row(
                    name,
                    size,
                    millis(rounds, 0.50),
                    millis(rounds, 0.95),
                    rounds.stream().mapToInt(nanos -> nanos.length).sum()));
            List<double[]> small = bySize.get(least);
            List<double[]> large = bySize.get(most);
            Spread ratio = Spread.of(IntStream.range(0, small.size())
                    .mapToDouble(i -> Spread.percentile(large.get(i), 0.95) / Spread.percentile(small.get(i), 0.95)));
            verdicts.add(
                    String.format(Locale.ROOT, "p95 of %s, %,d %s against %,d", name, most, unit, least),
                    "≤ " + TARGET + " ×",
                    ratio.asRatio(),
                    ratio.median() <= TARGET);
        });
    }

    private static String millis(List<double[]> rounds, double part) {
        double nanos = Spread.of(rounds.stream().mapToDouble(round -> Spread.percentile(round, part)))
                .median();
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }
}
