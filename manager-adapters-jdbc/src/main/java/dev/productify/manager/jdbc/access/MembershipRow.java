package dev.productify.manager.jdbc.access;

import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.ports.access.Membership;

/** A row of {@code member} with that of its user. */
public record MembershipRow(MemberRow member, UserRow user) {

    static final String COLUMNS =
            Columns.prefixed("m", "member", MemberRow.class) + ", " + Columns.prefixed("u", "user", UserRow.class);

    Membership toMembership() {
        return new Membership(member.toMember(), user.toUser());
    }
}
