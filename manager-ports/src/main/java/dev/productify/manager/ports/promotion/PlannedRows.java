package dev.productify.manager.ports.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.promotion.Comparison;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plan of a feature that has many rows of one kind in an application.
 *
 * @param writing is given both what is created and what is changed
 * @param checking refuses what writing would refuse
 * @param <T> the rows
 */
public record PlannedRows<T>(
        Comparison<T> comparison, BiConsumer<Stores, Comparison<T>> writing, BiConsumer<Stores, Comparison<T>> checking)
        implements PromotedFeature.Plan {
    public PlannedRows {
        requireNonNull(comparison, "comparison");
        requireNonNull(writing, "writing");
        requireNonNull(checking, "checking");
    }

    /**
     * Compares the rows of source and target.
     *
     * @param rows of both
     * @param application to which a row belongs
     */
    public static <T> Comparison<T> compare(
            Crossing crossing, List<T> rows, Function<T, ApplicationId> application, Comparison.Rules<T> rules) {
        Map<Boolean, List<T>> ofSource = rows.stream()
                .collect(Collectors.partitioningBy(
                        row -> application.apply(row).equals(crossing.source().id())));
        return Comparison.of(ofSource.get(true), ofSource.get(false), rules);
    }

    @Override
    public List<Difference> differences() {
        return comparison.differences();
    }

    @Override
    public void requirePossible(Stores stores) {
        checking.accept(stores, comparison);
    }

    @Override
    public void write(Stores stores) {
        writing.accept(stores, comparison);
    }
}
