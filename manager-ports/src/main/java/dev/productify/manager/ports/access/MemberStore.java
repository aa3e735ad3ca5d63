package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.util.List;
import java.util.Optional;

/** Where it is kept who is what at which place. Every method sees only what the transaction is bound to. */
public interface MemberStore extends RowStore<MemberId, Member> {
    /**
     * Keeps a new member.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the user is a member there, or
     *     the place is gone; {@code NOT_FOUND} when there is no such user
     */
    void insert(Member member);

    /** The member of that id, if it is one of the very place. */
    Optional<Membership> find(Place place, MemberId id);

    /** The members of the very place, not of those above or below it. */
    List<Membership> list(Place place, ListQuery<MemberColumn> query);

    /** How many rows {@link #list} has over all pages. */
    long count(Place place, ListQuery<MemberColumn> query);

    /**
     * Those administrators of the project itself who are not disabled. Nobody else takes a role from one of them until the
     * transaction ends.
     */
    Administrators lockAdministrators(ProjectId project);
}
