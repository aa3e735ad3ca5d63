package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;

/**
 * Who is what at a place (contract A1). Members of a place are seen by its viewers and changed by its administrators;
 * machine users are never told of them. Refusals are those of {@link Guard}, and what each method names besides.
 */
public interface Members {
    /**
     * @param directory people who are no users yet; empty where there are none but the users
     * @param limits is asked of each new one
     */
    static Members of(Guard guard, Journal journal, Optional<UserDirectory> directory, LimitCheck limits) {
        return new MemberService(guard, journal, new Enlisting(guard, journal, directory), limits);
    }

    /**
     * Makes a user a member. Who was found in the directory and is no user yet becomes one first, in a transaction of its own
     * with an audit row of its own.
     *
     * @throws ManagerException {@code CONFLICT} when they are one there, {@code LIMIT_REACHED}, {@code NOT_FOUND} when there is no such user,
     *     {@code UNAVAILABLE} when the directory had to be asked and did not answer
     */
    Membership add(Call call, Target place, UserId user, Role role);

    /**
     * Gives a member another role; the same one writes nothing.
     *
     * @param level of the place where they are a member
     * @throws ManagerException {@code CONFLICT} when it is the last administrator of a project
     */
    Membership changeRole(Call call, Level level, MemberId id, Role role);

    /**
     * Makes a member none any more.
     *
     * @param level of the place where they are a member
     * @throws ManagerException {@code CONFLICT} when it is the last administrator of a project
     */
    void remove(Call call, Level level, MemberId id);

    /** A member of the very place. */
    Membership find(Call call, Target place, MemberId id);

    /** The members of the very place, not of those above or below it. */
    List<Membership> list(Call call, Target place, ListQuery<MemberColumn> query);

    long count(Call call, Target place, ListQuery<MemberColumn> query);
}
