package dev.productify.manager.domain.trigger;

/** What became of an attempt. */
public enum AttemptStatus {
    /** No answer yet. */
    RUNNING,
    /** The backend took it. */
    SUCCEEDED,
    /** The backend did not take it, or nobody knows whether it did. */
    FAILED
}
