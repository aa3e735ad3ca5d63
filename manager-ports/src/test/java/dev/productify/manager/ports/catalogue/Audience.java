package dev.productify.manager.ports.catalogue;

/** Who may, in the words of contract A1. */
public sealed interface Audience {

    /** Whoever asks, with credentials or without. */
    record Everybody() implements Audience {}

    /** Whoever can prove who they are. */
    record SignedIn() implements Audience {}

    /** Who comes back from the identity provider, as none of the callers does. */
    record Returning() implements Audience {}

    static Audience returning() {
        return new Returning();
    }

    /** Who is known by a session; who is known by something else is refused. */
    record InSession() implements Audience {}

    static Audience inSession() {
        return new InSession();
    }

    /** As {@link SignedIn}, but not machine users, which are refused (contract A2). */
    record People() implements Audience {}

    record PlatformAdministrators() implements Audience {}

    /** Who has at least that role there or above. */
    record Holders(Rank rank, Spot at) implements Audience {}

    /** People who have at least that role there or above; a machine user is refused as who lacks it (contract A2). */
    record PeopleHolding(Rank rank, Spot at) implements Audience {}

    /**
     * People who have at least that role there or above, of what only people who are viewers there are shown: other viewers
     * are refused, for everybody else it does not exist.
     */
    record Keepers(Rank rank, Spot at) implements Audience {}

    /** The same of what machine users that are viewers there are shown as well. */
    record Keeping(Rank rank, Spot at) implements Audience {}

    /** Who has the role or is of the others; everybody else is refused as who lacks the role. */
    record EitherOf(Holders one, Audience other) implements Audience {}

    /** Who is of both; others are refused as by the first of them that refuses. */
    record Both(Audience first, Audience second) implements Audience {}

    static Audience both(Audience first, Audience second) {
        return new Both(first, second);
    }

    /** Who sees at least its name: who has any role there, above, or below. */
    record Seers(Spot at) implements Audience {}

    /** That one, and nobody else, whatever they may. */
    record Only(Caller caller) implements Audience {}

    /** None of the callers: it belongs to somebody else. Machine users are refused, since they own nothing at all. */
    record Nobody() implements Audience {}

    /** Who has at least that role there or above; nobody else is to know that there is such a thing. */
    record Stewards(Holders holders) implements Audience {}

    /** Admins there or above, of what only they see. */
    static Audience stewards(Spot at) {
        return new Stewards(new Holders(Rank.ADMIN, at));
    }

    /** Machine users; people are refused. */
    record Machines() implements Audience {}

    /** That machine user; for others there is no such thing, and people are refused. */
    record MachineOnly(Caller caller) implements Audience {}

    static Audience machineOnly(Caller caller) {
        return new MachineOnly(caller);
    }

    /** Machine users with the role editor there; for such of other tenants there is no such thing, and all others are refused. */
    record MachinesEditing(Spot at) implements Audience {}

    static Audience machinesEditing(Spot at) {
        return new MachinesEditing(at);
    }

    /** Who is an admin of anything at all; everybody else is refused. */
    record AdminsAnywhere() implements Audience {}

    static Audience adminsAnywhere() {
        return new AdminsAnywhere();
    }

    /** That one, and platform administrators; nobody else is shown it. */
    record Oneself(Caller caller) implements Audience {}

    static Audience oneself(Caller caller) {
        return new Oneself(caller);
    }

    /** Who has any role there, above, or below; nobody else is shown it. */
    record Colleagues(Spot at) implements Audience {}

    static Audience colleagues(Spot at) {
        return new Colleagues(at);
    }

    static Audience machines() {
        return new Machines();
    }

    static Audience everybody() {
        return new Everybody();
    }

    static Audience signedIn() {
        return new SignedIn();
    }

    static Audience people() {
        return new People();
    }

    static Audience platformAdministrators() {
        return new PlatformAdministrators();
    }

    static Audience viewers(Spot at) {
        return new Holders(Rank.VIEWER, at);
    }

    static Audience peopleViewing(Spot at) {
        return new PeopleHolding(Rank.VIEWER, at);
    }

    static Audience editors(Spot at) {
        return new Holders(Rank.EDITOR, at);
    }

    static Audience admins(Spot at) {
        return new Holders(Rank.ADMIN, at);
    }

    /** Who is an admin of any of them; everybody else is refused as at the first. */
    static Audience adminsOfAny(Spot first, Spot second, Spot third) {
        EitherOf others = new EitherOf(new Holders(Rank.ADMIN, second), admins(third));
        return new EitherOf(new Holders(Rank.ADMIN, first), others);
    }

    static Audience keeping(Rank rank, Spot at) {
        return new Keeping(rank, at);
    }

    static Audience keepers(Rank rank, Spot at) {
        return new Keepers(rank, at);
    }

    /** Who may delete it: its admins, and whoever edits what it is a child of. */
    static Audience removers(Spot at) {
        Holders admins = new Holders(Rank.ADMIN, at);
        return at.parent()
                .<Audience>map(parent -> new EitherOf(admins, new Holders(Rank.EDITOR, parent)))
                .orElse(admins);
    }

    static Audience seers(Spot at) {
        return new Seers(at);
    }

    static Audience only(Caller caller) {
        return new Only(caller);
    }

    static Audience nobody() {
        return new Nobody();
    }
}
