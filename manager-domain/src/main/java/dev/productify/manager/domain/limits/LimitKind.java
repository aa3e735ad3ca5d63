package dev.productify.manager.domain.limits;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Locale;

/** What of a project can be limited. */
public enum LimitKind {
    /** People who have a role anywhere in the project, each counted once. */
    MEMBERS("members", 1, 1_000_000_000L, "members"),
    TENANTS("tenants", 0, 1_000_000_000L, "tenants"),
    /** Of all its applications together. */
    ENDPOINTS("endpoints", 0, 1_000_000_000L, "endpoints"),
    /** Of all its applications together, disabled ones too. */
    TRIGGERS("triggers", 0, 1_000_000_000L, "triggers"),
    /** The fewest seconds from one instant of a trigger to its next: the one limit that is a least, and counts nothing. */
    TRIGGER_PERIOD("triggerPeriod", 1, 366 * 86_400L, "seconds between two instants of a trigger"),
    /** All that is kept of the packages of its pilets, equal contents once, and those that were replaced until they are removed. */
    PILET_BYTES("piletBytes", 0, 1L << 50, "bytes of pilets");

    private final String word;
    private final long least;
    private final long most;
    private final String counted;

    LimitKind(String word, long least, long most, String counted) {
        this.word = word;
        this.least = least;
        this.most = most;
        this.counted = counted;
    }

    /** By which it is called in the API and in the audit log. */
    public String word() {
        return word;
    }

    /** By which the configuration and the database call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lowest value that a limit may have. */
    public long least() {
        return least;
    }

    /** The highest value that a limit may have. */
    public long most() {
        return most;
    }

    /** Whether it limits how much there is, rather than how often something happens. */
    public boolean isCounted() {
        return this != TRIGGER_PERIOD;
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} for a value that no limit of this kind may have */
    public long required(long value) {
        if (value < least || value > most) {
            throw ManagerException.badInput(word + " must be " + least + " to " + most + ", or null to inherit");
        }
        return value;
    }

    /**
     * Lets pass what does not exceed a limit.
     *
     * @param used with what is being added
     * @throws ManagerException {@code LIMIT_REACHED}
     */
    public void requireWithin(long limit, long used) {
        if (used > limit) {
            // How much there is in other tenants is not for everybody who adds something.
            throw refusal("The project may have " + limit + " " + counted + " (limit " + word
                    + "), and this would be more; remove some first");
        }
    }

    /**
     * Lets pass a period that is long enough.
     *
     * @param limit in seconds
     * @param period in seconds, of a schedule that is being set
     * @throws ManagerException {@code LIMIT_REACHED}
     */
    public static void requirePeriod(long limit, long period) {
        if (period < limit) {
            throw TRIGGER_PERIOD.refusal("Triggers of the project must have " + limit
                    + " seconds between any two instants (limit triggerPeriod), and cronExpression has " + period
                    + "; let it be due less often");
        }
    }

    private ManagerException refusal(String what) {
        return new ManagerException(
                ErrorCode.LIMIT_REACHED,
                what + ", or ask a platform administrator to " + (isCounted() ? "raise" : "lower") + " the limit");
    }
}
