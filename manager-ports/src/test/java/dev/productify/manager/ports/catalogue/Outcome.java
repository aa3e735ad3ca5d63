package dev.productify.manager.ports.catalogue;

/** What becomes of a call. The refusals are the codes of contract G4. */
public enum Outcome {
    ANSWERED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND
}
