package dev.productify.manager.jdbc.tx;

import dev.productify.manager.ports.changes.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * What the database's triggers told the session that its statements changed ({@code docs/adr/0007}). It comes with the
 * answers to the statements and costs no message of its own.
 */
public final class ToldChanges implements JdbiConfig<ToldChanges> {
    /** As the trigger function names it. */
    private static final String STATE = "MC001";

    private final Set<Change> changes = new LinkedHashSet<>();

    /** Makes the handles listen that are asked for what was {@linkplain #of told}. */
    static void install(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).addCustomizer(new Ear());
    }

    static ToldChanges of(Handle handle) {
        return handle.getConfig(ToldChanges.class);
    }

    Set<Change> soFar() {
        return Set.copyOf(changes);
    }

    /** Jdbi copies configurations for every statement; this one stays the same. */
    @Override
    public ToldChanges createCopy() {
        return this;
    }

    private static final class Ear implements StatementCustomizer {
        @Override
        public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                if (STATE.equals(told.getSQLState())) {
                    context.getConfig(ToldChanges.class).changes.add(Change.parse(told.getMessage()));
                }
            }
        }
    }
}
