package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.settings.AvailableModules;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The modules of a project are its enabled pilets, by their names and then from the oldest version to the newest. */
public final class PiletModules implements AvailableModules {
    private static final Comparator<ServedVersions.Version> ORDER = Comparator.comparing(
                    (ServedVersions.Version one) -> one.name().value())
            .thenComparing(ServedVersions.Version::version)
            .thenComparing(one -> one.version().value());

    @Override
    public Map<ProjectId, List<String>> of(Stores stores, Collection<ProjectId> projects) {
        Map<ProjectId, List<String>> modules = new LinkedHashMap<>();
        stores.pilets()
                .enabledOf(projects)
                .forEach((project, versions) -> modules.put(
                        project,
                        versions.stream()
                                .sorted(ORDER)
                                .map(ServedVersions.Version::module)
                                .toList()));
        return modules;
    }
}
