package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Profile;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Optional;
import java.util.Set;

/**
 * People whom a proxy names that has proved itself (contract A7). Ask for nobody else: an id proves nothing.
 *
 * @param people those who are not disabled, by their ids
 */
public record VouchedPeople(ReadModel<UserId, Vouched> people) {
    /** Copies that are kept; some 5 MB. */
    static final int MOST = 10_000;

    /** The door finds people by their ids alone. */
    private static final Username ANY_NAME = new Username("unknown");

    /** A person, and what backends are told of them. */
    public record Vouched(Principal.Person principal, Profile profile) {
        public Vouched {
            requireNonNull(principal, "principal");
            requireNonNull(profile, "profile");
        }
    }

    public VouchedPeople {
        requireNonNull(people, "people");
    }

    /** A read model of its own; a node makes one. */
    public static VouchedPeople over(Transactions transactions) {
        return new VouchedPeople(new ReadModel<>(
                "vouched_people",
                MOST,
                transactions.changes(),
                id -> load(transactions, id),
                (id, person) -> Set.of(Change.of(id))));
    }

    private static Optional<Vouched> load(Transactions transactions, UserId id) {
        return transactions.read(
                door -> new Admission<>(new Binding.Own(id), door.person(new Principal.Person(id, ANY_NAME, false))),
                (stores, person) -> Optional.of(person)
                        .filter(known -> known.active() && known.principal() instanceof Principal.Person)
                        .flatMap(known -> stores.users()
                                .find(id)
                                .map(user -> new Vouched((Principal.Person) known.principal(), Profile.of(user)))));
    }

    /** The person of that id, unless there is none or it is disabled. */
    public Optional<Vouched> person(UserId id) {
        return people.get(id);
    }
}
