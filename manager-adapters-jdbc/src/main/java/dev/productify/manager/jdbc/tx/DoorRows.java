package dev.productify.manager.jdbc.tx;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.access.UserRow;
import dev.productify.manager.jdbc.session.SessionRow;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.jdbc.token.PersonalAccessTokenRow;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the door's statements answer. */
final class DoorRows {
    private DoorRows() {}

    /** One of the roles of a user beside the place and the user; without a role where there is none. */
    record OfStanding(
            UUID projectId,
            UUID tenantId,
            UUID applicationId,
            String username,
            Boolean disabled,
            Boolean platformAdministrator,
            UUID grantTenantId,
            UUID grantApplicationId,
            String role) {
        Place place() {
            return DoorRows.place(projectId, tenantId, applicationId);
        }

        Grant grant() {
            Role held = Role.valueOf(role.toUpperCase(Locale.ROOT));
            return new Grant(DoorRows.place(projectId, grantTenantId, grantApplicationId), held);
        }
    }

    /** A token with its user. */
    record OfToken(PersonalAccessTokenRow token, UserRow user) {
        static final String COLUMNS = Columns.prefixed("t", "token", PersonalAccessTokenRow.class) + ", "
                + Columns.prefixed("u", "user", UserRow.class);
    }

    /** A session with its user. */
    record OfSession(SessionRow session, UserRow user) {
        static final String COLUMNS = Columns.prefixed("s", "session", SessionRow.class) + ", "
                + Columns.prefixed("u", "user", UserRow.class);
    }

    /** What a user is apart from any place. */
    record OfPerson(String username, boolean disabled, boolean platformAdministrator) {}

    private static Place place(UUID project, UUID tenant, UUID application) {
        return new Place(
                new ProjectId(project),
                Optional.ofNullable(tenant).map(TenantId::new),
                Optional.ofNullable(application).map(ApplicationId::new));
    }
}
