package dev.productify.manager.domain.tenancy;

import dev.productify.manager.domain.shared.ManagerException;

/** The one wording of the rule that what is protected is not deleted (contract T5). */
final class Protection {
    private Protection() {}

    static void requireOff(boolean isProtected, String what) {
        if (isProtected) {
            throw ManagerException.conflict(
                    "This " + what + " is protected; set protected to false before deleting it");
        }
    }
}
