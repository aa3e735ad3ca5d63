package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what takes a path among any number of {@link ConsumePath}s, in time that depends on the path and not on their
 * number: exact paths in a map, the others in a trie of segments. Immutable.
 *
 * <p>Exact beats star. Among stars, read from the left: at the first segment where two paths differ, letters beat a star, and a
 * star for one segment beats a star for the rest; so a longer literal beats a shorter one (contract E1). A way that
 * begins better and leads nowhere is left again.
 */
public final class RouteTable<T> {
    private final Map<String, T> exact;
    private final Node<T> root;

    private RouteTable(Map<String, T> exact, Node<T> root) {
        this.exact = exact;
        this.root = root;
    }

    /**
     * @param value what takes the path
     * @param rest what a star at the end stood for, percent-encoded, without a slash before it; empty without one
     */
    public record Match<T>(T value, String rest) {
        public Match {
            requireNonNull(value, "value");
            requireNonNull(rest, "rest");
        }
    }

    private static final class Node<T> {
        private final Map<String, Node<T>> literal = new HashMap<>();
        private Node<T> one;
        private T end;
        private T rest;

        private Node<T> child(String segment) {
            if (!segment.equals(ConsumePath.STAR)) {
                return literal.computeIfAbsent(segment, none -> new Node<>());
            }
            if (one == null) {
                one = new Node<>();
            }
            return one;
        }
    }

    public static <T> RouteTable<T> of(Map<ConsumePath, T> routes) {
        Map<String, T> exact = new LinkedHashMap<>();
        Node<T> root = new Node<>();
        routes.forEach((path, value) -> {
            requireNonNull(value, "value");
            if (path.isExact()) {
                exact.put(path.toString(), value);
            } else {
                add(root, path, value);
            }
        });
        return new RouteTable<>(exact, root);
    }

    private static <T> void add(Node<T> root, ConsumePath path, T value) {
        Node<T> node = root;
        int last = path.segments().size() - (path.takesRest() ? 1 : 0);
        for (String segment : path.segments().subList(0, last)) {
            node = node.child(segment);
        }
        if (path.takesRest()) {
            node.rest = value;
        } else {
            node.end = value;
        }
    }

    /** What takes the path; empty when nothing does. */
    public Optional<Match<T>> match(RequestPath path) {
        T whole = exact.get(path.toString());
        return whole != null ? Optional.of(new Match<>(whole, "")) : Optional.ofNullable(match(root, path, 0));
    }

    /** No deeper than the deepest route has segments. */
    private static <T> Match<T> match(Node<T> node, RequestPath path, int index) {
        if (index == path.size()) {
            return node.end == null ? null : new Match<>(node.end, "");
        }
        if (node.literal.isEmpty() && node.one == null) {
            return rest(node, path, index);
        }
        String segment = path.segment(index);
        Node<T> literal = node.literal.get(segment);
        Match<T> found = literal == null ? null : match(literal, path, index + 1);
        if (found == null && node.one != null && !segment.isEmpty()) {
            found = match(node.one, path, index + 1);
        }
        return found == null ? rest(node, path, index) : found;
    }

    private static <T> Match<T> rest(Node<T> node, RequestPath path, int index) {
        boolean something = path.size() > index + 1 || !path.segment(index).isEmpty();
        return node.rest == null || !something ? null : new Match<>(node.rest, path.from(index));
    }
}
