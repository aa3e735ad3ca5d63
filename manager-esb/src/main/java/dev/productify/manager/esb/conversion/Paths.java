package dev.productify.manager.esb.conversion;

import dev.productify.manager.domain.endpoint.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What options say about places of a document; looked up by the last name first, so that most places cost one look. */
final class Paths<T> {
    private record Said<T>(ValuePath path, T value) {}

    private final Map<String, List<Said<T>>> byLast = new HashMap<>();

    private Paths() {}

    static <T> Paths<T> of(Map<ValuePath, T> said) {
        Paths<T> paths = new Paths<>();
        said.forEach((path, value) -> {
            String last = path.names().get(path.names().size() - 1);
            paths.byLast.computeIfAbsent(last, first -> new ArrayList<>()).add(new Said<>(path, value));
        });
        return paths;
    }

    /** One step of the way to a place; null is the whole document. */
    record Place(Place parent, String name) {}

    /** What is said about a place, the first that fits; null for nothing. */
    T at(Place place) {
        if (byLast.isEmpty()) {
            return null;
        }
        T found = find(byLast.get(place.name()), place);
        return found != null ? found : find(byLast.get(ValuePath.ANY), place);
    }

    private T find(List<Said<T>> candidates, Place place) {
        if (candidates != null) {
            for (Said<T> said : candidates) {
                if (leadsTo(said.path(), place)) {
                    return said.value();
                }
            }
        }
        return null;
    }

    private static boolean leadsTo(ValuePath path, Place place) {
        Place at = place;
        for (int i = path.names().size() - 1; i >= 0; i--) {
            if (at == null) {
                return false;
            }
            String name = path.names().get(i);
            if (!name.equals(ValuePath.ANY) && !name.equals(at.name())) {
                return false;
            }
            at = at.parent();
        }
        return path.anywhere() || at == null;
    }
}
