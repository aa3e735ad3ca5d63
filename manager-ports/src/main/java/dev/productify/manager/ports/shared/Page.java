package dev.productify.manager.ports.shared;

import dev.productify.manager.domain.shared.ManagerException;

/** A piece of a list (contract G3): {@code limit} 1 to {@value #MAX_LIMIT} rows after the first {@code offset}. */
public record Page(int limit, int offset) {
    public static final int MAX_LIMIT = 1000;

    public Page {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ManagerException.badInput("pagination.limit must be 1 to " + MAX_LIMIT);
        }
        if (offset < 0) {
            throw ManagerException.badInput("pagination.offset must be 0 or more");
        }
    }
}
