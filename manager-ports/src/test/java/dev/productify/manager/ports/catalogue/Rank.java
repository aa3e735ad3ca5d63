package dev.productify.manager.ports.catalogue;

/** The roles of contract A1, from the least to the most; written down a second time, so that nothing checks itself. */
public enum Rank {
    VIEWER,
    EDITOR,
    ADMIN
}
