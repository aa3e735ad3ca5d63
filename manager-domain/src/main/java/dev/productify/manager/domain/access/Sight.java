package dev.productify.manager.domain.access;

/** How much of a place somebody may see. */
public enum Sight {
    /** Nothing: it looks as if it did not exist. */
    NONE,
    /** Its id, name and slug only, because something below it may be seen (contract A1). */
    NAME,
    /** Everything that a viewer may see. */
    CONTENT
}
