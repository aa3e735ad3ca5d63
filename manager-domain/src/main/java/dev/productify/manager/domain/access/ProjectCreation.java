package dev.productify.manager.domain.access;

/** Who may create projects in an installation (contract T4). */
public enum ProjectCreation {
    /** Platform administrators only. */
    ADMINISTRATORS,
    /** Every person. */
    USERS;

    public boolean permits(Principal principal) {
        return principal.isPlatformAdministrator() || this == USERS && principal instanceof Principal.Person;
    }
}
