package dev.productify.manager.jdbc.tx;

import dev.productify.manager.jdbc.tx.BoundStatements.Settings;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on PostgreSQL.
 *
 * <p>Reads run in autocommit: each statement is one message that binds itself, which costs a third of {@code begin},
 * {@code set}, statement, {@code commit}, and sees exactly what READ COMMITTED would show it. Writes are one transaction.
 */
public final class JdbiTransactions implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(JdbiTransactions.class);

    private final Jdbi jdbi;
    private final ChangeFeed changes;
    private final ThreadGuard nesting = new ThreadGuard();

    /**
     * @param dataSource connections of the role that requests run under
     * @param changes is told what these transactions change
     */
    public JdbiTransactions(DataSource dataSource, ChangeFeed changes) {
        this.changes = changes;
        this.jdbi = Jdbi.create(dataSource).installPlugin(new SqlObjectPlugin());
        jdbi.registerArgument(new UuidArguments());
        jdbi.registerArgument(new IdArguments());
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerRowMapper(new RecordRows());
        jdbi.getConfig(SqlStatements.class).addExceptionHandler(new SqlErrors());
        ToldChanges.install(jdbi);
        BoundStatements.install(jdbi);
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return withHandle(handle -> {
            BoundStatements.bindReads(handle, Settings.DOOR);
            Admission<A> admitted = admission.apply(new JdbiDoor(handle));
            BoundStatements.bindReads(handle, settings(admitted.binding()));
            return work.apply(new JdbiStores(handle, admitted.binding()), admitted.learnt());
        });
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        Set<Change> committing = new LinkedHashSet<>();
        try {
            return withHandle(handle -> {
                ToldChanges told = ToldChanges.of(handle);
                return handle.inTransaction(transaction -> {
                    BoundStatements.bindTransaction(handle, Settings.DOOR);
                    Admission<A> admitted = admission.apply(new JdbiDoor(handle));
                    BoundStatements.bindTransaction(handle, settings(admitted.binding()));
                    R result = work.apply(new JdbiStores(handle, admitted.binding()), admitted.learnt());
                    committing.addAll(told.soFar());
                    return result;
                });
            });
        } finally {
            // Also when the commit fails: whether it took effect is not known then.
            committing.forEach(changes::announce);
        }
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return withHandle(handle -> {
            BoundStatements.bindReads(handle, Settings.DOOR);
            return look.apply(new JdbiDoor(handle));
        });
    }

    @Override
    public Changes changes() {
        return changes;
    }

    private static Settings settings(Binding binding) {
        if (binding instanceof Binding.Platform platform) {
            LOG.debug("A transaction is bound to the whole installation: {}", platform.reason());
        }
        return Settings.of(binding);
    }

    private <R> R withHandle(Function<Handle, R> work) {
        return nesting.alone(() -> {
            try (Handle handle = jdbi.open()) {
                return work.apply(handle);
            } catch (RuntimeException e) {
                throw SqlErrors.refusal(e);
            }
        });
    }
}
