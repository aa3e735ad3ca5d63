package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where projects are kept. Every method sees only what the transaction is bound to. Of projects that may be seen by name only it
 * gives {@link Project#byName}, and filters look at no more than that.
 */
public interface ProjectStore extends RowStore<ProjectId, Project> {
    /** @throws ManagerException {@code CONFLICT} when the slug is taken */
    void insert(Project project);

    Optional<Project> find(ProjectId id);

    Map<ProjectId, Project> findAll(Collection<ProjectId> ids);

    List<Project> list(ListQuery<ProjectColumn> query);

    /** How many rows {@link #list} has over all pages. */
    long count(ListQuery<ProjectColumn> query);

    /** How much of the projects may be seen; those that may not be seen at all are left out. */
    Map<ProjectId, Sight> sights(Collection<ProjectId> ids);
}
