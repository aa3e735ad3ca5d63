package dev.productify.manager.jdbc.backup;

import dev.productify.manager.jdbc.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables of the schema as the database itself knows them, so that none can be forgotten; without the history of migrations,
 * which migrations write, and without partitions, whose rows are those of the table that they belong to.
 */
final class TableCatalogue {
    private static final String COLUMNS = """
            select c.relname, a.attname
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             where c.relnamespace = to_regnamespace('%s') and c.relkind in ('r', 'p') and not c.relispartition
               and c.relname <> 'flyway_schema_history'
             order by c.relname, a.attnum
            """.formatted(Schema.name());

    private static final String FOREIGN_KEYS = """
            select child.relname, parent.relname
              from pg_constraint k
              join pg_class child on child.oid = k.conrelid
              join pg_class parent on parent.oid = k.confrelid
             where k.contype = 'f' and k.connamespace = to_regnamespace('%s')
            """.formatted(Schema.name());

    private TableCatalogue() {}

    /** A table and those columns of it that are written. */
    record Table(String name, List<String> columns) {
        /** The table's name in SQL. */
        String sql() {
            return Schema.quoted(Schema.name()) + "." + Schema.quoted(name);
        }

        /** As {@code COPY} wants it to load rows; a partitioned table puts each of them where it belongs. */
        String sqlWithColumns() {
            return sql() + " (" + sqlOfColumns() + ")";
        }

        /** All rows, those in partitions too: {@code COPY} of a table by its name would leave these out. */
        String sqlOfRows() {
            return "select " + sqlOfColumns() + " from " + sql();
        }

        private String sqlOfColumns() {
            return columns.stream().map(Schema::quoted).collect(Collectors.joining(", "));
        }
    }

    /** All tables, in the order in which they can be loaded; none where there is no schema. */
    static List<Table> read(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, Set<String>> parents = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(COLUMNS)) {
                while (row.next()) {
                    columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                            .add(row.getString(2));
                    parents.computeIfAbsent(row.getString(1), table -> new TreeSet<>());
                }
            }
            try (ResultSet row = statement.executeQuery(FOREIGN_KEYS)) {
                while (row.next()) {
                    String parent = row.getString(2);
                    parents.computeIfPresent(row.getString(1), (child, all) -> {
                        all.add(parent);
                        return all;
                    });
                }
            }
        }
        return LoadOrder.of(parents).stream()
                .map(name -> new Table(name, List.copyOf(columns.get(name))))
                .toList();
    }

    /** The names of all of them for a statement that takes several. */
    static String list(List<Table> tables) {
        return tables.stream().map(Table::sql).collect(Collectors.joining(", "));
    }
}
