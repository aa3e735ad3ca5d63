package dev.productify.manager.jdbc.shared;

import dev.productify.manager.domain.shared.ManagerException;

/** What an update means that found no row of the revision before. */
public final class Revisions {
    private Revisions() {}

    /** @throws ManagerException {@code CONFLICT} when nothing was updated */
    public static void requireUpdated(int rows) {
        requireUpdated(rows, 1);
    }

    /** @throws ManagerException {@code CONFLICT} when fewer rows were updated than there are */
    public static void requireUpdated(int rows, int expected) {
        if (rows < expected) {
            throw ManagerException.conflict(
                    "It was changed or removed meanwhile; read it again, then repeat the change");
        }
    }
}
