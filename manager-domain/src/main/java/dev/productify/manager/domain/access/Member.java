package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A user's role at a place; a user has at most one at each. */
public record Member(MemberId id, UserId user, Grant grant, Instant createdAt, Instant updatedAt) {
    public Member {
        requireNonNull(id, "id");
        requireNonNull(user, "user");
        requireNonNull(grant, "grant");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** The member with that role; this very object when it has it already. */
    public Member withRole(Role role, Instant now) {
        return grant.role() == role ? this : new Member(id, user, new Grant(grant.place(), role), createdAt, now);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("userId", user.value().toString());
        fields.put("role", grant.role().name().toLowerCase(Locale.ROOT));
        return fields;
    }
}
