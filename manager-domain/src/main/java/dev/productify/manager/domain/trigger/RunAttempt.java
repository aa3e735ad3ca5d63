package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.BackendId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of a backend for a run.
 *
 * @param backendName as it was then: a backend may be gone by now
 * @param number counts the attempts at this backend, from 1 on
 * @param error why it failed, in words for people
 */
public record RunAttempt(
        AttemptId id,
        TriggerRunId run,
        BackendId backend,
        String backendName,
        int number,
        AttemptStatus status,
        Optional<Integer> httpStatus,
        Optional<String> error,
        Instant startedAt,
        Optional<Duration> duration) {
    public RunAttempt {
        requireNonNull(id, "id");
        requireNonNull(run, "run");
        requireNonNull(backend, "backend");
        requireNonNull(backendName, "backendName");
        requireNonNull(status, "status");
        requireNonNull(httpStatus, "httpStatus");
        requireNonNull(error, "error");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
    }
}
