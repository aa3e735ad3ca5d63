package dev.productify.manager.jdbc.access;

import dev.productify.manager.ports.access.Membership;
import org.jdbi.v3.core.mapper.Nested;

/** A row of {@code member} with that of its user. */
public record MembershipRow(
        @Nested("m") MemberRow member, @Nested("u") UserRow user) {

    static final String COLUMNS = MemberRow.prefixed("m") + ", " + UserRow.prefixed("u");

    Membership toMembership() {
        return new Membership(member.toMember(), user.toUser());
    }
}
