package dev.productify.manager.esb.outbound;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Limits of what goes out.
 *
 * @param lookUp how long a name server may take
 * @param connect how long one address may take to accept a connection (contract E5)
 * @param idle how long an unused connection is kept; shorter than usual servers keep theirs
 * @param connections most open ones to one origin and tag
 * @param headerBytes most bytes of the headers of a request or an answer
 */
public record OutboundLimits(Duration lookUp, Duration connect, Duration idle, int connections, int headerBytes) {
    /** What holds unless tests want otherwise. */
    public static final OutboundLimits STANDARD =
            new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(4), 400, 32 * 1024);

    public OutboundLimits {
        requireNonNull(lookUp, "lookUp");
        requireNonNull(connect, "connect");
        requireNonNull(idle, "idle");
    }
}
