package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A piece of a list that is read by cursors.
 *
 * @param totalCount the rows of all pieces
 */
public record Connection<T>(List<Edge<T>> edges, boolean hasNextPage, boolean hasPreviousPage, long totalCount) {
    public Connection {
        edges = List.copyOf(edges);
    }

    /** A row, and where it is in the list. */
    public record Edge<T>(T node, String cursor) {
        public Edge {
            requireNonNull(node, "node");
            requireNonNull(cursor, "cursor");
        }
    }

    /**
     * How long a list is.
     *
     * @param total all rows
     * @param behind those behind the cursor; all of them when there is none
     */
    public record Extent(long total, long behind) {}

    /**
     * What to answer to a query.
     *
     * @param fetched the rows behind the cursor, up to {@link ConnectionQuery#limit}
     * @throws ManagerException {@code BAD_USER_INPUT} when no number was asked for and there are more than fit: a list is
     *     never cut silently
     */
    public static <T, C extends Enum<C> & Column<T>> Connection<T> of(
            ConnectionQuery<C> query, List<T> fetched, Extent extent, Function<T, ? extends Id> id) {
        boolean more = fetched.size() > query.rows();
        if (more && query.first().isEmpty()) {
            throw ManagerException.badInput(
                    "There are more than " + Page.MAX_LIMIT + " rows; ask for them in pieces with first and after");
        }
        List<Edge<T>> edges = new ArrayList<>();
        for (T row : more ? fetched.subList(0, query.rows()) : fetched) {
            Cursor<C> cursor =
                    Cursor.at(query.list().order(), row, id.apply(row).value());
            edges.add(new Edge<>(row, cursor.text()));
        }
        return new Connection<>(edges, more, extent.behind() < extent.total(), extent.total());
    }

    public Optional<String> startCursor() {
        return edges.stream().findFirst().map(Edge::cursor);
    }

    public Optional<String> endCursor() {
        return edges.isEmpty()
                ? Optional.empty()
                : Optional.of(edges.get(edges.size() - 1).cursor());
    }
}
