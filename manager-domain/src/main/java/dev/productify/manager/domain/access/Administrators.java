package dev.productify.manager.domain.access;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Set;

/**
 * Who may set things right: the enabled administrators of a project, or of the installation. There must always be one
 * (contract A1). Whoever takes a role away looks at them first, locked, so that two who do it at once cannot both be right.
 */
public record Administrators(Set<UserId> users) {
    public Administrators {
        users = Set.copyOf(users);
    }

    /** Whether somebody is left when this user is none of them any more. */
    public boolean remainWithout(UserId user) {
        return users.stream().anyMatch(other -> !other.equals(user));
    }

    /**
     * @param of what they administer, as messages call it
     * @throws ManagerException {@code CONFLICT} when nobody would be left
     */
    public void requireRemainingWithout(UserId user, String of) {
        if (!remainWithout(user)) {
            throw ManagerException.conflict("This is the last administrator of the " + of + "; make another one first");
        }
    }
}
