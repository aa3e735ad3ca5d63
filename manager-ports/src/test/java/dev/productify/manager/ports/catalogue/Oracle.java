package dev.productify.manager.ports.catalogue;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What contracts A1 and A2 say of a caller and an operation. It shares nothing with the access rules of the product: a mistake
 * there shall not be a mistake here as well.
 */
public final class Oracle {
    private Oracle() {}

    public static Outcome outcome(Operation operation, Caller caller) {
        return outcome(operation.audience(), caller);
    }

    private static Outcome outcome(Audience audience, Caller caller) {
        if (audience instanceof Audience.Everybody) {
            return Outcome.ANSWERED;
        }
        if (!caller.isKnown() || audience instanceof Audience.Returning) {
            return Outcome.UNAUTHENTICATED;
        }
        if (audience instanceof Audience.InSession) {
            return caller.credential() == Caller.Credential.SESSION ? Outcome.ANSWERED : Outcome.FORBIDDEN;
        }
        if (audience instanceof Audience.Machines) {
            return caller.isMachine() ? Outcome.ANSWERED : Outcome.FORBIDDEN;
        }
        if (audience instanceof Audience.People) {
            return caller.isMachine() ? Outcome.FORBIDDEN : Outcome.ANSWERED;
        }
        if (audience instanceof Audience.Nobody) {
            return caller.isMachine() ? Outcome.FORBIDDEN : Outcome.NOT_FOUND;
        }
        if (audience instanceof Audience.Only only) {
            return only.caller() == caller ? Outcome.ANSWERED : Outcome.NOT_FOUND;
        }
        if (audience instanceof Audience.MachineOnly only) {
            return only.caller() == caller
                    ? Outcome.ANSWERED
                    : caller.isMachine() ? Outcome.NOT_FOUND : Outcome.FORBIDDEN;
        }
        if (audience instanceof Audience.MachinesEditing editing) {
            return ofEditingMachines(editing.at(), caller);
        }
        if (caller.isPlatformAdministrator() || audience instanceof Audience.SignedIn) {
            return Outcome.ANSWERED;
        }
        if (audience instanceof Audience.Holders holders) {
            return ofHolders(holders, caller);
        }
        if (audience instanceof Audience.PeopleHolding people) {
            Audience.Holders holders = new Audience.Holders(people.rank(), people.at());
            return caller.isMachine() ? lacking(people.at(), caller) : ofHolders(holders, caller);
        }
        if (audience instanceof Audience.Keepers keepers) {
            return ofKeepers(Audience.peopleViewing(keepers.at()), keepers.rank(), keepers.at(), caller);
        }
        if (audience instanceof Audience.Keeping keeping) {
            return ofKeepers(Audience.viewers(keeping.at()), keeping.rank(), keeping.at(), caller);
        }
        if (audience instanceof Audience.Stewards stewards) {
            return ofHolders(stewards.holders(), caller) == Outcome.ANSWERED ? Outcome.ANSWERED : Outcome.NOT_FOUND;
        }
        if (audience instanceof Audience.EitherOf either) {
            Outcome one = ofHolders(either.one(), caller);
            return outcome(either.other(), caller) == Outcome.ANSWERED ? Outcome.ANSWERED : one;
        }
        if (audience instanceof Audience.Both both) {
            Outcome first = outcome(both.first(), caller);
            return first == Outcome.ANSWERED ? outcome(both.second(), caller) : first;
        }
        if (audience instanceof Audience.Oneself self) {
            return self.caller() == caller ? Outcome.ANSWERED : Outcome.NOT_FOUND;
        }
        if (audience instanceof Audience.AdminsAnywhere) {
            return caller.roles().containsValue(Rank.ADMIN) ? Outcome.ANSWERED : Outcome.FORBIDDEN;
        }
        if (audience instanceof Audience.Colleagues colleagues) {
            return sees(caller, colleagues.at()) ? Outcome.ANSWERED : Outcome.NOT_FOUND;
        }
        if (audience instanceof Audience.Seers seers) {
            return sees(caller, seers.at()) ? Outcome.ANSWERED : Outcome.NOT_FOUND;
        }
        return Outcome.FORBIDDEN;
    }

    private static Outcome ofEditingMachines(Spot at, Caller caller) {
        if (!caller.isMachine() || !caller.roles().containsValue(Rank.EDITOR)) {
            return Outcome.FORBIDDEN;
        }
        return caller.home().filter(at::equals).isPresent() ? Outcome.ANSWERED : Outcome.NOT_FOUND;
    }

    private static Outcome ofHolders(Audience.Holders holders, Caller caller) {
        boolean holds = caller.roles().entrySet().stream()
                .anyMatch(role -> role.getKey().holds(holders.at())
                        && role.getValue().ordinal() >= holders.rank().ordinal());
        return holds ? Outcome.ANSWERED : lacking(holders.at(), caller);
    }

    private static Outcome ofKeepers(Audience shown, Rank rank, Spot at, Caller caller) {
        return outcome(shown, caller) == Outcome.ANSWERED
                ? ofHolders(new Audience.Holders(rank, at), caller)
                : Outcome.NOT_FOUND;
    }

    private static Outcome lacking(Spot at, Caller caller) {
        return sees(caller, at) ? Outcome.FORBIDDEN : Outcome.NOT_FOUND;
    }

    /** Whether the caller is shown at least the name of it. */
    public static boolean sees(Caller caller, Spot spot) {
        return caller.roles().keySet().stream().anyMatch(role -> role.holds(spot) || spot.holds(role));
    }

    /** Which rows of what is in the fixture come in an answer. */
    public static Set<Thing> rows(Rows rows, Caller caller, Fixture fixture) {
        return rows.rows().stream()
                .filter(row -> fixture.has(row.thing()))
                .filter(row -> outcome(row.shownTo(), caller) == Outcome.ANSWERED)
                .map(Rows.Row::thing)
                .collect(Collectors.toSet());
    }
}
