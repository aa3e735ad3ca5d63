package dev.productify.manager.ports.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.ModuleConfig;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class SettingsService implements Settings {
    private final Guard guard;
    private final Journal journal;
    private final AvailableModules modules;

    SettingsService(Guard guard, Journal journal, AvailableModules modules) {
        this.guard = requireNonNull(guard, "guard");
        this.journal = requireNonNull(journal, "journal");
        this.modules = requireNonNull(modules, "modules");
    }

    @Override
    public PlaceSettings find(Call call, LevelIds levels) {
        return guard.read(call, Permission.READ, levels.nearest(), (stores, place) -> {
            levels.requireOnTheWayTo(place);
            return PlaceSettings.of(place, stores.settings().written(List.of(place)));
        });
    }

    @Override
    public Map<Place, PlaceSettings> findAll(Call call, Collection<Place> places) {
        return guard.reach(call, stores -> {
            List<Place> shown = shown(stores, places);
            Map<Place, List<LevelSettings>> written = new HashMap<>();
            stores.settings()
                    .written(shown)
                    .forEach(settings -> written.computeIfAbsent(settings.place(), first -> new ArrayList<>())
                            .add(settings));
            Map<Place, PlaceSettings> found = new LinkedHashMap<>();
            shown.forEach(place -> found.put(place, PlaceSettings.of(place, onTheWay(written, place))));
            return found;
        });
    }

    /** Those of which more than the name may be seen. */
    private static List<Place> shown(Stores stores, Collection<Place> places) {
        Set<ProjectId> projects = places.stream()
                .filter(place -> place.tenant().isEmpty())
                .map(Place::project)
                .collect(Collectors.toSet());
        Set<TenantId> tenants = places.stream()
                .filter(place -> place.application().isEmpty())
                .flatMap(place -> place.tenant().stream())
                .collect(Collectors.toSet());
        Map<ProjectId, Sight> ofProjects =
                projects.isEmpty() ? Map.of() : stores.projects().sights(projects);
        Map<TenantId, Sight> ofTenants =
                tenants.isEmpty() ? Map.of() : stores.tenants().sights(tenants);
        return places.stream()
                .filter(place -> switch (place.level()) {
                    case PROJECT -> ofProjects.get(place.project()) == Sight.CONTENT;
                    case TENANT -> ofTenants.get(place.tenant().orElseThrow()) == Sight.CONTENT;
                    case APPLICATION -> true;
                })
                .toList();
    }

    private static List<LevelSettings> onTheWay(Map<Place, List<LevelSettings>> written, Place place) {
        List<LevelSettings> settings = new ArrayList<>();
        for (Optional<Place> at = Optional.of(place);
                at.isPresent();
                at = at.get().parent()) {
            settings.addAll(written.getOrDefault(at.get(), List.of()));
        }
        return settings;
    }

    @Override
    public LevelSettings create(Call call, SettingsKind kind, LevelIds level, ConfigPatch values) {
        return guard.write(call, Permission.EDIT_CONTENT, level.only(), (stores, place) -> {
            SettingsPath path = locked(stores, place, kind);
            if (!path.own().config().isEmpty()) {
                throw ManagerException.conflict("The " + kind.word() + " of this level have values already;"
                        + " update them, or delete them first");
            }
            LevelSettings filled = path.changed(values);
            if (filled != path.own()) {
                stores.settings().keep(filled);
                journal.created(
                        stores,
                        call,
                        entity(kind),
                        filled.id(),
                        Optional.of(place),
                        filled.config().audited());
            }
            return filled;
        });
    }

    @Override
    public LevelSettings update(Call call, SettingsId id, ConfigPatch patch, Optional<Integer> version) {
        return guard.write(call, Permission.EDIT_CONTENT, new Target.OfSettings(id), (stores, place) -> {
            SettingsPath path = locked(stores, place, id.kind());
            LevelSettings before = path.own();
            before.requireVersion(version);
            LevelSettings after = path.changed(patch);
            if (after != before) {
                stores.settings().keep(after);
                journal.updated(
                        stores,
                        call,
                        entity(id.kind()),
                        id,
                        Optional.of(place),
                        before.config().audited(),
                        after.config().audited());
            }
            return after;
        });
    }

    @Override
    public void delete(Call call, SettingsId id) {
        guard.write(call, Permission.EDIT_CONTENT, new Target.OfSettings(id), (stores, place) -> {
            LevelSettings before = locked(stores, place, id.kind()).own();
            LevelSettings emptied = before.with(ModuleConfig.empty(id.kind()));
            if (emptied != before) {
                stores.settings().keep(emptied);
                journal.deleted(
                        stores,
                        call,
                        entity(id.kind()),
                        id,
                        Optional.of(place),
                        before.config().audited(),
                        Map.of());
            }
            return emptied;
        });
    }

    @Override
    public Map<ProjectId, List<String>> availableModules(Call call, Collection<ProjectId> projects) {
        return guard.reach(call, stores -> modules.of(stores, projects));
    }

    private static SettingsPath locked(Stores stores, Place place, SettingsKind kind) {
        return stores.settings().lock(place, kind).orElseThrow(() -> ManagerException.notFound(kind.word()));
    }

    private static EntityType entity(SettingsKind kind) {
        return switch (kind) {
            case BACKEND -> EntityType.BACKEND_SETTINGS;
            case FRONTEND -> EntityType.FRONTEND_SETTINGS;
        };
    }
}
