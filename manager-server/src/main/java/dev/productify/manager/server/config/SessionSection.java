package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.session.SessionTimes;

/**
 * Sessions of browsers.
 *
 * @param allowsHttp whether people may sign in without TLS
 */
public record SessionSection(SessionTimes times, boolean allowsHttp) {
    public SessionSection {
        requireNonNull(times, "times");
    }
}
