package dev.productify.manager.graphql.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.shared.Loaders;
import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;

/** Fields that may be without a value, of a place that the caller may see by name only (contract A1). */
final class Sights {
    private Sights() {}

    /**
     * The value; without one the caller is told whether there is none or it is not for them. Only then is the sight asked
     * for, by one statement for all places of a level.
     *
     * @param loader of sights by the ids of places
     * @param word what the refusal calls the place when it is gone meanwhile
     */
    static Object optional(DataFetchingEnvironment env, String loader, Object place, String word, Optional<?> value) {
        if (value.isPresent()) {
            return value.get();
        }
        return Loaders.one(env, loader, place, word).thenApply(sight -> {
            if (sight == Sight.NAME) {
                throw new ManagerException(
                        ErrorCode.FORBIDDEN, "This needs the role viewer; your roles show the name only");
            }
            return null;
        });
    }
}
