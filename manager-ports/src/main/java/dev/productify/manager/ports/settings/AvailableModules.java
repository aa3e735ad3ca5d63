package dev.productify.manager.ports.settings;

import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which frontend modules a project has, so that they can be enabled: its pilets, as {@code name@version} (contract P4). */
@FunctionalInterface
public interface AvailableModules {
    /** Those of each of the projects, by one look-up for all; projects without any may be left out. */
    Map<ProjectId, List<String>> of(Stores stores, Collection<ProjectId> projects);

    /** There are none. */
    static AvailableModules none() {
        return (stores, projects) -> Map.of();
    }
}
