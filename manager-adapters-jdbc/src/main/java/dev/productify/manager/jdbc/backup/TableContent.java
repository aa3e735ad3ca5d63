package dev.productify.manager.jdbc.backup;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a backup holds of one table.
 *
 * @param columns in the order of the values of each row
 * @param bytes before they are packed
 * @param sha256 of those bytes, 64 hexadecimal digits
 */
public record TableContent(String table, List<String> columns, long rows, long bytes, String sha256) {
    public TableContent {
        requireNonNull(table, "table");
        columns = List.copyOf(columns);
        requireNonNull(sha256, "sha256");
    }
}
