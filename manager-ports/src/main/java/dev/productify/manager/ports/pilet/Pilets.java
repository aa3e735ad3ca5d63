package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;

/**
 * What members of a project do with its pilets (contract P1): viewers read, editors publish, change and delete. Refusals are
 * those of {@link Guard}, and what each method names besides. Machine users belong to a tenant and are told nothing of them.
 */
public interface Pilets {
    /** @param limits is asked of each new package */
    static Pilets of(Guard guard, Journal journal, LimitCheck limits) {
        return new PiletService(guard, journal, limits);
    }

    /** Refuses who may not publish there, before a package is read. */
    void requirePublisher(Call call, ProjectId project);

    /**
     * Keeps a version that is new.
     *
     * @param description in place of what the package says
     * @throws ManagerException {@code CONFLICT} when the project has that version
     */
    Pilet publish(Call call, ProjectId project, ReadPackage read, Optional<Description> description);

    /**
     * As {@link #publish}, but a version that is there gets this package in place of its own. The files of the former one stay
     * for a while, as {@link ReplacedPackages} has it, for shells that were told of them before.
     */
    Pilet put(Call call, ProjectId project, ReadPackage read, Optional<Description> description);

    Pilet find(Call call, ProjectId project, PiletName name, SemanticVersion version);

    Pilet update(Call call, ProjectId project, PiletName name, SemanticVersion version, Pilet.Change change);

    /** Removes a version with its package, and what is left of those that it had before. */
    void delete(Call call, ProjectId project, PiletName name, SemanticVersion version);

    Listed list(Call call, ProjectId project, ListQuery<PiletColumn> query);

    /**
     * Some pilets.
     *
     * @param count of all, over all pages
     */
    record Listed(List<Pilet> pilets, long count) {
        public Listed {
            pilets = List.copyOf(pilets);
        }
    }
}
