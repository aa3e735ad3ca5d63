package dev.productify.manager.domain.endpoint;

/** What is kept of each call of an endpoint (contract E7). */
public enum LogLevel {
    /** Nothing. */
    NONE,
    /** When, how long, from where, method, path, status, error, whether it was transformed, and who. */
    BASIC,
    /** Headers and bodies besides, up to 64 KiB each, secrets masked. */
    FULL
}
