package dev.productify.manager.server.system;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks behind the server's back: as the owner of the schema, at all rows. */
final class OwnerSql implements AutoCloseable {
    private final Connection connection;

    OwnerSql(DatabaseAddress address) throws SQLException {
        connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        connection.setSchema("manager");
        execute("set manager.binding = 'platform'");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column. */
    List<String> texts(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    /** The columns of one row by their names; those without a value are left out. */
    Map<String, String> row(String sql) throws SQLException {
        Map<String, String> row = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String value = rows.getString(i);
                if (value != null) {
                    row.put(rows.getMetaData().getColumnLabel(i), value);
                }
            }
        }
        return row;
    }

    long number(String sql, String... parameters) throws SQLException {
        return Long.parseLong(texts(sql, parameters).get(0));
    }

    /** How many rows each table has, apart from those that a node's periodic jobs write by themselves. */
    Map<String, Long> rowCounts() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        String tables = "select table_name from information_schema.tables"
                + " where table_schema = 'manager' and table_type = 'BASE TABLE'"
                + " and table_name not in ('audit_unsealed', 'audit_seal', 'job', 'executor_node')";
        for (String table : texts(tables)) {
            counts.put(table, number("select count(*) from \"" + table + '"'));
        }
        return counts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
