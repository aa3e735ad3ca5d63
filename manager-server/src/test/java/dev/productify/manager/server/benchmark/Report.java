package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What came out, in Markdown. */
final class Report {
    private static final String BEGIN = "<!-- results: written by docs/benchmarks/run -->";
    private static final String END = "<!-- end of results -->";

    private final Plan plan;
    private final List<String> lines = new ArrayList<>();

    Report(Plan plan) {
        this.plan = plan;
    }

    void heading(String text) {
        lines.addAll(List.of("", "### " + text, ""));
    }

    void line(String text) {
        lines.add(text);
    }

    void paragraph(String text) {
        lines.addAll(List.of("", text));
    }

    void row(Object... cells) {
        List<String> texts = Stream.of(cells).map(Report::text).toList();
        lines.add("| " + String.join(" | ", texts) + " |");
    }

    void header(String... cells) {
        row((Object[]) cells);
        lines.add("|" + " --- |".repeat(cells.length));
    }

    /** A target with what was measured: {@code yes} or {@code no} stands in the table of verdicts. */
    void verdict(String what, String target, String measured, boolean held) {
        row(what, target, measured, held ? "yes" : "**no**");
    }

    private static String text(Object cell) {
        return cell instanceof Double number ? String.format(Locale.ROOT, "%,.1f", number) : String.valueOf(cell);
    }

    /** Prints the report and, unless the run was a quick one, writes it to the feature's page. */
    void publish(String feature, Bench bench) throws Exception {
        List<String> all = new ArrayList<>(List.of(BEGIN, "", facts(bench)));
        all.addAll(lines);
        all.addAll(List.of("", END));
        System.out.println(String.join("\n", all));
        if (!plan.quick()) {
            write(bench.home().resolve(feature + ".md"), all);
        }
    }

    private static void write(Path page, List<String> results) throws IOException {
        List<String> before = Files.readAllLines(page);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no place for results: the lines \"" + BEGIN + "\" and \"" + END + "\"");
        }
        List<String> after = new ArrayList<>(before.subList(0, begin));
        after.addAll(results);
        after.addAll(before.subList(end + 1, before.size()));
        Files.write(page, after);
    }

    private String facts(Bench bench) throws Exception {
        String when = DateTimeFormatter.ISO_LOCAL_DATE.format(
                InstantSource.system().instant().atOffset(ZoneOffset.UTC));
        return String.format(
                Locale.ROOT,
                "%sCommit %s, %s. %d cores (%s), %d GB, Linux %s; PostgreSQL %s; load before the run %s.",
                plan.quick() ? "A quick run, whose figures mean nothing. " : "",
                System.getProperty("benchmark.commit", "unknown"),
                when,
                Runtime.getRuntime().availableProcessors(),
                first("/proc/cpuinfo", "model name\t: "),
                Math.round(Long.parseLong(first("/proc/meminfo", "MemTotal:").replaceAll("\\D", "")) / 1e6),
                System.getProperty("os.version"),
                bench.databaseVersion(),
                System.getProperty("benchmark.load", "unknown"));
    }

    private static String first(String file, String start) throws IOException {
        try (Stream<String> all = Files.lines(Path.of(file))) {
            return all.filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst()
                    .orElse("0");
        }
    }
}
