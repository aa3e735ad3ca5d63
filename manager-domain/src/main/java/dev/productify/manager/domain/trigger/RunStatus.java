package dev.productify.manager.domain.trigger;

/** What became of a run so far. */
public enum RunStatus {
    /** No attempt was begun. */
    PENDING,
    /** There were attempts, and there may be more. */
    RUNNING,
    /** Every backend took it. */
    SUCCEEDED,
    /** At least one backend failed for good. */
    FAILED,
    /** Nobody was called, since the instant was missed, or an attempt of the run before was in progress. */
    SKIPPED,
    /** There was nobody to call. */
    NO_BACKEND;

    /** Whether nothing more will come of it by itself. */
    public boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }

    /**
     * What a run is whose deliveries stand like that.
     *
     * @param waiting not at their end
     * @param succeeded at their end, and well
     * @param failed at their end, for good
     * @param begun whether there was any attempt
     */
    public static RunStatus of(int waiting, int succeeded, int failed, boolean begun) {
        if (waiting > 0) {
            return begun ? RUNNING : PENDING;
        }
        if (failed > 0) {
            return FAILED;
        }
        return succeeded > 0 ? SUCCEEDED : NO_BACKEND;
    }
}
