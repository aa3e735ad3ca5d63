package dev.productify.manager.ports.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a list, a count, or a nested field of the sample holds.
 *
 * @param rows everything in the fixture that could come, and to whom it does
 * @param deeper puts more rows into one list
 * @param wider puts more parents there, with a row each; empty for a list that has no parents
 */
public record Rows(List<Row> rows, Crowd deeper, Optional<Crowd> wider) {

    /** A row, and who is shown it. */
    public record Row(Thing thing, Audience shownTo) {
        public Row {
            requireNonNull(thing, "thing");
            requireNonNull(shownTo, "shownTo");
        }
    }

    public Rows {
        rows = List.copyOf(rows);
        requireNonNull(deeper, "deeper");
        requireNonNull(wider, "wider");
    }

    /** Spots of the tree, each shown to those who see it. */
    public static Rows of(Crowd deeper, Spot... spots) {
        List<Row> rows = Stream.of(spots)
                .map(spot -> new Row(spot, Audience.seers(spot)))
                .toList();
        return new Rows(rows, deeper, Optional.empty());
    }

    /** With parents that can be more. */
    public Rows under(Crowd wider) {
        return new Rows(rows, deeper, Optional.of(wider));
    }
}
