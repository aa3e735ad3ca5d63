package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Member;

/** Where it is kept who is what at which place. */
public interface MemberStore {
    /** @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the user is a member there */
    void insert(Member member);
}
