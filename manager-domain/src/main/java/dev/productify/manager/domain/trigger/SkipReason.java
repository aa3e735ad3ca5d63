package dev.productify.manager.domain.trigger;

/** Why an instant was not run. */
public enum SkipReason {
    /** No node looked in time. */
    MISFIRE,
    /** An attempt of the run before was in progress, and the trigger skips then. */
    OVERLAP
}
