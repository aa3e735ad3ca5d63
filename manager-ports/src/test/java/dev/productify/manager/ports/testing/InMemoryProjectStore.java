package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.ProjectStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryProjectStore implements ProjectStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryProjectStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Project project) {
        sightline.requireInside(sightline.sees(Place.of(project.id())));
        requireFreeSlug(project);
        data.projects.put(project.id(), project);
    }

    private void requireFreeSlug(Project project) {
        boolean taken = data.projects.values().stream()
                .anyMatch(other ->
                        !other.id().equals(project.id()) && other.slug().equals(project.slug()));
        if (taken) {
            throw ManagerException.conflict("The slug is taken");
        }
    }

    @Override
    public Optional<Project> find(ProjectId id) {
        return Optional.ofNullable(data.projects.get(id)).flatMap(this::shown);
    }

    @Override
    public Optional<Project> lock(ProjectId id) {
        return find(id);
    }

    @Override
    public Map<ProjectId, Project> findAll(Collection<ProjectId> ids) {
        Map<ProjectId, Project> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(project -> found.put(id, project)));
        return found;
    }

    @Override
    public List<Project> list(ListQuery<ProjectColumn> query) {
        return InMemoryLists.page(visible(), query, Project::id);
    }

    @Override
    public long count(ListQuery<ProjectColumn> query) {
        return InMemoryLists.count(visible(), query);
    }

    @Override
    public void update(Project project) {
        Versions.requireNext(find(project.id()).map(Project::version), project.version());
        requireFreeSlug(project);
        data.projects.put(project.id(), project);
    }

    @Override
    public Map<String, Long> delete(ProjectId id) {
        if (find(id).isEmpty()) {
            return Map.of();
        }
        Map<String, Long> gone = data.removeAt(Place.of(id)::contains);
        gone.remove("projects");
        return gone;
    }

    private Stream<Project> visible() {
        return data.projects.values().stream().flatMap(project -> shown(project).stream());
    }

    private Optional<Project> shown(Project project) {
        return switch (sightline.sight(Place.of(project.id()))) {
            case NONE -> Optional.empty();
            case NAME -> Optional.of(project.byName());
            case CONTENT -> Optional.of(project);
        };
    }

    @Override
    public Map<ProjectId, Sight> sights(Collection<ProjectId> ids) {
        Map<ProjectId, Sight> sights = new LinkedHashMap<>();
        findAll(ids).forEach((id, project) -> sights.put(id, sightline.sight(Place.of(project.id()))));
        return sights;
    }
}
