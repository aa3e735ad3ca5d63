package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.Place;

/** A role at a place; it holds there and below. */
public record Grant(Place place, Role role) {
    public Grant {
        requireNonNull(place, "place");
        requireNonNull(role, "role");
    }
}
