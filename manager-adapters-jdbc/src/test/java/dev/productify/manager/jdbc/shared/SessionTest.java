package dev.productify.manager.jdbc.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.jdbc.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes into statements comes out of them. */
class SessionTest {
    private static MigratedDatabase database;
    private static Connection connection;

    private final Session session = new Session(connection);

    @BeforeAll
    static void open() throws SQLException {
        database = MigratedDatabase.create();
        connection = database.connectAsRuntime();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    private record Thing(
            UUID id,
            String name,
            boolean isFlag,
            Boolean unknown,
            int number,
            Long large,
            Instant createdAt,
            byte[] raw,
            String[] words) {}

    private record Pair(Thing one, Alone other) {}

    private record Alone(UUID id) {}

    private static final String THING = """
            select :id::uuid as id, :name::text as name, :flag::boolean as is_flag, :unknown::boolean as unknown,
                   :number::int as number, :large::bigint as large, :at::timestamptz as created_at, :raw::bytea as raw,
                   :words::text[] as words\
            """;

    private static Map<String, Object> parameters(UUID id) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("name", "ein : Name");
        parameters.put("flag", true);
        parameters.put("unknown", null);
        parameters.put("number", 7);
        parameters.put("large", 1L << 40);
        parameters.put("at", Instant.parse("2026-01-02T03:04:05.678901Z"));
        parameters.put("raw", new byte[] {1, 2});
        parameters.put("words", new String[] {"a", null, "b"});
        return parameters;
    }

    private static void assertThing(Thing thing, UUID id) {
        assertThat(thing.id()).isEqualTo(id);
        assertThat(thing.name()).isEqualTo("ein : Name");
        assertThat(thing.isFlag()).isTrue();
        assertThat(thing.unknown()).isNull();
        assertThat(thing.number()).isEqualTo(7);
        assertThat(thing.large()).isEqualTo(1L << 40);
        assertThat(thing.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
        assertThat(thing.raw()).containsExactly(1, 2);
        assertThat(thing.words()).containsExactly("a", null, "b");
    }

    @Test
    void recordsAreReadByTheNamesOfTheirComponents() {
        UUID id = UUID.randomUUID();

        assertThing(session.one(Thing.class, THING, parameters(id)).orElseThrow(), id);
    }

    @Test
    void recordsInRecordsAreReadFromColumnsWithTheirName() {
        UUID id = UUID.randomUUID();
        String sql = "select " + Columns.prefixed("t", "one", Thing.class) + ", "
                + Columns.prefixed("t", "other", Alone.class) + " from (" + THING + ") t";

        Pair pair = session.one(Pair.class, sql, parameters(id)).orElseThrow();

        assertThing(pair.one(), id);
        assertThat(pair.other().id()).isEqualTo(id);
    }

    @Test
    void whatIsNoRecordIsTheFirstColumn() {
        assertThat(session.list(Long.class, "select n::bigint, 'x' from generate_series(1, 3) n order by n", Map.of()))
                .isEqualTo(List.of(1L, 2L, 3L));
        assertThat(session.one(String.class, "select 'x' where false", Map.of()))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aRecordGivesItsComponents() {
        UUID id = UUID.randomUUID();
        Parameters ofRecord = Parameters.of(new Alone(id), Parameters.NONE);

        assertThat(session.one(UUID.class, "select :id::uuid", ofRecord)).contains(id);
    }

    @Test
    void whatNobodyGaveIsAFault() {
        assertThatThrownBy(() -> session.one(String.class, "select :name", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":name");
    }

    @Test
    void twoRowsAreNotOne() {
        assertThatThrownBy(() -> session.one(Long.class, "select n from generate_series(1, 2) n", Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
