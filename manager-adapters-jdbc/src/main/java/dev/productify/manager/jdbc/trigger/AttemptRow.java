package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code trigger_attempt}, without what the backend answered. */
record AttemptRow(
        UUID id,
        UUID runId,
        UUID backendId,
        String backendName,
        int number,
        String status,
        Long httpStatus,
        String error,
        Instant startedAt,
        Long durationMs) {

    /** All columns, for the alias {@code ra}. */
    static final String COLUMNS = Columns.of("ra", AttemptRow.class);

    RunAttempt toAttempt() {
        return new RunAttempt(
                new AttemptId(id),
                new TriggerRunId(runId),
                new BackendId(backendId),
                backendName,
                number,
                AttemptStatus.valueOf(status),
                Optional.ofNullable(httpStatus).map(Long::intValue),
                Optional.ofNullable(error),
                startedAt,
                Optional.ofNullable(durationMs).map(Duration::ofMillis));
    }
}
