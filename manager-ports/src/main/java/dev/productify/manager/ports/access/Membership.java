package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.User;

/** A member with the person behind it, as lists show them. */
public record Membership(Member member, User user) {
    public Membership {
        requireNonNull(member, "member");
        requireNonNull(user, "user");
    }
}
