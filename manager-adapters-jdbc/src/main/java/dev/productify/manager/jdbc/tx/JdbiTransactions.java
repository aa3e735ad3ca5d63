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
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
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
        this.jdbi = Jdbi.create(dataSource);
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return withHandle(handle -> {
            Session session = new Session(handle.getConnection());
            session.bindReads(BindingSettings.DOOR);
            Admission<A> admitted = admission.apply(new JdbiDoor(session));
            session.bindReads(settings(admitted.binding()));
            return work.apply(new JdbiStores(session, admitted.binding()), admitted.learnt());
        });
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        Set<Change> committing = new LinkedHashSet<>();
        try {
            return withHandle(handle -> handle.inTransaction(transaction -> {
                Session session = new Session(transaction.getConnection());
                session.bindTransaction(BindingSettings.DOOR);
                Admission<A> admitted = admission.apply(new JdbiDoor(session));
                session.bindTransaction(settings(admitted.binding()));
                R result = work.apply(new JdbiStores(session, admitted.binding()), admitted.learnt());
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
        return withHandle(handle -> {
            Session session = new Session(handle.getConnection());
            session.bindReads(BindingSettings.DOOR);
            return look.apply(new JdbiDoor(session));
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
