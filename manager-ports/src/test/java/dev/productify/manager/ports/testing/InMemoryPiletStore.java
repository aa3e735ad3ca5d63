package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.pilet.PiletStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryPiletStore implements PiletStore {
    private final Data data;
    private final PiletRows rows;
    private final Sightline sightline;

    InMemoryPiletStore(Data data, Sightline sightline) {
        this.data = data;
        this.rows = data.pilets;
        this.sightline = sightline;
    }

    @Override
    public void insert(Pilet pilet) {
        sightline.requireInside(sightline.writes(pilet.place()));
        if (!data.exists(pilet.place())) {
            throw ManagerException.conflict("The project was deleted meanwhile");
        }
        requirePackage(pilet);
        boolean taken = rows.pilets.values().stream()
                .anyMatch(other -> other.project().equals(pilet.project())
                        && other.name().equals(pilet.name())
                        && other.version().equals(pilet.version()));
        if (taken) {
            throw ManagerException.conflict("The project has that version of the pilet");
        }
        rows.pilets.put(pilet.id(), pilet);
    }

    private void requirePackage(Pilet pilet) {
        if (!rows.packages.containsKey(new PiletRows.Key(pilet.project(), pilet.hash()))) {
            throw ManagerException.conflict("The package was removed meanwhile");
        }
    }

    @Override
    public Optional<Pilet> lock(PiletId id) {
        return seen().filter(pilet -> pilet.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Pilet> find(ProjectId project, PiletName name, SemanticVersion version) {
        return of(project)
                .filter(pilet -> pilet.name().equals(name) && pilet.version().equals(version))
                .findFirst();
    }

    @Override
    public Optional<Pilet> lock(ProjectId project, PiletName name, SemanticVersion version) {
        return find(project, name, version);
    }

    @Override
    public List<Pilet> listOf(ProjectId project, ListQuery<PiletColumn> query) {
        return InMemoryLists.page(of(project), query, Pilet::id);
    }

    @Override
    public long countOf(ProjectId project, ListQuery<PiletColumn> query) {
        return InMemoryLists.count(of(project), query);
    }

    @Override
    public Map<ProjectId, List<ServedVersions.Version>> enabledOf(Collection<ProjectId> projects) {
        Map<ProjectId, List<ServedVersions.Version>> enabled = new LinkedHashMap<>();
        seen().filter(pilet -> projects.contains(pilet.project()) && pilet.enabled())
                .forEach(pilet -> enabled.computeIfAbsent(pilet.project(), first -> new ArrayList<>())
                        .add(new ServedVersions.Version(pilet.name(), pilet.version(), pilet.hash())));
        return enabled;
    }

    @Override
    public void update(Pilet pilet) {
        Optional<Pilet> kept = lock(pilet.id())
                .filter(found -> found.project().equals(pilet.project()))
                .filter(found -> sightline.writes(found.place()));
        Versions.requireNext(kept.map(Pilet::revision), pilet.revision());
        requirePackage(pilet);
        rows.pilets.put(pilet.id(), pilet);
    }

    @Override
    public Map<String, Long> delete(PiletId id) {
        lock(id).filter(pilet -> sightline.writes(pilet.place())).ifPresent(pilet -> rows.pilets.remove(id));
        return Map.of();
    }

    private Stream<Pilet> of(ProjectId project) {
        return seen().filter(pilet -> pilet.project().equals(project));
    }

    private Stream<Pilet> seen() {
        return rows.pilets.values().stream().filter(pilet -> sightline.seesInherited(pilet.place()));
    }
}
