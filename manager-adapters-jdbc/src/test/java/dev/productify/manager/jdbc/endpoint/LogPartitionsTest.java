package dev.productify.manager.jdbc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log of the bus in its partitions: which one a call lies in, and how partitions come and go. */
class LogPartitionsTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private static MigratedDatabase database;
    private static EndpointId endpoint;
    private static Place place;

    @BeforeAll
    static void fill() throws SQLException {
        database = MigratedDatabase.create();
        Installations installation = new Installations(database.transactions());
        Call person = installation.person("logger");
        Installations.Tree tree = installation.tree(person, "logged");
        place = tree.application().place();
        endpoint = installation
                .useCases
                .endpoints()
                .create(person, tree.application().id(), World.endpointDefinition("/logged"), World.bearer("secret"))
                .id();
        // All that was before partitions lies in one; here there are days instead.
        sql("drop table esb_log_p19700101");
        for (int day = -40; day < 0; day++) {
            String name = name(TODAY.plusDays(day));
            sql("create table " + name + " (like esb_log)");
            sql("alter table esb_log attach partition " + name + " for values from ('" + id(start(day)) + "') to ('"
                    + id(start(day + 1)) + "')");
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Instant start(int day) {
        return TODAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String name(LocalDate day) {
        return "esb_log_p" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The first id of that millisecond. */
    private static UUID id(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }

    private static UUID someId(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
    }

    private static UUID logged(UUID id, Instant at) {
        LoggedCall call = new LoggedCall(
                new LoggedCallId(id),
                endpoint,
                place,
                "request",
                "GET",
                "/logged",
                200,
                Duration.ofMillis(1),
                "192.0.2.1",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                at);
        store(calls -> {
            calls.append(List.of(new LoggedCallStore.Entry(call, LoggedCall.Contents.NONE)));
            return true;
        });
        return id;
    }

    private static UUID logged(Instant at) {
        return logged(someId(at), at);
    }

    private static <R> R store(Function<LoggedCallStore, R> work) {
        return store(new Binding.Platform("test"), work);
    }

    private static <R> R store(Binding binding, Function<LoggedCallStore, R> work) {
        return database.transactions()
                .write(door -> new Admission<>(binding, null), (stores, nothing) -> work.apply(stores.loggedCalls()));
    }

    private static List<UUID> listed() {
        return store(calls -> calls.listOf(endpoint, ListQuery.all())).stream()
                .map(call -> call.id().value())
                .toList();
    }

    private static List<String> sql(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner()) {
            return sql(connection, sql);
        }
    }

    private static List<String> sql(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }

    private static String partitionOf(UUID id) throws SQLException {
        return sql("select tableoid::regclass from esb_log where id = '" + id + "'")
                .get(0);
    }

    private static List<String> partitions() throws SQLException {
        return sql("select partition_name from partitions_of('esb_log') order by upper_id");
    }

    @Test
    void aCallLiesInThePartitionOfItsDay() throws SQLException {
        UUID last = logged(start(0).minusMillis(1));
        UUID first = logged(start(0));
        UUID now = logged(Instant.now());

        assertThat(partitionOf(last)).isEqualTo(name(TODAY.minusDays(1)));
        assertThat(partitionOf(first)).isEqualTo(name(TODAY));
        assertThat(partitionOf(now)).startsWith("esb_log_p2");
    }

    @Test
    void idsAndTimesFitEachOther() throws SQLException {
        Instant at = Instant.parse("2026-03-29T01:30:00.123Z");

        assertThat(sql("select uuid_at('" + at + "')")).containsExactly(id(at).toString());
        assertThat(sql("select time_of('" + someId(at) + "') = '" + at + "'")).containsExactly("t");
        assertThat(sql("select uuid_at('1969-01-01')")).containsExactly(new UUID(0, 0).toString());
    }

    @Test
    void aPartitionGoesWhenItIsOverAndNotBefore() throws SQLException {
        UUID oldest = logged(start(-40).plusSeconds(1));
        UUID next = logged(start(-39));
        sql("analyze " + name(TODAY.minusDays(40)));
        OptionalLong early = store(calls -> calls.removeSpan(start(-39).minusMillis(1)));
        assertThat(early.isPresent()).isFalse();

        OptionalLong due = store(calls -> calls.removeSpan(start(-39)));
        OptionalLong again = store(calls -> calls.removeSpan(start(-39)));

        assertThat(due).hasValue(1);
        assertThat(again.isPresent()).isFalse();
        assertThat(listed()).contains(next).doesNotContain(oldest);
        assertThat(partitions().get(0)).isEqualTo(name(TODAY.minusDays(39)));
    }

    @Test
    void calendarDaysStayUntilTheyAreOverUnlessCallsAreToGoOneByOne() {
        Instant before = start(-20).plus(Duration.ofHours(12));
        UUID sameDay = logged(before.minusSeconds(1));
        UUID sameDayLater = logged(before);
        UUID notedLate = logged(someId(start(-19)), before.minusMillis(1));
        UUID ofNoTime = logged(new UUID(-1, 1), before.minusMillis(1));

        purge(before, true);
        assertThat(listed()).contains(sameDay, sameDayLater).doesNotContain(notedLate, ofNoTime);
        purge(before, false);
        assertThat(listed()).contains(sameDayLater).doesNotContain(sameDay);
    }

    private static void purge(Instant before, boolean wholeSpans) {
        while (store(calls -> calls.purge(before, wholeSpans, 1)) > 0) {
            // one at a time
        }
    }

    @Test
    void partitionsAreMadeAheadAndTakeWhatCameTooEarly() throws SQLException {
        assertThat(partitions()).contains(name(TODAY), name(TODAY.plusDays(6))).doesNotContain(name(TODAY.plusDays(7)));
        UUID early = logged(start(8).plusSeconds(1));
        assertThat(partitionOf(early)).isEqualTo("esb_log_default");

        assertThat(prepared(1, 9)).isEqualTo(2);
        assertThat(prepared(1, 9)).isZero();

        assertThat(partitionOf(early)).isEqualTo(name(TODAY.plusDays(8)));
        assertThat(prepared(7, 60)).isEqualTo(8);
        UUID inAWeek = logged(start(15).plusSeconds(1));
        assertThat(partitionOf(inAWeek)).isEqualTo(name(TODAY.plusDays(9)));
    }

    private static int prepared(int days, int ahead) {
        return store(calls -> calls.prepareSpans(days, ahead));
    }

    @Test
    void whatIsNotAPartitionIsRefused() {
        for (int[] wrong : new int[][] {{0, 7}, {2, 7}, {8, 7}, {1, 0}, {1, 61}, {1, -1}}) {
            assertThatThrownBy(() -> prepared(wrong[0], wrong[1])).hasMessageContaining("1 to 60 days ahead");
        }
        assertThatThrownBy(() -> store(calls -> calls.removeSpan(Instant.now().plusSeconds(60))))
                .hasMessageContaining("that are over");
    }

    @Test
    void onlyWhoeverIsBoundToTheWholeInstallationMakesOrDropsPartitions() {
        Binding here = Binding.Place.of(place);

        assertThatThrownBy(() -> store(here, calls -> calls.prepareSpans(1, 7)))
                .hasMessageContaining("whole installation");
        assertThatThrownBy(() -> store(here, calls -> calls.removeSpan(Instant.EPOCH)))
                .hasMessageContaining("whole installation");
    }

    @Test
    void theRoleOfRequestsHasNoOtherWayToPartitions() throws SQLException {
        String today = name(TODAY);
        for (String forbidden : List.of(
                "select * from " + today,
                "insert into " + today + " select * from esb_log",
                "delete from " + today,
                "truncate " + today,
                "truncate esb_log",
                "drop table " + today,
                "alter table esb_log detach partition " + today,
                "create table further partition of esb_log for values from ('" + id(start(100)) + "') to ('"
                        + id(start(101)) + "')",
                "select * from esb_log_default")) {
            try (Connection connection = database.connectAsRuntime()) {
                assertThatThrownBy(() -> sql(connection, forbidden))
                        .as(forbidden)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
            }
        }
    }
}
