package dev.productify.manager.ports.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * From where to where an application is promoted or copied.
 *
 * @param before the target as it is; empty when it is made
 * @param after the target as it will be
 * @param isLocked whether both applications are locked and rows are to be locked as they are read, since they will be written;
 *     otherwise it is only asked what would change
 */
public record Crossing(Application source, Optional<Application> before, Application after, boolean isLocked) {
    public Crossing {
        requireNonNull(source, "source");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    /** Where rows arrive. */
    public Place target() {
        return after.place();
    }

    /**
     * All rows of source and target.
     *
     * @param locking of both at once, in the order of their ids whatever belongs to which, so that crossings in opposite
     *     directions wait for each other and nothing more
     * @param reading of one application
     */
    public <T> List<T> rows(Function<List<ApplicationId>, List<T>> locking, Function<ApplicationId, List<T>> reading) {
        List<ApplicationId> applications =
                before.map(target -> List.of(source.id(), target.id())).orElseGet(() -> List.of(source.id()));
        return isLocked
                ? locking.apply(applications)
                : applications.stream().map(reading).flatMap(List::stream).toList();
    }
}
