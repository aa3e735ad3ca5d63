package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What callers do with projects. Refusals are those of {@link Guard}, and what each method names besides. */
public interface Projects {
    static Projects of(Guard guard, Journal journal) {
        return new ProjectService(guard, journal);
    }

    /**
     * Makes a project; a person who makes one becomes its administrator (contract T4).
     *
     * @throws ManagerException {@code CONFLICT} when the given slug is taken
     */
    Project create(Call call, Project.Draft draft);

    /**
     * Changes a project. A change that says nothing new writes nothing.
     *
     * @throws ManagerException {@code CONFLICT} when the slug is taken
     */
    Project update(Call call, ProjectId id, Project.Change change);

    /**
     * Removes a project and all that it owns.
     *
     * @throws ManagerException {@code CONFLICT} while it, or a tenant of it, is protected
     */
    void delete(Call call, ProjectId id);

    Project find(Call call, Slug slug);

    /** All projects that the caller may see. */
    List<Project> list(Call call, ListQuery<ProjectColumn> query);

    long count(Call call, ListQuery<ProjectColumn> query);

    /** Those of the projects that the caller may see. */
    Map<ProjectId, Project> findAll(Call call, Collection<ProjectId> ids);

    /**
     * How much of the projects the caller may see; those that the caller may not see at all are left out. Of one that may be
     * seen by name only, all methods give {@link Project#byName}.
     */
    Map<ProjectId, Sight> sights(Call call, Collection<ProjectId> ids);
}
