package dev.productify.manager.esb.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a node does at once.
 *
 * @param attempts most attempts in progress
 * @param attemptsPerBackend most of these at one backend, so that a slow one leaves room for others
 * @param batch most triggers that are gone through in one transaction
 * @param poll how often is looked for what is due
 * @param heartbeat how often the node says that it lives, and looks after what dead ones left
 * @param patience how long one attempt may take (contract R3)
 */
public record ExecutorLimits(
        int attempts, int attemptsPerBackend, int batch, Duration poll, Duration heartbeat, Duration patience) {
    /** What holds unless the operator or a test says otherwise. */
    public static final ExecutorLimits STANDARD =
            new ExecutorLimits(200, 50, 500, Duration.ofMillis(200), Duration.ofMillis(1500), Duration.ofSeconds(15));

    /** A backend that failed this often in a row is tried with few attempts at once until it answers well. */
    static final int FAILURES = 3;

    static final int ATTEMPTS_AT_FAILING = 2;

    public ExecutorLimits {
        requireNonNull(poll, "poll");
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(patience, "patience");
        if (attempts < 1 || attemptsPerBackend < 1 || batch < 1) {
            throw new IllegalArgumentException("a node does at least one thing at once");
        }
    }
}
