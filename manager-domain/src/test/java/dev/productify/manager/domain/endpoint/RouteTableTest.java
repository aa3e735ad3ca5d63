package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    @ParameterizedTest
    @CsvSource({
        // exact
        "/api/webhook, /api/webhook, /api/webhook, ''",
        "/api/webhook, /api/webhook/, -, ''",
        "/api/webhook, /api/Webhook, -, ''",
        "/api/webhook, /api/webhook/x, -, ''",
        "/, /, /, ''",
        "/a%20b, /a%20b, /a%20b, ''",
        "/%61, /a, /a, ''",
        // a star for one segment
        "/users/*/orders, /users/7/orders, /users/*/orders, ''",
        "/users/*/orders, /users/7/8/orders, -, ''",
        "/users/*/orders, /users/orders, -, ''",
        "/users/*/, /users/7/, /users/*/, ''",
        // a star for the rest
        "/api/users/*, /api/users/123, /api/users/*, 123",
        "/api/users/*, /api/users/123/x%20y, /api/users/*, 123/x%20y",
        "/api/users/*, /api/users/123/, /api/users/*, 123/",
        "/api/users/*, /api/users/, -, ''",
        "/api/users/*, /api/users, -, ''",
        "/*, /anything/at/all, /*, anything/at/all",
        "/*, /, -, ''",
        // which of several
        "/a/* /a/b, /a/b, /a/b, ''",
        "/a/* /a/b/*, /a/b/c, /a/b/*, c",
        "/a/* /a/b/*, /a/b, /a/*, b",
        "/a/*/c /a/*, /a/b/c, /a/*/c, ''",
        "/a/*/c /a/*, /a/b/d, /a/*, b/d",
        "/a/*/c /a/b/*, /a/b/c, /a/b/*, c",
        "/*/b /a/*, /a/b, /a/*, b",
        "/a/b/c/x /a/*/c/d, /a/b/c/d, /a/*/c/d, ''",
        "/a/*/*/d /a/b/*/e, /a/b/c/d, /a/*/*/d, ''",
    })
    void exactBeatsStarAndALongerLiteralBeatsAShorterOne(String routes, String path, String taken, String rest) {
        Map<ConsumePath, String> table = new LinkedHashMap<>();
        for (String route : routes.split(" ")) {
            ConsumePath consume = new ConsumePath(route);
            table.put(consume, consume.toString());
        }
        Optional<RouteTable.Match<String>> match = RouteTable.of(table).match(RequestPath.parse(path));
        assertThat(match.map(RouteTable.Match::value).orElse("-")).isEqualTo(taken);
        assertThat(match.map(RouteTable.Match::rest).orElse("")).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api", "/a*", "/*a/b", "/a/**", "/a/*b*/c", "/a//b", "/a/../b", "/a?b", "/a%2fb", "/ü"})
    void otherPathsAreRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new ConsumePath(text))
                .withMessageStartingWith("consumeURL ");
    }

    @Test
    void lengthIsLimitedOnBothSides() {
        String longest = "/" + "a".repeat(ConsumePath.MAX_LENGTH - 1);
        assertThat(new ConsumePath(longest).toString()).hasSize(500);
        assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> new ConsumePath(longest + "a"));
    }

    /** The same answers as a plain search over all routes, for thousands of random tables. */
    @Test
    void agreesWithAPlainSearch() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            Map<ConsumePath, String> routes = new LinkedHashMap<>();
            for (int n = random.nextInt(12); n >= 0; n--) {
                ConsumePath path = new ConsumePath(randomPath(random, "abc*"));
                routes.put(path, path.toString());
            }
            RouteTable<String> table = RouteTable.of(routes);
            for (int n = 0; n < 20; n++) {
                RequestPath path = RequestPath.parse(randomPath(random, "abc"));
                Optional<String> expected = plainly(new ArrayList<>(routes.keySet()), path);
                assertThat(table.match(path).map(RouteTable.Match::value))
                        .as("%s in %s", path, routes.keySet())
                        .isEqualTo(expected);
                found += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    private static String randomPath(Random random, String letters) {
        StringBuilder path = new StringBuilder();
        for (int n = random.nextInt(4); n >= 0; n--) {
            path.append('/').append(letters.charAt(random.nextInt(letters.length())));
        }
        return path.toString();
    }

    private static Optional<String> plainly(List<ConsumePath> routes, RequestPath path) {
        return routes.stream()
                .filter(route -> takes(route, path))
                .max((one, other) -> compare(one, other))
                .map(ConsumePath::toString);
    }

    private static boolean takes(ConsumePath route, RequestPath path) {
        int last = route.segments().size() - 1;
        if (route.takesRest() ? path.size() < last + 1 : path.size() != last + 1) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            String segment = route.segments().get(i);
            if (!segment.equals("*") && !segment.equals(path.segment(i))) {
                return false;
            }
        }
        return true;
    }

    /** Exact first; then the first segment that differs decides: letters, one segment, rest. */
    private static int compare(ConsumePath one, ConsumePath other) {
        if (one.isExact() != other.isExact()) {
            return one.isExact() ? 1 : -1;
        }
        for (int i = 0; i < Math.min(one.segments().size(), other.segments().size()); i++) {
            int difference = worth(one, i) - worth(other, i);
            if (difference != 0) {
                return difference;
            }
        }
        return one.segments().size() - other.segments().size();
    }

    private static int worth(ConsumePath path, int index) {
        if (!path.segments().get(index).equals("*")) {
            return 3;
        }
        return path.takesRest() && index == path.segments().size() - 1 ? 1 : 2;
    }
}
