package dev.productify.manager.domain.access;

/** What somebody is at a place and below it, from the least to the most (contract A1). */
public enum Role {
    VIEWER,
    EDITOR,
    ADMIN;

    /** Whether this role may do what the other one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
