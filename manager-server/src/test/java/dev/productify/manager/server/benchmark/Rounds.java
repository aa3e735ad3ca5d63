package dev.productify.manager.server.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All contenders measured in turn, several times over, so that whatever else the machine does hits all alike; each time in another
 * order, so that what one of them leaves behind does not hit always the same next one. Orders are the same in each run.
 */
final class Rounds {
    private final Map<Target, List<Load>> loads = new LinkedHashMap<>();

    private Rounds() {}

    static Rounds of(Bench bench, List<Target> contenders, int rounds, int connections, Duration slot)
            throws Exception {
        Rounds measured = new Rounds();
        Random drawing = new Random(rounds);
        List<Target> order = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            Collections.shuffle(order, drawing);
            for (Target contender : order) {
                Load load = Load.of(bench, contender, connections, slot);
                bench.say("round " + round + ": " + contender.name() + " " + Math.round(load.perSecond()) + "/s");
                measured.loads
                        .computeIfAbsent(contender, none -> new ArrayList<>())
                        .add(load);
            }
        }
        return measured;
    }

    /** The median over the rounds. */
    double median(Target contender, ToDoubleFunction<Load> figure) {
        return Spread.of(loads.get(contender).stream().mapToDouble(figure)).median();
    }

    double sum(Target contender, ToDoubleFunction<Load> figure) {
        return loads.get(contender).stream().mapToDouble(figure).sum();
    }

    /** The rate of one as a part of another's, round by round. */
    Spread ratio(Target one, Target other) {
        List<Load> above = loads.get(one);
        List<Load> below = loads.get(other);
        return Spread.of(IntStream.range(0, above.size())
                .mapToDouble(i -> above.get(i).perSecond() / below.get(i).perSecond()));
    }

    Spread perSecond(Target contender) {
        return Spread.of(loads.get(contender).stream().mapToDouble(Load::perSecond));
    }

    /** A table of all contenders beside one of them. */
    void write(Report report, List<Target> contenders, Target reference) {
        report.header(
                "Contender",
                "Requests/s, median (least to most)",
                "It ÷ " + reference.name(),
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "Failed");
        for (Target contender : contenders) {
            report.row(
                    contender.name(),
                    perSecond(contender).asRate(),
                    ratio(contender, reference).asRatio(),
                    median(contender, Load::p50),
                    median(contender, Load::p95),
                    median(contender, Load::p99),
                    Math.round(sum(contender, Load::failed)));
        }
    }

    /** Whether one reaches so much of the other's rate. */
    void verdict(Verdicts verdicts, String what, Target one, Target other, double target) {
        Spread measured = ratio(one, other);
        verdicts.add(
                what, String.format(Locale.ROOT, "≥ %s ×", target), measured.asRatio(), measured.median() >= target);
    }
}
