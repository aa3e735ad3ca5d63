package dev.productify.manager.ports.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How many requests each of many may make of this node, and what HTTP says of it: the fields {@code RateLimit-Policy} and {@code
 * RateLimit} of draft-ietf-httpapi-ratelimit-headers-11.
 *
 * @param <K> who makes requests
 */
public final class RequestRates<K> {
    /** The field that says what is allowed. */
    public static final String POLICY_FIELD = "RateLimit-Policy";
    /** The field that says what is left. */
    public static final String FIELD = "RateLimit";

    private static final long NANOS = 1_000_000_000L;

    private final String name;
    private final String policy;
    private final ManagerException refusal;
    private final Throttle<K> throttle;
    private final Runnable refused;

    /**
     * @param name what the policy is called, in quotes it is {@code "source"}; a word
     * @param who whom a message says to make too many requests
     * @param most how many are remembered
     * @param refused is told of each request that is refused
     */
    public RequestRates(String name, String who, Rate rate, InstantSource clock, int most, Runnable refused) {
        this.name = '"' + requireNonNull(name, "name") + '"';
        // What may come at once, and in which time it may come again: that is what clients can rely on.
        this.policy = this.name + ";q=" + rate.burst() + ";w=" + seconds(rate.fullNanos());
        this.refusal = new ManagerException(
                ErrorCode.RATE_LIMITED, "Too many requests " + requireNonNull(who, "who") + "; try again later");
        this.throttle = new Throttle<>(clock, rate, most);
        this.refused = requireNonNull(refused, "refused");
    }

    /** Whom requests of a principal are counted for, by whatever they prove who they are. */
    public static Object of(Principal principal) {
        if (principal instanceof Principal.Person person) {
            return person.id();
        }
        return principal instanceof Principal.Machine machine ? machine.id() : principal;
    }

    /** What {@link #POLICY_FIELD} says, such as {@code "source";q=100;w=60}. */
    public String policy() {
        return policy;
    }

    /**
     * What became of a request.
     *
     * @param field what {@link #FIELD} says, such as {@code "source";r=99;t=1}
     * @param admitted whether it may go on
     * @param untilNext until a request may go on again; zero while some may at once
     */
    public record Counted(String field, boolean admitted, Duration untilNext) {}

    /** Counts a request that may go on; one that may not is not counted, so that who waits is let in. */
    public Counted count(K who) {
        Throttle.Turn turn = throttle.take(who);
        if (!turn.admitted()) {
            refused.run();
        }
        long left = seconds((turn.admitted() ? turn.untilFull() : turn.untilNext()).toNanos());
        return new Counted(name + ";r=" + turn.remaining() + ";t=" + left, turn.admitted(), turn.untilNext());
    }

    /** The refusal of a request that may not go on: {@code RATE_LIMITED}. */
    public ManagerException refusal(Counted counted) {
        return refusal.retryAfter(counted.untilNext());
    }

    /** Rounded up: too early is worse than too late. */
    private static long seconds(long nanos) {
        return (nanos + NANOS - 1) / NANOS;
    }
}
