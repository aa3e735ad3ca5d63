package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Slug;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** How something new gets its slug (contract G1): the given one, or a free one that its name suggests. */
final class Slugs {
    /** How often a free slug may be taken by somebody else in the moment between looking and writing. */
    private static final int TRIES = 100;

    private Slugs() {}

    static Slug wished(Name name, Optional<Slug> given) {
        return given.orElseGet(() -> Slug.suggestedBy(name));
    }

    /** @param taken looked up only when no slug was given: a given one stands, taken or not */
    static Slug chosen(Name name, Optional<Slug> given, Function<Slug, Set<Slug>> taken) {
        return given.orElseGet(() -> {
            Slug suggested = Slug.suggestedBy(name);
            return suggested.orNextFree(taken.apply(suggested));
        });
    }

    /** Does the work; where the slug was ours to choose and was lost in a race, does it again. */
    static <R> R insisting(Optional<Slug> given, Supplier<R> work) {
        for (int attempt = 1; given.isEmpty() && attempt < TRIES; attempt++) {
            try {
                return work.get();
            } catch (ManagerException e) {
                if (e.code() != CONFLICT) {
                    throw e;
                }
            }
        }
        return work.get();
    }
}
