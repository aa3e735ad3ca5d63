package dev.productify.manager.ports.languagepack;

/** What becomes of the texts that an import does not speak of. */
public enum ImportMode {
    /** They are removed: afterwards there is what was imported, and nothing else. */
    REPLACE,
    /** They stay. */
    MERGE
}
