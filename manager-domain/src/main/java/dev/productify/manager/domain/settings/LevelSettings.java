package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import java.util.Optional;

/**
 * The settings of one kind that one level has by itself.
 *
 * @param place whose settings they are
 * @param version 1 at the birth of the level, one more with each change
 */
public record LevelSettings(Place place, ModuleConfig config, int version) {
    public LevelSettings {
        requireNonNull(place, "place");
        requireNonNull(config, "config");
    }

    /** As they are from the birth of the level on. */
    public static LevelSettings unwritten(SettingsKind kind, Place place) {
        return new LevelSettings(place, ModuleConfig.empty(kind), 1);
    }

    public SettingsKind kind() {
        return config.kind();
    }

    public SettingsId id() {
        return SettingsId.of(kind(), place);
    }

    /** These with another content; the same object when it is the same content. */
    public LevelSettings with(ModuleConfig changed) {
        return changed.equals(config) ? this : new LevelSettings(place, changed, version + 1);
    }

    /** @throws ManagerException {@code CONFLICT} when the caller knows another version */
    public void requireVersion(Optional<Integer> known) {
        known.filter(number -> number != version).ifPresent(stale -> {
            throw ManagerException.conflict(
                    "The settings have version " + version + " by now; read them again, then repeat the change");
        });
    }
}
