package dev.productify.manager.domain.access;

import dev.productify.manager.domain.tenancy.Place;
import java.util.Collection;

/** Who may do what, and see what, where (contract A1, A2). Rights flow down the tree and never up or sideways. */
public final class AccessRules {
    private AccessRules() {}

    /**
     * Whether the principal may do what is wanted at the place.
     *
     * @param grants the roles of a person; those elsewhere in the tree do no harm. Machine users carry their role
     *     themselves, and platform administrators need none
     */
    public static AccessDecision decide(Principal principal, Collection<Grant> grants, Permission wanted, Place place) {
        return permits(principal, grants, wanted, place)
                ? new AccessDecision.Allowed()
                : new AccessDecision.Denied(wanted, sight(principal, grants, place));
    }

    /** How much of the place the principal may see. */
    public static Sight sight(Principal principal, Collection<Grant> grants, Place place) {
        if (permits(principal, grants, Permission.READ, place)) {
            return Sight.CONTENT;
        }
        return below(principal, grants, place) ? Sight.NAME : Sight.NONE;
    }

    /**
     * Whether the principal may give the role at the place to somebody, or take it: only who manages members there, and
     * nobody a role above the own one.
     */
    public static AccessDecision decideGrant(Principal principal, Collection<Grant> grants, Role granted, Place place) {
        boolean own = principal.isPlatformAdministrator()
                || grants.stream()
                        .anyMatch(grant ->
                                grant.place().contains(place) && grant.role().includes(granted));
        return own && permits(principal, grants, Permission.MANAGE_MEMBERS, place)
                ? new AccessDecision.Allowed()
                : new AccessDecision.Denied(Permission.MANAGE_MEMBERS, sight(principal, grants, place));
    }

    private static boolean permits(Principal principal, Collection<Grant> grants, Permission wanted, Place place) {
        if (principal.isPlatformAdministrator() || holds(principal, grants, wanted, place)) {
            return true;
        }
        return wanted.ofParent()
                .flatMap(sufficient -> place.parent().map(parent -> holds(principal, grants, sufficient, parent)))
                .orElse(false);
    }

    private static boolean holds(Principal principal, Collection<Grant> grants, Permission wanted, Place place) {
        if (principal instanceof Principal.Machine machine) {
            return wanted.openToMachineUsers()
                    && machine.role().includes(wanted.needs())
                    && home(machine).contains(place);
        }
        return grants.stream()
                .anyMatch(grant -> grant.place().contains(place) && grant.role().includes(wanted.needs()));
    }

    private static boolean below(Principal principal, Collection<Grant> grants, Place place) {
        if (principal instanceof Principal.Machine machine) {
            return place.contains(home(machine));
        }
        return grants.stream().anyMatch(grant -> place.contains(grant.place()));
    }

    private static Place home(Principal.Machine machine) {
        return Place.of(machine.project(), machine.tenant());
    }
}
