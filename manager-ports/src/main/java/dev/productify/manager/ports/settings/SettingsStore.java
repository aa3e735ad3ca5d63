package dev.productify.manager.ports.settings;

import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the settings of levels are kept, from the first time that they are written. Who sees a place sees what it inherits:
 * settings of the levels above it as well.
 */
public interface SettingsStore {
    /**
     * The settings of the place, which nobody else changes until the transaction ends, with those that it inherits from.
     *
     * @return empty when there is no such place
     */
    Optional<SettingsPath> lock(Place place, SettingsKind kind);

    /**
     * Keeps the next state of the settings of a level.
     *
     * @throws ManagerException {@code CONFLICT} when the kept state is not the one before, or the level is gone
     */
    void keep(LevelSettings settings);

    /** Settings of both kinds that were ever written at the places or above them, in no order and each once. */
    List<LevelSettings> written(Collection<Place> places);
}
