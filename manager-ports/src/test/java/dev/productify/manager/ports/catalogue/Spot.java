package dev.productify.manager.ports.catalogue;

import java.util.Optional;

/**
 * The tree of the {@link Fixture}. Samples speak of {@link #PROJECT}, {@link #TENANT} and {@link #APPLICATION}; the others
 * are what must not be mixed up with them: tenant and application of the other project have the same slugs.
 */
public enum Spot implements Thing {
    PROJECT(null),
    TENANT(PROJECT),
    APPLICATION(TENANT),
    /** Another application of the same tenant. */
    NEIGHBOUR(TENANT),
    SIBLING_TENANT(PROJECT),
    SIBLING_APPLICATION(SIBLING_TENANT),
    OTHER_PROJECT(null),
    OTHER_TENANT(OTHER_PROJECT),
    OTHER_APPLICATION(OTHER_TENANT);

    private final Spot parent;

    Spot(Spot parent) {
        this.parent = parent;
    }

    /** Empty for a project. */
    public Optional<Spot> parent() {
        return Optional.ofNullable(parent);
    }

    /** Whether the other one is this one, or lies below it. */
    public boolean holds(Spot other) {
        return other == this || other.parent().map(this::holds).orElse(false);
    }

    /** The project that this is, or lies in. */
    public Spot project() {
        return parent().map(Spot::project).orElse(this);
    }

    /** The tenant that this is, or lies in; empty for a project. */
    public Optional<Spot> tenant() {
        return parent().flatMap(above -> above.parent().isEmpty() ? Optional.of(this) : above.tenant());
    }
}
