package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.ProjectCreation;

/** Rules about projects. */
public record ProjectsSection(ProjectCreation creation) {
    public ProjectsSection {
        requireNonNull(creation, "creation");
    }
}
