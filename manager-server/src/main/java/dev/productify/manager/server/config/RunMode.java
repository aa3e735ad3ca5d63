package dev.productify.manager.server.config;

/** What a node does. */
public enum RunMode {
    /** Answers requests and fires triggers. */
    BOTH,
    /** Answers requests; fires nothing. */
    API,
    /** Fires triggers; answers health questions only. */
    EXECUTOR;

    public boolean answersRequests() {
        return this != EXECUTOR;
    }

    public boolean firesTriggers() {
        return this != API;
    }
}
