package dev.productify.manager.jdbc.shared;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.ports.tx.Binding;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** The four settings by which the database knows a binding; see the first migration. Each is a text, empty for none. */
public record BindingSettings(String kind, String project, String tenant, String user) {
    /** What binds a transaction; the parameters are the components in their order. */
    static final String BIND = """
            select set_config('manager.binding', ?, true),
                   set_config('manager.project', ?, true),
                   set_config('manager.tenant', ?, true),
                   set_config('manager.user', ?, true)\
            """;

    static final String BIND_READ_ONLY = BIND + ", set_config('transaction_read_only', 'on', true)";
    static final int PARAMETERS = 4;

    public static final BindingSettings DOOR = new BindingSettings("door", "", "", "");
    private static final BindingSettings PLATFORM = new BindingSettings("platform", "", "", "");

    public static BindingSettings of(Binding binding) {
        if (binding instanceof Binding.Place place) {
            String tenant = place.tenant().map(id -> text(id.value())).orElse("");
            return new BindingSettings("place", text(place.project().value()), tenant, "");
        }
        if (binding instanceof Binding.Reach reach) {
            return of(reach.principal());
        }
        if (binding instanceof Binding.Own own) {
            return ofReach(own.user());
        }
        return PLATFORM;
    }

    private static BindingSettings of(Principal principal) {
        if (principal.isPlatformAdministrator()) {
            return PLATFORM;
        }
        if (principal instanceof Principal.Machine machine) {
            return new BindingSettings(
                    "home",
                    text(machine.project().value()),
                    text(machine.tenant().value()),
                    "");
        }
        return ofReach(((Principal.Person) principal).id());
    }

    private static BindingSettings ofReach(UserId user) {
        return new BindingSettings("reach", "", "", text(user.value()));
    }

    private static String text(UUID id) {
        return id.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, kind);
        statement.setString(2, project);
        statement.setString(3, tenant);
        statement.setString(4, user);
    }
}
