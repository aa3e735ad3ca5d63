package dev.productify.manager.domain.tenancy;

/** The three levels of the tree, from the root down. */
public enum Level {
    PROJECT,
    TENANT,
    APPLICATION
}
