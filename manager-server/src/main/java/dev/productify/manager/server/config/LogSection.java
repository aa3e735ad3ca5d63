package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

/** How events are written. */
public record LogSection(Format format, Level level) {
    public LogSection {
        requireNonNull(format, "format");
        requireNonNull(level, "level");
    }

    /** Form of one event. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Least level that is written. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }
}
