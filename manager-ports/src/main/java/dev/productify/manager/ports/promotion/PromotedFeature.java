package dev.productify.manager.ports.promotion;

import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;

/**
 * What of one feature travels with an application (contract T3). The feature itself says that: what is not handed on here
 * stays. Credentials, grants and people never travel.
 */
@FunctionalInterface
public interface PromotedFeature {
    /**
     * Finds out what would become of the feature's rows in the target, and writes nothing. How many statements that takes must
     * not depend on how many rows there are.
     */
    Plan plan(Stores stores, Crossing crossing);

    /** What shall become of the rows of one feature in the target. */
    interface Plan {
        /** What changes, in an order that is always the same; empty when nothing does. */
        List<Difference> differences();

        /** Refuses what {@link #write} would refuse for what is in the target by then, and writes nothing. */
        default void requirePossible(Stores stores) {}

        /**
         * Writes what changes. The application is there already, and of the features registered before all rows.
         * As in {@link #plan}, many rows take as many statements as one.
         */
        void write(Stores stores);
    }
}
