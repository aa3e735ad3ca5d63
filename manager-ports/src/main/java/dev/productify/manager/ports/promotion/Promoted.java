package dev.productify.manager.ports.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.tenancy.Application;
import java.util.List;

/**
 * What became of the target, or would become of it.
 *
 * @param application as it is now, or would be; in a dry run one that would be made is nowhere to be found
 * @param isCreated whether it was not there before
 * @param differences empty when nothing changed
 */
public record Promoted(Application application, boolean isCreated, boolean isDryRun, List<Difference> differences) {
    public Promoted {
        requireNonNull(application, "application");
        differences = List.copyOf(differences);
    }

    /** Whether the application can be found. */
    public boolean isKept() {
        return !(isCreated && isDryRun);
    }
}
