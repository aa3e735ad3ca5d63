package dev.productify.manager.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.tenancy.ApplicationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The names and labels under which autoscalers and dashboards look for what executors do. */
class ExecutorMetricsTest {
    private static final ApplicationId APPLICATION =
            new ApplicationId(UUID.fromString("01990000-0000-7000-8000-000000000001"));
    private static final String APP = "{app=\"01990000-0000-7000-8000-000000000001\"}";
    private static final Path DASHBOARD = Path.of("../docs/operations/triggers-dashboard.json");
    private static final Pattern SERIES = Pattern.compile("pfy_[a-z_]+");
    private static final Pattern LABELS = Pattern.compile("by \\(([a-z, ]+)\\)|\\{([a-z]+)=");

    private final Metrics metrics = new Metrics();
    private final ExecutorMetrics executor = new ExecutorMetrics(metrics.registry());

    @BeforeEach
    void workALittle() {
        executor.queued(APPLICATION, 3);
        executor.fired(Duration.ofMillis(20));
        executor.dispatched(APPLICATION, true, Duration.ofMillis(30));
        executor.dispatched(APPLICATION, true, Duration.ofMillis(30));
        executor.dispatched(APPLICATION, false, Duration.ofSeconds(15));
        executor.looked(Map.of(APPLICATION, 4L), 5);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void theSeriesOfExecutorsAreThereByTheirNames() {
        assertThat(metrics.scrape().lines())
                .contains(
                        "pfy_executor_queue_all_total" + APP + " 3.0",
                        "pfy_executor_queue_processed_total" + APP + " 2.0",
                        "pfy_executor_queue_waiting" + APP + " 4.0",
                        "pfy_executor_queue_process_time_seconds_count" + APP + " 3",
                        "pfy_executor_active_triggers 5.0",
                        "pfy_executor_backend_dispatch_total{status=\"success\"} 2.0",
                        "pfy_executor_backend_dispatch_total{status=\"error\"} 1.0",
                        "pfy_executor_lag_seconds_count 1",
                        "# TYPE pfy_executor_queue_waiting gauge",
                        "# TYPE pfy_executor_queue_process_time_seconds histogram");
    }

    @Test
    void anApplicationThatWaitsForNothingAnyMoreHasNoSeries() {
        executor.looked(Map.of(), 0);

        assertThat(metrics.scrape()).doesNotContain("pfy_executor_queue_waiting{");
    }

    @Test
    void theDashboardAsksForSeriesAndLabelsThatThereAre() throws Exception {
        Set<String> series = words(
                SERIES,
                metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList());
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> asked = dashboard.findValuesAsText("expr");

        assertThat(dashboard.get("panels"))
                .hasSizeGreaterThan(3)
                .allSatisfy(panel -> assertThat(panel.get("targets")).isNotEmpty());
        assertThat(series).containsAll(words(SERIES, asked));
        assertThat(words(SERIES, asked)).hasSize(7);
        assertThat(words(LABELS, asked)).isSubsetOf("by (app)", "by (status)", "by (le)", "by (le, app)", "{status=");
    }

    private static Set<String> words(Pattern pattern, List<String> lines) {
        return lines.stream()
                .flatMap(line -> pattern.matcher(line).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
