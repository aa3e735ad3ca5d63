package dev.productify.manager.jdbc.shared;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.tx.Binding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The condition by which every statement says for itself which rows of the tree it means, so that row-level security is
 * never what finds the rows, only what would stop a mistake. The conditions are those of the policies, with the values as
 * parameters: PostgreSQL can use an index for them.
 */
public final class Scope {
    private enum Kind {
        PROJECT,
        TENANT,
        HOME,
        REACH,
        OWN,
        PLATFORM
    }

    private final Kind kind;
    private final Map<String, UUID> parameters;

    private Scope(Kind kind, Map<String, UUID> parameters) {
        this.kind = kind;
        this.parameters = parameters;
    }

    public static Scope of(Binding binding) {
        if (binding instanceof Binding.Place place) {
            return place.tenant()
                    .map(tenant -> inTenant(Kind.TENANT, place.project(), tenant))
                    .orElseGet(() -> inProject(place.project()));
        }
        if (binding instanceof Binding.Reach reach) {
            return of(reach.principal());
        }
        if (binding instanceof Binding.Own own) {
            return ofPerson(Kind.OWN, own.user());
        }
        return new Scope(Kind.PLATFORM, Map.of());
    }

    private static Scope of(Principal principal) {
        if (principal.isPlatformAdministrator()) {
            return new Scope(Kind.PLATFORM, Map.of());
        }
        if (principal instanceof Principal.Machine machine) {
            return inTenant(Kind.HOME, machine.project(), machine.tenant());
        }
        return ofPerson(Kind.REACH, ((Principal.Person) principal).id());
    }

    private static Scope ofPerson(Kind kind, UserId user) {
        return new Scope(kind, Map.of("scopeUser", user.value()));
    }

    private static Scope inProject(ProjectId project) {
        return new Scope(Kind.PROJECT, Map.of("scopeProject", project.value()));
    }

    private static Scope inTenant(Kind kind, ProjectId project, TenantId tenant) {
        Map<String, UUID> parameters = new LinkedHashMap<>();
        parameters.put("scopeProject", project.value());
        parameters.put("scopeTenant", tenant.value());
        return new Scope(kind, parameters);
    }

    /** The parameters that the conditions name. */
    public Map<String, UUID> parameters() {
        return parameters;
    }

    /**
     * A condition of this scope for a statement that names the place of its rows by itself. Where the scope is a place,
     * only whether the statement's lies in it is left to say: said once more of the rows, it would let PostgreSQL expect so
     * many fewer of them, and sort all rows of a place in order to show ten.
     */
    public String beside(Place named, String condition) {
        return switch (kind) {
            case PROJECT ->
                Boolean.toString(isScope("scopeProject", named.project().value()));
            case TENANT ->
                Boolean.toString(isScope("scopeProject", named.project().value())
                        && named.tenant()
                                .filter(tenant -> isScope("scopeTenant", tenant.value()))
                                .isPresent());
            case HOME, REACH, OWN, PLATFORM -> condition;
        };
    }

    private boolean isScope(String parameter, UUID id) {
        return parameters.get(parameter).equals(id);
    }

    /** The condition on the rows of a table. */
    public String on(RowScope rows) {
        return switch (kind) {
            case PROJECT -> rows.project();
            case TENANT -> rows.tenant();
            case HOME -> rows.home();
            case REACH -> rows.reach();
            case OWN -> rows.own();
            case PLATFORM -> "true";
        };
    }

    /** The condition on rows of {@code project}, which go by the alias {@code p}. */
    public String onProject() {
        return switch (kind) {
            case PROJECT, HOME -> "p.id = :scopeProject";
            // A tenant is not its project: what is bound to it does not see that row.
            case TENANT -> "p.id = :scopeProject and :scopeTenant is null";
            case REACH, OWN -> "exists (select from member m where m.user_id = :scopeUser and m.project_id = p.id)";
            case PLATFORM -> "true";
        };
    }

    /** The condition on rows of {@code tenant}, which go by the alias {@code t}. */
    public String onTenant() {
        return switch (kind) {
            case PROJECT -> Parent.is("t.project_id", ":scopeProject");
            case TENANT, HOME -> "t.project_id = :scopeProject and t.id = :scopeTenant";
            case REACH, OWN -> personInTenant("");
            case PLATFORM -> "true";
        };
    }

    /** Whether more than the name may be seen of a row that {@link #onProject} lets pass. */
    public String contentOfProject() {
        return switch (kind) {
            case PROJECT, TENANT, PLATFORM -> "true";
            case HOME -> "false";
            case REACH, OWN -> """
                exists (select from member m where m.user_id = :scopeUser and m.project_id = p.id
                         and m.tenant_id is null)\
                """;
        };
    }

    /** Whether more than the name may be seen of a row that {@link #onTenant} lets pass. */
    public String contentOfTenant() {
        return switch (kind) {
            case PROJECT, TENANT, HOME, PLATFORM -> "true";
            case REACH, OWN -> personInTenant("and m.application_id is null");
        };
    }

    /**
     * Whether the person is a member of the tenant's project, or of the tenant. The first question is not asked of each tenant: the
     * person's projects are looked up once. The second names all columns of the index that answers it, and "offset 0" keeps it from
     * being answered by all memberships of the person. With one subquery for both, PostgreSQL may read all members of the project, or
     * all memberships of the person, for each tenant.
     *
     * @param membership a further condition on a membership in the tenant
     */
    private static String personInTenant(String membership) {
        return """
                (t.project_id in (select m.project_id from member m where m.user_id = :scopeUser and m.tenant_id is null)
                 or exists (select from member m where m.user_id = :scopeUser and m.project_id = t.project_id
                             and m.tenant_id = t.id %s offset 0))\
                """.formatted(membership);
    }

    /** Whether it is what one person may see, so that their memberships decide on each row. */
    public boolean isReachOfPerson() {
        return kind == Kind.REACH;
    }

    /**
     * The condition on rows of {@code audit_log}, which go by the alias {@code l}. Machine users read none, and nobody does
     * in what is their own.
     */
    public String onAuditLog() {
        return switch (kind) {
            case PROJECT -> "l.project_id = :scopeProject";
            case TENANT -> "l.project_id = :scopeProject and l.tenant_id = :scopeTenant";
            case HOME, OWN -> "l.id is null";
            case REACH -> """
                exists (select from member m where m.user_id = :scopeUser and m.project_id = l.project_id
                         and m.role = 'admin' and m.application_id is null and m.tenant_id = l.tenant_id)\
                """;
            case PLATFORM -> "true";
        };
    }

    /** The condition on rows of {@code settings}, which go by the alias {@code s}: what is inherited is seen from below. */
    public String onSettings() {
        return switch (kind) {
            case PROJECT -> "s.project_id = :scopeProject";
            case TENANT, HOME -> "s.project_id = :scopeProject and (s.tenant_id is null or s.tenant_id = :scopeTenant)";
            case REACH -> """
                exists (select from member m where m.user_id = :scopeUser and m.project_id = s.project_id
                         and (m.tenant_id is null or s.tenant_id is null or m.tenant_id = s.tenant_id)
                         and (m.application_id is null or s.application_id is null
                              or m.application_id = s.application_id))\
                """;
            case OWN -> "s.level_id is null";
            case PLATFORM -> "true";
        };
    }

    /** The condition on rows of {@code member}, which go by the alias {@code m}. */
    public String onMember() {
        return switch (kind) {
            case PROJECT -> Parent.is("m.project_id", ":scopeProject");
            case TENANT, HOME -> "m.project_id = :scopeProject and " + Parent.is("m.tenant_id", ":scopeTenant");
            case REACH, OWN -> "m.user_id = :scopeUser";
            case PLATFORM -> "true";
        };
    }

    /** The condition on rows of {@code user_account}, which go by the alias {@code u}. */
    public String onUser() {
        return switch (kind) {
            case PROJECT -> "exists (select from member m where m.user_id = u.id and m.project_id = :scopeProject)";
            case TENANT -> """
                exists (select from member m where m.user_id = u.id and m.project_id = :scopeProject
                         and m.tenant_id = :scopeTenant)\
                """;
            // A machine user is never told of people (contract A2).
            case HOME -> "u.id is null";
            case REACH -> "(u.id = :scopeUser or u.id in (select c.id from colleagues() c (id)))";
            case OWN -> "u.id = :scopeUser";
            case PLATFORM -> "true";
        };
    }
}
