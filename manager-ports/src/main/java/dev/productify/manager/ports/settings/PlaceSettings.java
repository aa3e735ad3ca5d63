package dev.productify.manager.ports.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.tenancy.Place;
import java.util.Collection;

/** The settings of a place, own and inherited ones. */
public record PlaceSettings(Place place, SettingsPath backend, SettingsPath frontend) {
    public PlaceSettings {
        requireNonNull(place, "place");
        requireNonNull(backend, "backend");
        requireNonNull(frontend, "frontend");
    }

    static PlaceSettings of(Place place, Collection<LevelSettings> written) {
        return new PlaceSettings(
                place,
                SettingsPath.to(place, SettingsKind.BACKEND, written),
                SettingsPath.to(place, SettingsKind.FRONTEND, written));
    }
}
