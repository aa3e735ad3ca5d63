package dev.productify.manager.ports.shared;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.FilterText;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.ListQuery.OrderText;
import dev.productify.manager.ports.tenancy.TenantColumn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {
    private static final String ID = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final String FILTERS =
            "id, name, slug, description, project_id, type, protected, created_after, created_before, updated_after,"
                    + " updated_before";
    private static final String ORDERS = "id, name, slug, type, created_at, updated_at";

    @Test
    void everyFieldIsReadInTheFormOfItsColumn() {
        assertThat(filtered("id", ID)).isEqualTo(condition(TenantColumn.ID, Operator.EQUALS, UUID.fromString(ID)));
        assertThat(filtered("name", "Ac%")).isEqualTo(condition(TenantColumn.NAME, Operator.CONTAINS, "Ac%"));
        assertThat(filtered("slug", "acme")).isEqualTo(condition(TenantColumn.SLUG, Operator.EQUALS, "acme"));
        assertThat(filtered("description", "")).isEqualTo(condition(TenantColumn.DESCRIPTION, Operator.CONTAINS, ""));
        assertThat(filtered("type", "stage")).isEqualTo(condition(TenantColumn.TYPE, Operator.EQUALS, "stage"));
        assertThat(filtered("protected", "true")).isEqualTo(condition(TenantColumn.PROTECTED, Operator.EQUALS, true));
        assertThat(filtered("created_after", "2026-01-31T12:00:00Z"))
                .isEqualTo(condition(TenantColumn.CREATED_AT, Operator.AFTER, Instant.parse("2026-01-31T12:00:00Z")));
        assertThat(filtered("updated_before", "2026-01-31T12:00:00.5+02:00"))
                .isEqualTo(
                        condition(TenantColumn.UPDATED_AT, Operator.BEFORE, Instant.parse("2026-01-31T10:00:00.5Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "projectId, project_id",
        "projectID, project_id",
        "project_id, project_id",
    })
    void camelCaseIsAccepted(String written, String field) {
        assertThat(filtered(written, ID).column().field()).isEqualTo(field);
        assertThat(filtered("createdAfter", "2026-01-31T12:00:00Z").column()).isEqualTo(TenantColumn.CREATED_AT);
        assertThat(ordered("createdAt").column()).isEqualTo(TenantColumn.CREATED_AT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nope", "Name", "created_at", "createdAt", "name ", "project-id", "metadata", "ıd", "NAME"})
    void anUnknownFilterIsToldWhichThereAre(String field) {
        String message = assertRefused(BAD_USER_INPUT, () -> filtered(field, "x"));

        assertThat(message).isEqualTo("filters: there is no field \"" + field + "\"; there are " + FILTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "description", "protected", "project_id", "created_after"})
    void anUnknownOrderIsToldWhichThereAre(String field) {
        String message = assertRefused(BAD_USER_INPUT, () -> ordered(field));

        assertThat(message).isEqualTo("order: there is no field \"" + field + "\"; there are " + ORDERS);
    }

    @Test
    void aLongFieldIsNotRepeatedWhole() {
        String message = assertRefused(BAD_USER_INPUT, () -> filtered("x".repeat(10_000), "x"));

        assertThat(message).contains("x".repeat(40) + "…").hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "id,            ,                                      a UUID",
                "id,            1-1-1-1-1,                             a UUID",
                "id,            0190163d8694739baea5966c26f8ad91,      a UUID",
                "projectId,     {0190163d-8694-739b-aea5-966c26f8ad91}, a UUID",
                "protected,     ,                                      true or false",
                "protected,     TRUE,                                  true or false",
                "protected,     yes,                                   true or false",
                "type,          ,                                      run",
                "type,          RUN,                                   run",
                "type,          live,                                  run",
                "created_after, ,                                      2026-01-31T00:00:00Z",
                "created_after, yesterday,                             2026-01-31T00:00:00Z",
                "created_after, 2026-01-31,                            2026-01-31T00:00:00Z",
                "created_after, 2026-01-31T12:00:00,                   2026-01-31T00:00:00Z",
                "created_after, 2026-02-30T12:00:00Z,                  2026-01-31T00:00:00Z",
                "updatedBefore, +1000000000-12-31T23:59:59Z,           2026-01-31T00:00:00Z",
                "updatedBefore, +12026-01-31T00:00:00Z,                2026-01-31T00:00:00Z",
                "updatedBefore, -0001-01-31T00:00:00Z,                 2026-01-31T00:00:00Z",
                "updatedBefore, 1769860800,                            2026-01-31T00:00:00Z",
            })
    void aValueOfTheWrongFormIsToldTheRightOneByTheNameOfTheField(String field, String value, String wanted) {
        String message = assertRefused(BAD_USER_INPUT, () -> filtered(field, value == null ? "" : value));

        assertThat(message).startsWith("filter ").contains(" takes ").contains(wanted);
        assertThat(message.replace("_", "")).containsIgnoringCase(field.replace("_", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "slug", "description"})
    void textThatNoDatabaseCanHoldIsRefused(String field) {
        for (String value : List.of("a\u0000b", "\ud800", "\udc00x")) {
            assertThat(assertRefused(BAD_USER_INPUT, () -> filtered(field, value)))
                    .startsWith("filter " + field + " takes ");
        }
        assertThat(filtered(field, "😀\n\t").value()).isEqualTo("😀\n\t");
    }

    @Test
    void allFiltersAreReadInTheirOrder() {
        ListQuery<TenantColumn> query = ListQuery.parse(
                TenantColumn.class,
                List.of(new FilterText("name", "a"), new FilterText("slug", "b"), new FilterText("name", "c")),
                Optional.of(new OrderText("name", true)),
                Optional.of(new Page(10, 20)));

        assertThat(query.conditions()).extracting(Condition::value).containsExactly("a", "b", "c");
        assertThat(query.order()).contains(new Order<>(TenantColumn.NAME, true));
        assertThat(query.limit()).isEqualTo(10);
        assertThat(query.offset()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 0, true", "1000, 0, true", "1001, 0, false", "-1, 0, false", "1, -1, false"})
    void aPageHasLimits(int limit, int offset, boolean accepted) {
        if (accepted) {
            assertThat(new Page(limit, offset).limit()).isEqualTo(limit);
            return;
        }

        String message = assertRefused(BAD_USER_INPUT, () -> new Page(limit, offset));
        assertThat(message).contains(offset < 0 ? "pagination.offset must be 0" : "pagination.limit must be 1 to 1000");
    }

    @Test
    void withoutAPageOneRowMoreThanMayBeAnsweredIsFetched() {
        ListQuery<TenantColumn> all = ListQuery.all();

        assertThat(all.limit()).isEqualTo(1001);
        assertThat(all.offset()).isZero();
        assertThat(all.complete(Collections.nCopies(1000, "row"))).hasSize(1000);
        assertRefused(BAD_USER_INPUT, () -> all.complete(Collections.nCopies(1001, "row")));
    }

    private static Condition<TenantColumn> filtered(String field, String value) {
        return ListQuery.parse(
                        TenantColumn.class, List.of(new FilterText(field, value)), Optional.empty(), Optional.empty())
                .conditions()
                .get(0);
    }

    private static Order<TenantColumn> ordered(String field) {
        return ListQuery.parse(
                        TenantColumn.class, List.of(), Optional.of(new OrderText(field, false)), Optional.empty())
                .order()
                .orElseThrow();
    }

    private static Condition<TenantColumn> condition(TenantColumn column, Operator operator, Object value) {
        return new Condition<>(column, operator, value);
    }
}
