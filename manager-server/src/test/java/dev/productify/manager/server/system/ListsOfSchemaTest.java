package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What contracts G2 and G3 promise of every list holds for every list that the schema has, nested ones too. */
@Timeout(180)
class ListsOfSchemaTest {
    private static final int MOST = 1000;
    private static final Pattern NAMED = Pattern.compile("there are ([a-z_, ]+)$");
    private static final Pattern ONE_OF = Pattern.compile("takes one of ([A-Za-z_]+)");
    /** What there is at least, wherever the things of a list have it. */
    private static final Map<String, String> ALWAYS =
            Map.of("id", "id", "name", "name", "slug", "slug", "createdAt", "created_at", "updatedAt", "updated_at");

    private static InProcess api;
    private static SchemaView schema;
    private static Fixture small;

    @BeforeAll
    static void open() {
        api = new InProcess();
        schema = api.schema();
        small = api.fixture();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static Stream<Operation> lists() {
        Set<String> lists = schema.lists();
        Catalogue.parts().forEach(lists::remove);
        Catalogue.searches().forEach(lists::remove);
        return Catalogue.operations().stream().filter(operation -> lists.contains(operation.name()));
    }

    @Test
    void everyListTakesFiltersOrderAndPagination() {
        Set<String> lists = schema.lists();
        Catalogue.parts().forEach(lists::remove);
        Catalogue.searches().forEach(lists::remove);

        assertThat(lists)
                .isNotEmpty()
                .allSatisfy(list -> assertThat(schema.field(list).arguments())
                        .containsEntry("filters", "[Filter!]")
                        .containsEntry("order", "Order")
                        .containsEntry("pagination", "Pagination"));
    }

    @Test
    void everyListAtTheRootHasASiblingThatCounts() {
        Set<String> lists = schema.lists();
        Catalogue.searches().forEach(lists::remove);

        assertThat(lists).filteredOn(list -> list.startsWith("Query.")).allSatisfy(list -> {
            Map<String, String> expected =
                    new LinkedHashMap<>(schema.field(list).arguments());
            expected.remove("order");
            expected.remove("pagination");
            String count = list.substring("Query.".length()) + "Count";
            assertThat(schema.types().get("Query")).containsKey(count);
            assertThat(schema.field("Query." + count).type()).isEqualTo("Int");
            assertThat(schema.field("Query." + count).arguments()).isEqualTo(expected);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyOrderThatIsNamedIsTaken() {
        return lists().map(list -> DynamicTest.dynamicTest(list.toString(), () -> {
            List<String> words = words(ask(list, order("colour", "ASC")), "order");
            assertThat(words).containsAll(always(list));
            for (String word : words) {
                assertAnswered(ask(list, order(word, "ASC")));
                assertAnswered(ask(list, order(camelCase(word), "DESC")));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyFilterThatIsNamedIsTaken() {
        return lists().map(list -> DynamicTest.dynamicTest(list.toString(), () -> {
            List<String> words = words(ask(list, filter("colour", "red")), "filters");
            List<String> expected = new ArrayList<>(always(list));
            if (expected.remove("created_at")) {
                expected.addAll(List.of("created_after", "created_before"));
            }
            expected.remove("updated_at");
            assertThat(words).containsAll(expected);
            for (String word : words) {
                String value = valueFor(list, word);
                assertAnswered(ask(list, filter(camelCase(word), value)));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> pagesHaveOneToAThousandRows() {
        return lists().map(list -> DynamicTest.dynamicTest(list.toString(), () -> {
            assertAnswered(ask(list, page(1, 0)));
            assertAnswered(ask(list, page(MOST, 0)));
            assertAnswered(ask(list, page(1, 100_000)));
            for (Map<String, Object> wrong : List.of(page(0, 0), page(MOST + 1, 0), page(-1, 0))) {
                InProcess.Said refused = ask(list, wrong);
                assertThat(refused.refusal()).as(wrong + ": " + refused).contains("BAD_USER_INPUT");
                assertThat(refused.message()).contains(String.valueOf(MOST));
            }
            assertThat(ask(list, page(1, -1)).refusal()).contains("BAD_USER_INPUT");
        }));
    }

    @TestFactory
    Stream<DynamicTest> aThousandRowsComeWholeAndMoreAskForPagination() {
        return lists().map(list -> DynamicTest.dynamicTest(list.toString(), () -> {
            Fixture fixture = api.fixture();
            Rows rows = list.rows().orElseThrow();
            fixture.grow(rows.deeper(), InProcess.READER, 1);
            int before = longest(api.ask(list, fixture), list);
            assertThat(before).as("a row in the list that grows").isGreaterThan(1);

            fixture.grow(rows.deeper(), InProcess.READER, MOST - before);
            InProcess.Said whole = api.ask(list, fixture);
            assertAnswered(whole);
            assertThat(longest(whole, list)).isEqualTo(MOST);

            fixture.grow(rows.deeper(), InProcess.READER, 1);
            InProcess.Said tooMuch = api.ask(list, fixture);
            assertThat(tooMuch.refusal()).as(tooMuch.toString()).contains("BAD_USER_INPUT");
            assertThat(tooMuch.message()).contains("pagination").contains("1000");
            InProcess.Said rest = api.ask(list, fixture, page(MOST, MOST));
            assertAnswered(rest);
            assertThat(longest(rest, list)).isEqualTo(1);
        }));
    }

    private static InProcess.Said ask(Operation list, Map<String, Object> more) {
        return api.ask(list, small, more);
    }

    private static void assertAnswered(InProcess.Said said) {
        assertThat(said.refusal()).as(said.toString()).isEmpty();
    }

    /** The length of the longest list of that name. */
    private static int longest(InProcess.Said said, Operation list) {
        assertAnswered(said);
        return Json.everywhere(said.members().get("data"), list.field()).stream()
                .mapToInt(rows -> ((List<?>) rows).size())
                .max()
                .orElse(0);
    }

    /** The words that a refusal names. */
    private static List<String> words(InProcess.Said refused, String where) {
        assertThat(refused.refusal()).as(refused.toString()).contains("BAD_USER_INPUT");
        assertThat(refused.message()).startsWith(where).contains("\"colour\"");
        Matcher named = NAMED.matcher(refused.message());
        assertThat(named.find()).as(refused.message()).isTrue();
        return List.of(named.group(1).split(", "));
    }

    private static List<String> always(Operation list) {
        Map<String, SchemaView.Field> fields =
                schema.types().get(schema.field(list.name()).type());
        return ALWAYS.entrySet().stream()
                .filter(word -> fields.containsKey(word.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A value of the right form: the refusal of a wrong one says what that is. */
    private static String valueFor(Operation list, String word) {
        InProcess.Said said = ask(list, filter(word, "no such value"));
        if (said.refusal().isEmpty()) {
            return "no such value";
        }
        assertThat(said.refusal()).as(said.toString()).contains("BAD_USER_INPUT");
        Matcher oneOf = ONE_OF.matcher(said.message());
        if (oneOf.find()) {
            return oneOf.group(1);
        }
        return Stream.of(UUID.randomUUID().toString(), "2026-01-31T00:00:00Z", "true", "7")
                .filter(value -> ask(list, filter(word, value)).refusal().isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No value for " + word + ": " + said.message()));
    }

    private static Map<String, Object> order(String field, String direction) {
        return Map.of("order", Map.of("field", field, "direction", direction));
    }

    private static Map<String, Object> filter(String field, String value) {
        return Map.of("filters", List.of(Map.of("field", field, "value", value)));
    }

    private static Map<String, Object> page(int limit, int offset) {
        return Map.of("pagination", Map.of("limit", limit, "offset", offset));
    }

    private static String camelCase(String word) {
        Matcher second = Pattern.compile("_([a-z])").matcher(word);
        return second.replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
