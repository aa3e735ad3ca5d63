package dev.productify.manager.ports.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.Optional;

/**
 * Holds projects to their limits. Use cases ask it in the transaction in which they have added something, as the last thing that
 * they do: what it refuses is undone. What was there before stays, also where a limit was lowered below it.
 *
 * @param installation what holds where a project says nothing by itself
 */
public record LimitCheck(Limits installation) {
    public LimitCheck {
        requireNonNull(installation, "installation");
    }

    /**
     * After something was added.
     *
     * @param kind that is counted
     * @throws ManagerException {@code LIMIT_REACHED} when it is too much by now
     */
    public void added(Stores stores, ProjectId project, LimitKind kind) {
        stores.limits()
                .occupancy(project, kind, installation.of(kind))
                .ifPresent(now -> kind.requireWithin(now.limit(), now.used()));
    }

    /**
     * Before as many are added, for who only asks what would come of it.
     *
     * @throws ManagerException {@code LIMIT_REACHED} when {@link #added} would refuse them
     */
    public void adding(Stores stores, ProjectId project, LimitKind kind, int number) {
        if (number > 0) {
            stores.limits()
                    .occupancy(project, kind, installation.of(kind))
                    .ifPresent(now -> kind.requireWithin(now.limit(), now.used() + number));
        }
    }

    /**
     * After a user was given a role.
     *
     * @throws ManagerException {@code LIMIT_REACHED} when they had none in the project, and it has too many members by now
     */
    public void addedMember(Stores stores, ProjectId project, UserId user) {
        stores.limits()
                .occupancyWith(project, user, installation.of(LimitKind.MEMBERS))
                .ifPresent(now -> LimitKind.MEMBERS.requireWithin(now.limit(), now.used()));
    }

    /**
     * When something is planned that was not planned so before.
     *
     * @throws ManagerException {@code LIMIT_REACHED} when one of them is due too often
     */
    public void planned(Stores stores, ProjectId project, Collection<CronExpression> expressions) {
        if (expressions.isEmpty()) {
            return;
        }
        Optional<LimitStore.Occupancy> limit =
                stores.limits().occupancy(project, LimitKind.TRIGGER_PERIOD, installation.of(LimitKind.TRIGGER_PERIOD));
        limit.ifPresent(now -> expressions.forEach(expression ->
                LimitKind.requirePeriod(now.limit(), expression.shortestPeriod().toSeconds())));
    }
}
