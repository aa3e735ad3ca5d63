package dev.productify.manager.server.config;

/**
 * A value as it was given, before it is understood.
 *
 * @param key path of the key, known or not
 * @param origin where it stands, for error lines: {@code config.yml:3} or {@code PFY_SERVER_PORT}
 * @param text the value; parts of a list are joined by commas
 */
record Given(String key, String origin, String text) {
    /** The value may be a secret. */
    @Override
    public String toString() {
        return key + " from " + origin;
    }
}
