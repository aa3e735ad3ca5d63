package dev.productify.manager.ports.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import java.util.Map;

/** How much there may be in a project, and how much there is. Refusals are those of {@link Guard}. */
public interface ProjectLimits {
    /** @param installation what holds where a project says nothing by itself */
    static ProjectLimits of(Guard guard, Journal journal, Limits installation) {
        return new ProjectLimitsService(guard, journal, installation);
    }

    /** For administrators of the project. */
    Overview find(Call call, ProjectId project);

    /**
     * Changes what holds for a project by itself; what says nothing new writes nothing. What is there stays, also when it is more
     * than there may be from now on.
     *
     * @param change {@link Patch.Clear} lets hold what holds for the installation
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code NOT_FOUND}, {@code
     *     BAD_USER_INPUT} for a value that no limit may have
     */
    Overview update(Call call, ProjectId project, Map<LimitKind, Patch<Long>> change);

    /**
     * The limits of a project.
     *
     * @param own what it says by itself
     * @param inForce that, and where it says nothing what the installation says
     * @param used how much there is of what is counted
     */
    record Overview(OwnLimits own, Limits inForce, Map<LimitKind, Long> used) {
        public Overview {
            requireNonNull(own, "own");
            requireNonNull(inForce, "inForce");
            used = Map.copyOf(used);
        }
    }
}
