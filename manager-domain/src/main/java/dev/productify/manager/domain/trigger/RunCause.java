package dev.productify.manager.domain.trigger;

/** Why there is a run. */
public enum RunCause {
    /** Its instant was due. */
    SCHEDULE,
    /** Somebody asked for it. */
    MANUAL
}
