package dev.productify.manager.jdbc.tx;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.ports.tx.Binding;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Sends the binding of a transaction in one message with a statement, so that it costs no round trip of its own
 * ({@code docs/adr/0004}). The settings live as long as the transaction: in autocommit that is the message itself, so
 * there every statement carries them; after {@code begin} the first one does. A statement that went without them would
 * see nothing, because row-level security denies what is not bound.
 */
final class BoundStatements {
    private static final String BIND = """
            select set_config('manager.binding', :managerBinding, true),
                   set_config('manager.project', :managerProject, true),
                   set_config('manager.tenant', :managerTenant, true),
                   set_config('manager.user', :managerUser, true)\
            """;
    private static final String BIND_READ_ONLY = BIND + ", set_config('transaction_read_only', 'on', true)";
    private static final String CARRIED = "managerBindingCarried";

    private BoundStatements() {}

    /** Makes the statements of all handles carry what {@link #bind} says. */
    static void install(Jdbi jdbi) {
        TemplateEngine engine = (sql, context) -> prefix(context) + sql;
        jdbi.setTemplateEngine(engine);
        jdbi.getConfig(SqlStatements.class).addCustomizer(new Carrier());
    }

    /** Binds all statements of the handle from now on; each of them alone, and to read only. */
    static void bindReads(Handle handle, Settings settings) {
        bind(handle, settings, true);
    }

    /** Binds the transaction of the handle from now on. */
    static void bindTransaction(Handle handle, Settings settings) {
        bind(handle, settings, false);
    }

    private static void bind(Handle handle, Settings settings, boolean eachStatement) {
        State state = handle.getConfig(State.class);
        state.settings = settings;
        state.eachStatement = eachStatement;
        state.pending = true;
    }

    private static String prefix(StatementContext context) {
        if (context.getAttribute(CARRIED) == null) {
            return "";
        }
        return (context.getConfig(State.class).eachStatement ? BIND_READ_ONLY : BIND) + ";\n";
    }

    /** The values of the four settings; see the first migration. */
    record Settings(String kind, String project, String tenant, String user) {
        static final Settings DOOR = new Settings("door", "", "", "");
        private static final Settings PLATFORM = new Settings("platform", "", "", "");

        static Settings of(Binding binding) {
            if (binding instanceof Binding.Place place) {
                return new Settings(
                        "place",
                        text(place.project().value()),
                        text(place.tenant().map(t -> t.value())),
                        "");
            }
            if (binding instanceof Binding.Reach reach) {
                return of(reach.principal());
            }
            if (binding instanceof Binding.Own own) {
                return ofReach(own.user());
            }
            return PLATFORM;
        }

        private static Settings of(Principal principal) {
            if (principal.isPlatformAdministrator()) {
                return PLATFORM;
            }
            if (principal instanceof Principal.Machine machine) {
                return new Settings(
                        "home",
                        text(machine.project().value()),
                        text(machine.tenant().value()),
                        "");
            }
            return ofReach(((Principal.Person) principal).id());
        }

        private static Settings ofReach(UserId user) {
            return new Settings("reach", "", "", text(user.value()));
        }

        private static String text(UUID id) {
            return id.toString();
        }

        private static String text(Optional<UUID> id) {
            return id.map(UUID::toString).orElse("");
        }
    }

    /** What the statements of one handle carry. Jdbi copies configurations for every statement; this one stays the same. */
    public static final class State implements JdbiConfig<State> {
        private Settings settings;
        private boolean eachStatement;
        private boolean pending;

        @Override
        public State createCopy() {
            return this;
        }
    }

    private static final class Carrier implements StatementCustomizer {
        @Override
        public void beforeTemplating(PreparedStatement none, StatementContext context) {
            if (context.getConfig(State.class).pending) {
                context.define(CARRIED, true);
            }
        }

        @Override
        public void beforeBinding(PreparedStatement statement, StatementContext context) {
            if (context.getAttribute(CARRIED) != null) {
                Settings settings = context.getConfig(State.class).settings;
                context.getBinding().addNamed("managerBinding", settings.kind());
                context.getBinding().addNamed("managerProject", settings.project());
                context.getBinding().addNamed("managerTenant", settings.tenant());
                context.getBinding().addNamed("managerUser", settings.user());
            }
        }

        @Override
        public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            if (context.getAttribute(CARRIED) != null) {
                State state = context.getConfig(State.class);
                state.pending = state.eachStatement;
                // The first result is that of the settings; the caller's is the next.
                statement.getMoreResults();
            }
        }
    }
}
