package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.settings.SettingsStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

final class InMemorySettingsStore implements SettingsStore {
    private final Data data;
    private final Sightline sightline;

    InMemorySettingsStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public Optional<SettingsPath> lock(Place place, SettingsKind kind) {
        return data.exists(place) && sightline.writes(place)
                ? Optional.of(SettingsPath.to(place, kind, written(List.of(place))))
                : Optional.empty();
    }

    @Override
    public void keep(LevelSettings settings) {
        sightline.requireInside(sightline.writes(settings.place()));
        if (!data.exists(settings.place())) {
            throw ManagerException.conflict("The level of the settings was deleted meanwhile");
        }
        LevelSettings before = Optional.ofNullable(data.settings.get(settings.id()))
                .orElseGet(() -> LevelSettings.unwritten(settings.kind(), settings.place()));
        Versions.requireNext(Optional.of(before.version()), settings.version());
        data.settings.put(settings.id(), settings);
    }

    @Override
    public List<LevelSettings> written(Collection<Place> places) {
        return data.settings.values().stream()
                .filter(settings -> sightline.seesInherited(settings.place()))
                .filter(settings ->
                        places.stream().anyMatch(place -> settings.place().contains(place)))
                .toList();
    }
}
