package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One statement on a connection of its own. */
final class Queries {
    private Queries() {}

    static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = Roles.connect(address)) {
            Roles.execute(connection, sql);
        }
    }

    static List<String> list(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = Roles.connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    static String one(DatabaseAddress address, String sql) throws SQLException {
        return list(address, sql).get(0);
    }
}
