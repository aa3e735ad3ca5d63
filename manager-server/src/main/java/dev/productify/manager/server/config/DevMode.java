package dev.productify.manager.server.config;

/**
 * Whether GraphiQL is served. It loosens nothing else.
 *
 * @param enabled true by default when the server listens on loopback only
 */
public record DevMode(boolean enabled) {}
