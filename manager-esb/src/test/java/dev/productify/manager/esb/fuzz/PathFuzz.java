package dev.productify.manager.esb.fuzz;

import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of routes finds what one finds who tries each route in turn by the letter of the rule. */
public final class PathFuzz {
    private static final String STAR = "*";

    private PathFuzz() {}

    /** @param data lines: the path of a request, and routes */
    public static void fuzzerTestOneInput(byte[] data) {
        String[] lines = new String(data, StandardCharsets.ISO_8859_1).split("\n", -1);
        RequestPath path;
        Map<ConsumePath, String> routes = new LinkedHashMap<>();
        try {
            path = RequestPath.parse(lines[0]);
        } catch (ManagerException refused) {
            return;
        }
        requireTame(path.toString());
        for (int i = 1; i < lines.length; i++) {
            try {
                ConsumePath route = new ConsumePath(lines[i]);
                routes.put(route, route.toString());
            } catch (ManagerException refused) {
                continue;
            }
        }
        Optional<RouteTable.Match<String>> found = RouteTable.of(routes).match(path);
        Optional<String> wanted = best(routes.values(), path.toString());
        if (!found.map(RouteTable.Match::value).equals(wanted)) {
            throw new AssertionError(path + " is taken by " + found + " and not by " + wanted);
        }
        found.ifPresent(match -> requireRest(match, path.toString()));
    }

    /** Whatever spelling came in, no other reader finds a way up or another segment in it. */
    private static void requireTame(String path) {
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%2e") || path.contains("\\")) {
            throw new AssertionError("escaped: " + path);
        }
        for (String segment : path.substring(1).split("/", -1)) {
            String name = segment.split(";", -1)[0];
            if (name.equals(".") || name.equals("..")) {
                throw new AssertionError("dots: " + path);
            }
        }
        if (path.contains("//") || !RequestPath.parse(path).toString().equals(path)) {
            throw new AssertionError("not the one spelling: " + path);
        }
    }

    private static Optional<String> best(Iterable<String> routes, String path) {
        String best = null;
        List<String> segments = List.of(path.substring(1).split("/", -1));
        for (String route : routes) {
            List<String> parts = List.of(route.substring(1).split("/", -1));
            if (takes(parts, segments) && (best == null || rank(route).compareTo(rank(best)) < 0)) {
                best = route;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean takes(List<String> parts, List<String> segments) {
        int last = parts.size() - 1;
        boolean rest = parts.get(last).equals(STAR);
        if (rest ? segments.size() < parts.size() : segments.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean star = parts.get(i).equals(STAR);
            boolean nothing = segments.get(i).isEmpty() && !(i == last && rest && segments.size() > parts.size());
            if (star ? nothing : !parts.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Exact before star; then from the left letters before a star for one segment, and that before a star for the rest. */
    private static String rank(String route) {
        List<String> parts = new ArrayList<>(List.of(route.substring(1).split("/", -1)));
        StringBuilder rank = new StringBuilder(parts.contains(STAR) ? "1" : "0");
        for (int i = 0; i < parts.size(); i++) {
            rank.append(!parts.get(i).equals(STAR) ? "a" : i < parts.size() - 1 ? "b" : "c");
        }
        return rank.toString();
    }

    private static void requireRest(RouteTable.Match<String> match, String path) {
        String route = match.value();
        boolean takesRest = route.endsWith("/" + STAR);
        int before = route.substring(1).split("/", -1).length - 1;
        String[] segments = path.substring(1).split("/", -1);
        String rest = takesRest ? String.join("/", List.of(segments).subList(before, segments.length)) : "";
        if (!match.rest().equals(rest)) {
            throw new AssertionError(path + " by " + route + " leaves " + match.rest() + " and not " + rest);
        }
    }
}
