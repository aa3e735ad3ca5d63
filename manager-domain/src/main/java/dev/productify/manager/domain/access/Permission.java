package dev.productify.manager.domain.access;

import java.util.Optional;

/** What may be allowed at a place, and the role that it takes there or above (the table of contract A1). */
public enum Permission {
    /** Content, settings, lists of children. */
    READ(Role.VIEWER, Holders.ANYBODY),
    /** Who is a member; machine users are never told. */
    READ_MEMBERS(Role.VIEWER, Holders.PEOPLE),
    /** Children, settings, language packs, pilets, promotion and copy into, runs and tests. */
    EDIT_CONTENT(Role.EDITOR, Holders.ANYBODY),
    /** Name, description and type of the level itself. */
    DESCRIBE(Role.EDITOR, Holders.ANYBODY),
    /** Deletion of the level itself; {@link #EDIT_CONTENT} of its parent does as well, whose child it is. */
    DELETE(Role.ADMIN, Holders.PEOPLE),
    /** Protection of the level itself against deletion. */
    PROTECT(Role.ADMIN, Holders.PEOPLE),
    /** Members and their roles. */
    MANAGE_MEMBERS(Role.ADMIN, Holders.PEOPLE),
    /** Machine users, their tokens and grants. */
    MANAGE_MACHINE_USERS(Role.ADMIN, Holders.PEOPLE),
    READ_AUDIT_LOG(Role.ADMIN, Holders.PEOPLE),
    /** How much there may be of what, and how much there is. */
    READ_LIMITS(Role.ADMIN, Holders.PEOPLE),
    /** Bodies and headers in the logs of the service bus. */
    READ_TRAFFIC(Role.ADMIN, Holders.PEOPLE);

    private enum Holders {
        ANYBODY,
        PEOPLE
    }

    private final Role needs;
    private final Holders holders;

    Permission(Role needs, Holders holders) {
        this.needs = needs;
        this.holders = holders;
    }

    /** The least role that has this permission. */
    public Role needs() {
        return needs;
    }

    /** What does as well when it is held at the parent of the place. */
    public Optional<Permission> ofParent() {
        return this == DELETE ? Optional.of(EDIT_CONTENT) : Optional.empty();
    }

    /** Whether machine users may have it at the place itself at all (contract A2). */
    public boolean openToMachineUsers() {
        return holders == Holders.ANYBODY;
    }
}
