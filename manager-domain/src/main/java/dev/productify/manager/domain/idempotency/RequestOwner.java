package dev.productify.manager.domain.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/** Whose keys they are: a person, whatever token they show, or a machine user. */
public sealed interface RequestOwner {
    /** Of the user or the machine user. */
    UUID id();

    record Person(UserId user) implements RequestOwner {
        public Person {
            requireNonNull(user, "user");
        }

        @Override
        public UUID id() {
            return user.value();
        }
    }

    /** A machine user, with the tenant that it belongs to. */
    record Machine(MachineUserId machineUser, ProjectId project, TenantId tenant) implements RequestOwner {
        public Machine {
            requireNonNull(machineUser, "machineUser");
            requireNonNull(project, "project");
            requireNonNull(tenant, "tenant");
        }

        @Override
        public UUID id() {
            return machineUser.value();
        }

        public Place place() {
            return new Place(project, Optional.of(tenant), Optional.empty());
        }
    }

    /** @return empty for the Manager itself, which repeats nothing */
    static Optional<RequestOwner> of(Principal principal) {
        if (principal instanceof Principal.Person person) {
            return Optional.of(new Person(person.id()));
        }
        if (principal instanceof Principal.Machine machine) {
            return Optional.of(new Machine(machine.id(), machine.project(), machine.tenant()));
        }
        return Optional.empty();
    }
}
