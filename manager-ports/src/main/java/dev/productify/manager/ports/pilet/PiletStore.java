package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where pilets are kept, without their packages. Sees what the binding allows: what a project has is seen from below, too,
 * since frontends there enable it.
 */
public interface PiletStore extends RowStore<PiletId, Pilet> {
    /** @throws ManagerException {@code CONFLICT} when the project has that version, or is gone, or has no such package */
    void insert(Pilet pilet);

    Optional<Pilet> find(ProjectId project, PiletName name, SemanticVersion version);

    /** As {@link #lock(dev.productify.manager.domain.shared.Id)}. */
    Optional<Pilet> lock(ProjectId project, PiletName name, SemanticVersion version);

    List<Pilet> listOf(ProjectId project, ListQuery<PiletColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(ProjectId project, ListQuery<PiletColumn> query);

    /** The enabled versions of each of the projects, by one statement; projects without any are left out. */
    Map<ProjectId, List<ServedVersions.Version>> enabledOf(Collection<ProjectId> projects);
}
