package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.endpoint.LoggedCallStore.Entry;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code LoggedCallStore} promises, its list included. */
public abstract class LoggedCallStoreContract extends StoreContract {
    private static final int ROWS = 9;

    private Forest forest;
    private Endpoint endpoint;

    @BeforeEach
    void plant() {
        forest = Forest.planted(this);
        endpoint = kept(endpoint(forest.in(forest.near()), "/a"));
    }

    private static Entry entry(EndpointId endpoint, Place place, int number, Instant at) {
        boolean person = number % 2 == 0;
        LoggedCall.Contents contents = number % 3 == 0 ? said("body " + number) : LoggedCall.Contents.NONE;
        LoggedCall call = new LoggedCall(
                new LoggedCallId(newId()),
                endpoint,
                place,
                "request-" + number,
                person ? "GET" : "POST",
                "/api/users/%C3%A4" + number,
                200 + number,
                Duration.ofNanos(1_234_567_000L + number * 1_000L),
                "192.0.2." + number,
                person ? Optional.empty() : Optional.of("The backend \"did\" not answer " + number),
                person,
                person ? Optional.of(new UserId(new UUID(7, number))) : Optional.empty(),
                person ? Optional.empty() : Optional.of(new MachineUserId(new UUID(8, number))),
                Optional.of("caller-" + number),
                contents.bytes(),
                at);
        return new Entry(call, contents);
    }

    private static LoggedCall.Contents said(String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Z-First", List.of("1", "\"quoted\" \\ ä"));
        headers.put("Accept", List.of("*/*"));
        return new LoggedCall.Contents(
                Optional.of(new LoggedCall.Message(headers, body)),
                Optional.of(new LoggedCall.Message(
                        Map.of(), "answer, {\"a\":\"b\\\\\"}\n\t\u0001 \ud83d\ude00, NULL, \"\"")));
    }

    private List<Entry> logged() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            entries.add(entry(endpoint.id(), endpoint.place(), i, CREATED.plusMillis(i % 4)));
        }
        change(PLATFORM, stores -> stores.loggedCalls().append(entries));
        return entries;
    }

    private List<LoggedCall> list(Binding binding, ListQuery<LoggedCallColumn> query) {
        return read(binding, stores -> stores.loggedCalls().listOf(endpoint.id(), query));
    }

    private long count(Binding binding, ListQuery<LoggedCallColumn> query) {
        return read(binding, stores -> stores.loggedCalls().countOf(endpoint.id(), query));
    }

    private static List<LoggedCall> calls(List<Entry> entries) {
        return entries.stream().map(Entry::call).toList();
    }

    private static ExpectedRows<LoggedCall, LoggedCallColumn> expected(List<Entry> entries) {
        return new ExpectedRows<>(calls(entries), call -> call.id().value());
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        List<Entry> entries = logged();

        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(calls(entries));
        Map<LoggedCallId, LoggedCall.Contents> contents = read(
                at(endpoint.place()),
                stores -> stores.loggedCalls()
                        .contents(
                                endpoint.id(),
                                calls(entries).stream().map(LoggedCall::id).toList()));
        entries.forEach(entry -> assertThat(contents.get(entry.call().id())).isEqualTo(entry.contents()));
        assertThat(new ArrayList<>(contents.get(entries.get(0).call().id())
                        .request()
                        .orElseThrow()
                        .headers()
                        .keySet()))
                .containsExactly("Z-First", "Accept");
    }

    @Test
    void nothingTakesNoStatementAndWhatIsKnownIsLeftAsItIs() {
        List<Entry> entries = logged();
        change(PLATFORM, stores -> stores.loggedCalls().append(List.of()));
        Entry more = entry(endpoint.id(), endpoint.place(), 77, LATER);

        change(PLATFORM, stores -> stores.loggedCalls().append(List.of(entries.get(0), more)));

        List<LoggedCall> all = new ArrayList<>(calls(entries));
        all.add(more.call());
        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(all);
    }

    @Test
    void everyColumnFiltersByEveryValueThatARowHas() {
        List<Entry> entries = logged();
        for (LoggedCallColumn column : LoggedCallColumn.values()) {
            for (Operator operator : ExpectedRows.operators(column)) {
                for (LoggedCall row : calls(entries)) {
                    Object value = column.of(row);
                    if (value != null) {
                        List<Condition<LoggedCallColumn>> condition = List.of(new Condition<>(column, operator, value));
                        ListQuery<LoggedCallColumn> query =
                                new ListQuery<>(condition, Optional.empty(), Optional.empty());
                        List<LoggedCall> wanted = expected(entries).holding(condition);

                        assertThat(list(PLATFORM, query)).isEqualTo(wanted);
                        assertThat(count(PLATFORM, query)).isEqualTo(wanted.size());
                    }
                }
            }
        }
    }

    @Test
    void everyOrderableColumnOrdersBothWaysAndPagesAreCut() {
        List<Entry> entries = logged();
        for (LoggedCallColumn column : LoggedCallColumn.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                if (column.orderable()) {
                    List<LoggedCall> wanted = expected(entries).inOrder(column, descending);
                    Optional<Order<LoggedCallColumn>> order = Optional.of(new Order<>(column, descending));
                    assertThat(list(PLATFORM, new ListQuery<>(List.of(), order, Optional.empty())))
                            .isEqualTo(wanted);
                    assertThat(list(PLATFORM, new ListQuery<>(List.of(), order, Optional.of(new Page(4, 3)))))
                            .isEqualTo(wanted.subList(3, 7));
                }
            }
        }
    }

    @Test
    void rowsAreSeenAtTheirPlaceAlone() {
        List<Entry> entries = logged();
        Set<Binding> inside = Set.of(at(endpoint.place()), at(forest.mine()), PLATFORM);
        Principal.Machine robot = kept(machineUser(forest.near())).principal();
        List<Binding> outside = List.of(
                at(forest.sibling().place()),
                at(forest.other()),
                new Binding.Reach(robot),
                new Binding.Reach(principal(keptMember(forest.near().place(), Role.ADMIN))));

        for (Binding binding : inside) {
            assertThat(list(binding, ListQuery.all())).hasSize(ROWS);
            assertThat(count(binding, ListQuery.all())).isEqualTo(ROWS);
        }
        List<LoggedCallId> ids = calls(entries).stream().map(LoggedCall::id).toList();
        for (Binding binding : outside) {
            assertThat(list(binding, ListQuery.all())).isEmpty();
            assertThat(count(binding, ListQuery.all())).isZero();
            Map<LoggedCallId, LoggedCall.Contents> contents =
                    read(binding, stores -> stores.loggedCalls().contents(endpoint.id(), ids));
            assertThat(contents).isEmpty();
        }
        assertThatThrownBy(() -> change(
                        at(forest.sibling().place()),
                        stores -> stores.loggedCalls()
                                .append(List.of(entry(endpoint.id(), endpoint.place(), 1, CREATED)))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void contentsAreThoseOfTheEndpointThatWasAskedFor() {
        List<Entry> entries = logged();
        Endpoint other = kept(endpoint(forest.in(forest.near()), "/b"));
        List<LoggedCallId> ids = calls(entries).stream().map(LoggedCall::id).toList();

        Map<LoggedCallId, LoggedCall.Contents> contents =
                read(PLATFORM, stores -> stores.loggedCalls().contents(other.id(), ids));

        assertThat(contents).isEmpty();
    }

    /** Times before all others that there are, since a purge is of the whole installation. */
    @Test
    void aPurgeRemovesTheOldestFirstAndNoMoreThanItShould() {
        Instant old = Instant.parse("1990-01-01T00:00:00Z");
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(entry(endpoint.id(), endpoint.place(), i, old.plusSeconds(i)));
        }
        change(PLATFORM, stores -> stores.loggedCalls().append(entries));
        Instant before = old.plusSeconds(4);

        assertThat(purged(before, 3)).isEqualTo(3);
        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(calls(entries.subList(3, 5)));
        assertThat(purged(before, 1)).isEqualTo(1);
        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(calls(entries.subList(4, 5)));
        purged(before, 1000);
        assertThat(list(PLATFORM, ListQuery.all())).as("exactly at the time").isEqualTo(calls(entries.subList(4, 5)));
    }

    @Test
    void aPurgeRemovesWhatIsLeftOfEndpointsThatAreGone() {
        purged(Instant.EPOCH, 1_000_000);
        Endpoint gone = kept(endpoint(forest.in(forest.near()), "/gone"));
        Endpoint goneToo = kept(endpoint(forest.in(forest.sibling()), "/gone"));
        List<Entry> stays = logged();
        List<Entry> orphans = new ArrayList<>();
        for (Endpoint one : List.of(gone, goneToo)) {
            for (int i = 0; i < 3; i++) {
                orphans.add(entry(one.id(), one.place(), i, CREATED));
            }
            change(PLATFORM, stores -> stores.loggedCalls().append(orphans));
            change(PLATFORM, stores -> stores.endpoints().delete(one.id()));
        }

        assertThat(purged(Instant.EPOCH, 4)).isEqualTo(4);
        assertThat(purged(Instant.EPOCH, 4)).isEqualTo(2);
        assertThat(purged(Instant.EPOCH, 4)).isZero();
        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(calls(stays));
    }

    private int purged(Instant before, int most) {
        return write(PLATFORM, stores -> stores.loggedCalls().purge(before, false, most));
    }

    /** Where calls are kept by spans of time, and where they are not. */
    @Test
    void spansAreMadeOnceAndGoWithNoCallThatIsToStay() {
        List<Entry> entries = logged();
        write(PLATFORM, stores -> stores.loggedCalls().prepareSpans(1, 9));

        int again = write(PLATFORM, stores -> stores.loggedCalls().prepareSpans(1, 9));
        assertThat(again).isZero();
        OptionalLong removed = write(PLATFORM, stores -> stores.loggedCalls().removeSpan(CREATED));
        assertThat(removed.isPresent()).isFalse();
        assertThat(list(PLATFORM, ListQuery.all())).isEqualTo(calls(entries));
    }
}
