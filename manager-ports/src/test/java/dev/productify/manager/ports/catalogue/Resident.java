package dev.productify.manager.ports.catalogue;

import java.util.Arrays;
import java.util.Optional;

/** People in the {@link Fixture} who never call: viewers somewhere, each named by the id of the user. */
public enum Resident implements Thing {
    OF_PROJECT(Spot.PROJECT),
    OF_TENANT(Spot.TENANT),
    OF_APPLICATION(Spot.APPLICATION),
    OF_SIBLING_TENANT(Spot.SIBLING_TENANT),
    OF_OTHER_PROJECT(Spot.OTHER_PROJECT),
    /** Is no member of anything. */
    GUEST(null);

    private final Spot home;

    Resident(Spot home) {
        this.home = home;
    }

    /** Where they are a viewer. */
    public Optional<Spot> home() {
        return Optional.ofNullable(home);
    }

    /** Who is a viewer of that very spot. */
    static Resident at(Spot spot) {
        return Arrays.stream(values())
                .filter(resident -> resident.home == spot)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody is at home at " + spot));
    }

    public Thing membership() {
        return new Thing.OfResident(this, "membership");
    }

    public Thing session() {
        return new Thing.OfResident(this, "session");
    }

    public Thing token() {
        return new Thing.OfResident(this, "token");
    }
}
