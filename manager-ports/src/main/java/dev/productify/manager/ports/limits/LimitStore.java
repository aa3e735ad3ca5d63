package dev.productify.manager.ports.limits;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.Map;
import java.util.Optional;

/** Where limits of projects are kept, and what counts how much of what there is. */
public interface LimitStore {
    /** What a project says by itself, written or not; empty where the transaction does not see the project. */
    Optional<OwnLimits> find(ProjectId project);

    /** As {@link #find}; nobody else changes them until the transaction ends. */
    Optional<OwnLimits> lock(ProjectId project);

    /**
     * Keeps the next state.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the kept state is not the one
     *     before, or the project is gone
     */
    void keep(OwnLimits limits);

    /** How much there is of all that {@linkplain LimitKind#isCounted() is counted}, by one statement. */
    Map<LimitKind, Long> used(ProjectId project);

    /**
     * How much there is by now of something that this transaction has added to, where that is limited. Then nobody else gets an
     * answer for the project and the kind until the transaction ends, so that of many who add at once each sees those before it.
     * Where it is not limited, nobody waits for anybody. It counts in the whole project, also when the transaction is bound to
     * a tenant of it. To be asked last, by one who holds all other locks already.
     *
     * @param inherited what holds where the project says nothing by itself
     * @return empty where it is not limited
     */
    Optional<Occupancy> occupancy(ProjectId project, LimitKind kind, Optional<Long> inherited);

    /** As {@link #occupancy} of members, after that user was given a role; empty also when it was not their first one. */
    Optional<Occupancy> occupancyWith(ProjectId project, UserId added, Optional<Long> inherited);

    /**
     * What holds of a kind.
     *
     * @param used 0 of what is not counted
     */
    record Occupancy(long limit, long used) {}
}
