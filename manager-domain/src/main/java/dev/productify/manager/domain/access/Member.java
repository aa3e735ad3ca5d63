package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A user's role at a place; a user has at most one at each. */
public record Member(MemberId id, UserId user, Grant grant, Instant createdAt, Instant updatedAt) {
    public Member {
        requireNonNull(id, "id");
        requireNonNull(user, "user");
        requireNonNull(grant, "grant");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
