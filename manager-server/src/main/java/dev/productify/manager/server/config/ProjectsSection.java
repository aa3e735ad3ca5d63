package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

/** Rules about projects. */
public record ProjectsSection(Creation creation) {
    public ProjectsSection {
        requireNonNull(creation, "creation");
    }

    /** Who may create projects. Platform administrators always may. */
    public enum Creation {
        ADMINISTRATORS,
        USERS
    }
}
