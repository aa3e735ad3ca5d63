package dev.productify.manager.domain.shared;

import java.util.UUID;

/**
 * Identity of one kind of thing. Each kind has a record of its own, so that the compiler refuses a tenant's id where a
 * project's is wanted. Values are UUIDs of version 7 ({@link UuidV7}): their order is the order of creation.
 */
public interface Id {
    UUID value();
}
