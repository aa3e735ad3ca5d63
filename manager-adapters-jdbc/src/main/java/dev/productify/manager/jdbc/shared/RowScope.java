package dev.productify.manager.jdbc.shared;

import static java.util.Objects.requireNonNull;

/**
 * Which rows of a table each kind of {@link Scope} means, told where the table's store is. The conditions are those of its
 * policies, with the scope's values as parameters: {@code :scopeProject}, {@code :scopeTenant} and {@code :scopeUser}.
 *
 * @param project in a project with all in it
 * @param tenant in a tenant with all in it
 * @param home for a machine user
 * @param reach for a person, whose memberships decide
 * @param own in what is one person's own
 */
public record RowScope(String project, String tenant, String home, String reach, String own) {
    public RowScope {
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(home, "home");
        requireNonNull(reach, "reach");
        requireNonNull(own, "own");
    }

    /** Rows of applications, seen by all who see the content of their application. */
    public static RowScope ofApplications(String alias) {
        String member = ofMembers(alias, """
                (m.tenant_id is null or m.tenant_id = %1$s.tenant_id)
                         and (m.application_id is null or m.application_id = %1$s.application_id)""");
        return new RowScope(inProject(alias), inTenant(alias), inTenant(alias), member, member);
    }

    /** Rows of tenants, seen by all who see the content of their tenant. */
    public static RowScope ofTenants(String alias) {
        String tenant = inProject(alias) + " and " + Parent.is(alias + ".tenant_id", ":scopeTenant");
        String member =
                ofMembers(alias, "(m.tenant_id is null or m.tenant_id = %1$s.tenant_id) and m.application_id is null");
        return new RowScope(inProject(alias), tenant, tenant, member, member);
    }

    /**
     * Rows of which nobody is told anywhere but at a place.
     *
     * @param id a column that is never empty
     */
    public static RowScope atPlaces(String alias, String id) {
        return new RowScope(inProject(alias), inTenant(alias), inTenant(alias), none(alias, id), none(alias, id));
    }

    /** The same, without machine users. */
    public RowScope exceptMachines() {
        return new RowScope(project, tenant, own, reach, own);
    }

    /** The same, with what persons reach. */
    public RowScope withReach(String condition) {
        return new RowScope(project, tenant, home, condition, own);
    }

    /** The rows of a tenant's administrators. */
    public static String ofAdministrators(String alias) {
        return ofMembers(
                alias,
                "(m.tenant_id is null or m.tenant_id = %1$s.tenant_id)\n         and m.application_id is null and m.role = 'admin'");
    }

    /** @param condition on {@code m}, a membership in the row's project; {@code %1$s} stands for the alias */
    public static String ofMembers(String alias, String condition) {
        return ("exists (select from member m where m.user_id = :scopeUser and m.project_id = %1$s.project_id and "
                        + condition + ")")
                .formatted(alias);
    }

    public static String inProject(String alias) {
        return alias + ".project_id = :scopeProject";
    }

    public static String inTenant(String alias) {
        return inProject(alias) + " and " + alias + ".tenant_id = :scopeTenant";
    }

    public static String none(String alias, String id) {
        return alias + "." + id + " is null";
    }
}
