package dev.productify.manager.jdbc.tx;

import dev.productify.manager.jdbc.shared.BindingSettings;
import dev.productify.manager.jdbc.shared.Session;
import dev.productify.manager.jdbc.shared.SqlErrors;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on PostgreSQL.
 *
 * <p>Reads run in autocommit: each statement is one message that binds itself, which costs a third of {@code begin},
 * {@code set}, statement, {@code commit}, and sees exactly what READ COMMITTED would show it. Writes are one transaction.
 */
public final class JdbcTransactions implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcTransactions.class);

    private final DataSource dataSource;
    private final ChangeFeed changes;
    private final ThreadGuard nesting = new ThreadGuard();

    /**
     * @param dataSource connections of the role that requests run under; each commits every statement by itself when it is given
     *     out, however it was given back, as a pool's do
     * @param changes is told what these transactions change
     */
    public JdbcTransactions(DataSource dataSource, ChangeFeed changes) {
        this.changes = changes;
        this.dataSource = dataSource;
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return connected(connection -> {
            Session session = new Session(connection);
            session.bindReads(BindingSettings.DOOR);
            Admission<A> admitted = admission.apply(new JdbcDoor(session));
            session.bindReads(settings(admitted.binding()));
            return work.apply(new JdbcStores(session, admitted.binding()), admitted.learnt());
        });
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        Set<Change> committing = new LinkedHashSet<>();
        try {
            return connected(connection -> inTransaction(connection, session -> {
                session.bindTransaction(BindingSettings.DOOR);
                Admission<A> admitted = admission.apply(new JdbcDoor(session));
                session.bindTransaction(settings(admitted.binding()));
                R result = work.apply(new JdbcStores(session, admitted.binding()), admitted.learnt());
                committing.addAll(session.changes());
                session.commitWithLast();
                return result;
            }));
        } finally {
            // Also when the commit fails: whether it took effect is not known then.
            committing.forEach(changes::announce);
        }
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return connected(connection -> {
            Session session = new Session(connection);
            session.bindReads(BindingSettings.DOOR);
            return look.apply(new JdbcDoor(session));
        });
    }

    @Override
    public Changes changes() {
        return changes;
    }

    private static BindingSettings settings(Binding binding) {
        if (binding instanceof Binding.Platform platform) {
            LOG.debug("A transaction is bound to the whole installation: {}", platform.reason());
        }
        return BindingSettings.of(binding);
    }

    private interface Work<T, R> {
        R on(T with) throws SQLException;
    }

    private <R> R connected(Work<Connection, R> work) {
        return nesting.alone(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return work.on(connection);
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            } catch (RuntimeException e) {
                throw SqlErrors.refusal(e);
            }
        });
    }

    /** Commits, or undoes everything when the work throws. */
    private static <R> R inTransaction(Connection connection, Work<Session, R> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            R result = work.on(new Session(connection));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            try {
                connection.rollback();
            } catch (SQLException lost) {
                failure.addSuppressed(lost); // the database undoes what a lost connection had begun
            }
            throw failure;
        }
    }
}
