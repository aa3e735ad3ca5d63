package dev.productify.manager.jdbc.backup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which order tables are loaded so that each row finds what its foreign keys name. */
final class LoadOrder {
    private final Map<String, Set<String>> parents;
    private final Set<String> ordered = new LinkedHashSet<>();
    private final Set<String> begun = new LinkedHashSet<>();

    private LoadOrder(Map<String, Set<String>> parents) {
        this.parents = parents;
    }

    /**
     * @param parents the tables that the foreign keys of each table name; itself may be among them, since all rows of a table
     *     are loaded by one statement, at whose end they are looked at
     * @throws IllegalStateException when tables name each other in a circle
     */
    static List<String> of(Map<String, Set<String>> parents) {
        LoadOrder order = new LoadOrder(parents);
        parents.keySet().stream().sorted().forEach(order::add);
        return List.copyOf(order.ordered);
    }

    private void add(String table) {
        if (ordered.contains(table)) {
            return;
        }
        if (!begun.add(table)) {
            throw new IllegalStateException("Foreign keys lead in a circle among " + new ArrayList<>(begun));
        }
        parents.getOrDefault(table, Set.of()).stream()
                .filter(parent -> !parent.equals(table))
                .sorted()
                .forEach(this::add);
        begun.remove(table);
        ordered.add(table);
    }
}
