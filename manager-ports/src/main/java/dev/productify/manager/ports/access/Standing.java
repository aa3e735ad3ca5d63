package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.tenancy.Place;
import java.util.List;

/**
 * What somebody is at a place, as the database says now, whatever was true when they authenticated.
 *
 * @param grants the roles on the way to the place, and, if there are any below it, at least one of those
 */
public record Standing(Place place, Person person, List<Grant> grants) {
    public Standing {
        requireNonNull(place, "place");
        requireNonNull(person, "person");
        grants = List.copyOf(grants);
    }

    /**
     * The principal as the database has it now.
     *
     * @param active neither disabled nor gone
     */
    public record Person(Principal principal, boolean active) {
        public Person {
            requireNonNull(principal, "principal");
        }
    }
}
