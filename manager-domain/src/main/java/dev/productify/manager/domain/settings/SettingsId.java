package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.Place;
import java.util.UUID;

/**
 * Identity of the backend or frontend settings of one level. A level has them from its birth on, and so their ids are made
 * of the level's id: the same UUID of version 7 with some of its random bits turned, which bits being a matter of the kind.
 * Such an id is as unique as that of the level, nothing has to be stored or looked up for it, and making a level costs
 * nothing more.
 */
public record SettingsId(SettingsKind kind, UUID value) implements Id {
    public SettingsId {
        requireNonNull(kind, "kind");
        requireNonNull(value, "value");
    }

    /** The id of the settings that the place itself has. */
    public static SettingsId of(SettingsKind kind, Place place) {
        return new SettingsId(kind, turned(kind, levelOf(place)));
    }

    /** The id of the project, tenant or application whose settings these are. */
    public UUID level() {
        return turned(kind, value);
    }

    /** The id of the place itself, whatever its level. */
    public static UUID levelOf(Place place) {
        return place.application()
                .map(Id::value)
                .or(() -> place.tenant().map(Id::value))
                .orElseGet(() -> place.project().value());
    }

    private static UUID turned(SettingsKind kind, UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ kind.mark());
    }
}
