package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Set;

/** What people are at the applications that they call by the bus, as this node was shown it. */
final class Visitors {
    /** Some 5 MB. */
    static final int MOST = 10_000;

    private Visitors() {}

    /** A person at an application. */
    record Visit(Principal.Person person, ApplicationId application) {
        Visit {
            requireNonNull(person, "person");
            requireNonNull(application, "application");
        }
    }

    /** A read model of its own; a node makes one. */
    static ReadModel<Visit, Standing> over(Transactions transactions) {
        return new ReadModel<>(
                "visitors",
                MOST,
                transactions.changes(),
                visit -> transactions.door(
                        door -> door.standing(visit.person(), new Target.OfApplication(visit.application()))),
                (visit, standing) -> Set.of(
                        Change.of(visit.person().id()),
                        Change.ofMember(visit.person().id()),
                        Change.of(visit.application())));
    }
}
