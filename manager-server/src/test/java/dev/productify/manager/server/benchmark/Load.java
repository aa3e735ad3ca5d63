package dev.productify.manager.server.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One measurement by {@code wrk}. Percentiles are in milliseconds.
 *
 * @param failed answers with another status than 200, or none; a cold or crowded Manager refuses when no connection to
 *     the database is free for 2 s
 */
record Load(double perSecond, double p50, double p95, double p99, double failed) {
    private static final Pattern RESULT = Pattern.compile(
            "RESULT requests=(\\d+) micros=(\\d+) bytes=(\\d+) failed=(\\d+)" + " p50=(\\d+) p95=(\\d+) p99=(\\d+)");

    /**
     * Sends the same request again and again over all connections.
     *
     * @throws IllegalStateException when answers are shorter than the one that was looked at before
     */
    static Load of(Bench bench, Target target, int connections, Duration time) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "--timeout", "5s"));
        command.addAll(List.of("-d" + Math.max(1, time.toSeconds()) + "s"));
        command.addAll(List.of(
                "-s",
                bench.home().resolve("request.lua").toString(),
                target.uri().toString()));
        Map<String, String> request = new LinkedHashMap<>();
        request.put("BENCH_METHOD", target.method());
        request.put("BENCH_BODY", target.body());
        request.put(
                "BENCH_HEADERS",
                target.headers().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining("\n")));
        int expected = HttpConnection.once(target).length();
        try (Child wrk = bench.start("wrk", command, request)) {
            String said = wrk.awaitEnd(time.plusSeconds(30));
            Matcher result = RESULT.matcher(said);
            if (!result.find()) {
                throw new IllegalStateException("wrk has no result:\n" + said);
            }
            double requests = number(result, 1);
            double failed = number(result, 4);
            if (requests == 0 || (failed == 0 && number(result, 3) / requests < expected)) {
                throw new IllegalStateException(target.name() + ": none or short answers: " + result.group());
            }
            return new Load(
                    requests / (number(result, 2) / 1e6),
                    number(result, 5) / 1e3,
                    number(result, 6) / 1e3,
                    number(result, 7) / 1e3,
                    failed);
        }
    }

    private static double number(Matcher result, int group) {
        return Double.parseDouble(result.group(group));
    }
}
