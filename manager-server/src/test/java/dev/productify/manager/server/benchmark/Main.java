package dev.productify.manager.server.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs one benchmark: {@code Main FEATURE [--quick]}. See {@code docs/benchmarks/run}, which starts it. */
final class Main {
    private static final Map<String, Supplier<Benchmark>> BENCHMARKS = new TreeMap<>(Map.of(
            "access", AccessBenchmark::new,
            "audit", AuditBenchmark::new,
            "bus", BusBenchmark::new,
            "conversion", ConversionBenchmark::new,
            "pilets", PiletsBenchmark::new,
            "promotion", PromotionBenchmark::new,
            "settings", SettingsBenchmark::new,
            "sign-in-timing", SignInTiming::new,
            "tenancy", TenancyBenchmark::new,
            "triggers", TriggersBenchmark::new));

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("soak")) {
            int minutes = minutes(words);
            run("soak", new SoakBenchmark(minutes), Plan.soak(minutes));
        }
        Supplier<Benchmark> benchmark = words.isEmpty() ? null : BENCHMARKS.get(words.get(0));
        boolean quick = words.equals(List.of(words.isEmpty() ? "" : words.get(0), "--quick"));
        if (benchmark == null || (words.size() != 1 && !quick)) {
            System.err.println("usage: docs/benchmarks/run FEATURE [--quick]; features: "
                    + String.join(", ", BENCHMARKS.keySet()) + "; or docs/benchmarks/run soak [MINUTES]");
            System.exit(2);
        }
        run(words.get(0), benchmark.get(), quick ? Plan.trial() : Plan.full());
    }

    private static int minutes(List<String> words) {
        String number = words.size() == 1 ? "60" : words.get(1);
        int minutes = number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : 0;
        if (words.size() > 2 || minutes < SoakBenchmark.LEAST_MINUTES || minutes > SoakBenchmark.MOST_MINUTES) {
            System.err.println("usage: docs/benchmarks/run soak [MINUTES], " + SoakBenchmark.LEAST_MINUTES + " to "
                    + SoakBenchmark.MOST_MINUTES + "; 60 without");
            System.exit(2);
        }
        return minutes;
    }

    /** Ends this process. */
    private static void run(String feature, Benchmark benchmark, Plan plan) throws Exception {
        endAfter(plan);
        Report report = new Report(plan);
        Bench bench = Bench.open(
                Path.of(System.getProperty("benchmark.scratch")), Path.of(System.getProperty("benchmark.home")));
        Runtime.getRuntime().addShutdownHook(new Thread(bench::close, "closing"));
        try (bench) {
            benchmark.run(bench, plan, report);
            report.publish(feature, bench);
        } catch (Exception failure) {
            failure.printStackTrace();
            bench.showLogs();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void endAfter(Plan plan) {
        Thread watch = new Thread(() -> {
            try {
                Thread.sleep(plan.limit().toMillis());
            } catch (InterruptedException e) {
                return;
            }
            System.err.println("ended after " + plan.limit().toMinutes() + " minutes");
            System.exit(124);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
