package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every list promises (contract G2, G3), for all columns that it offers. What is expected is computed by {@link
 * ExpectedRows}.
 *
 * @param <T> the rows
 * @param <C> their columns
 */
public abstract class ListContract<T, C extends Enum<C> & Column<T>> extends StoreContract {
    /** Names and descriptions on which comparisons go wrong first; some of each twice. */
    static final List<String> TEXTS = List.of(
            "Zebra",
            "alpha",
            "Alpha",
            "ÁRBOL grande",
            "árbol chico",
            "100% sure",
            "1000 sure",
            "under_score",
            "underXscore",
            "back\\slash",
            "backslash",
            "ISTANBUL",
            "Жук",
            "商店 😀",
            "\uFF21 wide",
            "alpha",
            "100% sure");

    private final Class<C> columns;
    private List<T> rows = List.of();

    ListContract(Class<C> columns) {
        this.columns = columns;
    }

    /** Inserts as many rows as there are {@link #TEXTS}, each with a name and perhaps a description of these. */
    abstract List<T> inserted();

    abstract List<T> list(ListQuery<C> query);

    abstract long count(ListQuery<C> query);

    abstract UUID id(T row);

    static Name name(int i) {
        return new Name(TEXTS.get(i));
    }

    /** Every third row has none. */
    static Optional<Description> description(int i) {
        return i % 3 == 0 ? Optional.empty() : Optional.of(new Description(TEXTS.get(TEXTS.size() - 1 - i)));
    }

    /** Times that differ by milliseconds, and some that are equal. */
    static Instant time(int i) {
        return CREATED.plusMillis(i / 2 * 37 % 5);
    }

    @BeforeEach
    void insertRows() {
        rows = inserted();
        assertThat(rows).hasSize(TEXTS.size());
    }

    @Test
    void withoutAnOrderRowsComeInTheOrderOfTheirIds() {
        assertThat(list(ListQuery.all())).containsExactlyElementsOf(expected().holding(List.of()));
        assertThat(count(ListQuery.all())).isEqualTo(rows.size());
    }

    @Test
    void everyColumnFiltersByEveryValueThatARowHas() {
        for (C column : columns.getEnumConstants()) {
            for (Operator operator : ExpectedRows.operators(column)) {
                for (T row : rows) {
                    Object value = column.of(row);
                    if (value != null) {
                        assertFiltered(new Condition<>(column, operator, value));
                    }
                }
            }
        }
    }

    @Test
    void timesAreComparedToTheMillisecond() {
        for (C column : columns.getEnumConstants()) {
            if (column.type() instanceof ColumnType.Time) {
                for (int i = -1; i <= 5; i++) {
                    assertFiltered(new Condition<>(column, Operator.AFTER, CREATED.plusMillis(i)));
                    assertFiltered(new Condition<>(column, Operator.BEFORE, CREATED.plusMillis(i)));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "LPH, 3",
                "lph, 3",
                "árb, 2",
                "ÁRB, 2",
                "жУк, 1",
                "istanbul, 1",
                "iSTANBUL, 1",
                "😀, 1",
                "%, 2",
                "0% s, 2",
                "_, 1",
                "R_S, 1",
                "\\, 1",
                "k\\s, 1",
                "kxs, 0",
                "%%, 0",
                "__, 0",
                "zebra%, 0",
                "a\\%, 0",
                "' or 1=1 --, 0",
            })
    void textIsFoundInsideIgnoringCaseAndEverySignStandsForItself(String part, int found) {
        ListQuery<C> query = where(List.of(new Condition<>(column("name"), Operator.CONTAINS, part)));

        assertThat(list(query)).hasSize(found);
        assertThat(count(query)).isEqualTo(found);
    }

    @Test
    void anEmptyTextIsInEveryTextButNotInAnAbsentOne() {
        for (C column : columns.getEnumConstants()) {
            if (column.type() instanceof ColumnType.Text) {
                List<T> found = list(where(List.of(new Condition<>(column, Operator.CONTAINS, ""))));

                assertThat(found)
                        .containsExactlyInAnyOrderElementsOf(rows.stream()
                                .filter(row -> column.of(row) != null)
                                .toList());
            }
        }
    }

    @Test
    void valuesOfAFixedFormAreNotFoundByPartsOrInAnotherCase() {
        for (C column : columns.getEnumConstants()) {
            if (column.type() instanceof ColumnType.Exact) {
                String value = column.of(rows.get(0)).toString();

                assertFiltered(new Condition<>(column, Operator.EQUALS, value.substring(1)));
                assertFiltered(new Condition<>(column, Operator.EQUALS, value + "%"));
                assertFiltered(new Condition<>(column, Operator.EQUALS, ""));
                if (column.field().equals("slug")) {
                    String capitals = value.toUpperCase(Locale.ROOT);
                    assertThat(list(where(List.of(new Condition<>(column, Operator.EQUALS, capitals)))))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void allConditionsMustHold() {
        C name = column("name");
        List<Condition<C>> both =
                List.of(new Condition<>(name, Operator.CONTAINS, "a"), new Condition<>(name, Operator.CONTAINS, "S"));
        List<Condition<C>> twice = List.of(
                new Condition<>(name, Operator.CONTAINS, "al"), new Condition<>(name, Operator.CONTAINS, "pha"));
        List<Condition<C>> never = List.of(
                new Condition<>(name, Operator.CONTAINS, "zebra"), new Condition<>(name, Operator.CONTAINS, "alpha"));

        assertThat(list(where(both)))
                .isNotEmpty()
                .containsExactlyElementsOf(expected().holding(both));
        assertThat(list(where(twice))).hasSize(3);
        assertThat(list(where(never))).isEmpty();
        assertThat(count(where(both))).isEqualTo(expected().holding(both).size());
    }

    @Test
    void everyOrderableColumnOrdersBothWaysAndTiesAreBrokenById() {
        for (C column : columns.getEnumConstants()) {
            if (column.orderable()) {
                assertThat(list(ordered(column, false, Optional.empty())))
                        .as(column.field())
                        .containsExactlyElementsOf(expected().inOrder(column, false));
                assertThat(list(ordered(column, true, Optional.empty())))
                        .as(column.field() + " descending")
                        .containsExactlyElementsOf(expected().inOrder(column, true));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 17, 18, 1000})
    void pagesAreDisjointAndComplete(int size) {
        for (String field : List.of("created_at", "name", "id")) {
            List<T> collected = new ArrayList<>();
            for (int offset = 0; offset <= rows.size(); offset += size) {
                Optional<Page> page = Optional.of(new Page(size, offset));
                List<T> rowsOfPage = list(ordered(column(field), true, page));
                assertThat(rowsOfPage).hasSize(Math.min(size, Math.max(0, rows.size() - offset)));
                assertThat(count(ordered(column(field), true, page))).isEqualTo(rows.size());
                collected.addAll(rowsOfPage);
            }

            assertThat(collected).isEqualTo(list(ordered(column(field), true, Optional.empty())));
        }
    }

    @Test
    void aPageBehindTheEndIsEmpty() {
        assertThat(list(ordered(column("id"), false, Optional.of(new Page(10, rows.size())))))
                .isEmpty();
        assertThat(list(ordered(column("id"), false, Optional.of(new Page(1000, Integer.MAX_VALUE)))))
                .isEmpty();
    }

    @Test
    void filterOrderAndPageWorkTogether() {
        C name = column("name");
        List<Condition<C>> conditions = List.of(new Condition<>(name, Operator.CONTAINS, "a"));
        List<T> found = new ExpectedRows<T, C>(expected().holding(conditions), this::id).inOrder(name, true);

        ListQuery<C> query =
                new ListQuery<>(conditions, Optional.of(new Order<>(name, true)), Optional.of(new Page(3, 2)));

        assertThat(list(query)).containsExactlyElementsOf(found.subList(2, 5));
        assertThat(count(query)).isEqualTo(found.size());
    }

    private void assertFiltered(Condition<C> condition) {
        List<T> found = expected().holding(List.of(condition));
        ListQuery<C> query = where(List.of(condition));

        assertThat(list(query)).as(condition.toString()).containsExactlyElementsOf(found);
        assertThat(count(query)).as(condition.toString()).isEqualTo(found.size());
    }

    private ExpectedRows<T, C> expected() {
        return new ExpectedRows<>(rows, this::id);
    }

    C column(String field) {
        return Arrays.stream(columns.getEnumConstants())
                .filter(column -> column.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    static <C extends Enum<C> & Column<?>> ListQuery<C> where(List<Condition<C>> conditions) {
        return new ListQuery<>(conditions, Optional.empty(), Optional.empty());
    }

    static <C extends Enum<C> & Column<?>> ListQuery<C> ordered(C column, boolean descending, Optional<Page> page) {
        return new ListQuery<>(List.of(), Optional.of(new Order<>(column, descending)), page);
    }
}
