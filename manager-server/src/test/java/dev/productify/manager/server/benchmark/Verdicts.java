package dev.productify.manager.server.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Which targets held. */
final class Verdicts {
    private record Verdict(String what, String target, String measured, boolean held) {}

    private final List<Verdict> all = new ArrayList<>();

    void add(String what, String target, String measured, boolean held) {
        all.add(new Verdict(what, target, measured, held));
    }

    void write(Report report) {
        report.heading("Targets");
        report.header("What", "Target", "Measured", "Held");
        all.forEach(verdict -> report.verdict(verdict.what(), verdict.target(), verdict.measured(), verdict.held()));
    }
}
