package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.adminsAnywhere;
import static dev.productify.manager.ports.catalogue.Audience.oneself;
import static dev.productify.manager.ports.catalogue.Audience.people;
import static dev.productify.manager.ports.catalogue.Audience.platformAdministrators;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Users. */
final class AccessOperations {
    private AccessOperations() {}

    static List<Operation> all() {
        return List.of(
                look("Query.me", people(), """
                        query {
                          me {
                            id
                            username
                            email
                            displayName
                            disabled
                          }
                        }
                        """, at -> Map.of()),
                shows("Query.users", people(), users(), """
                        query ($filters: [Filter!], $order: Order, $pagination: Pagination) {
                          users(filters: $filters, order: $order, pagination: $pagination) {
                            id
                            username
                            email
                            displayName
                          }
                        }
                        """, at -> Map.of("filters", ofFixture(at))),
                shows("Query.usersCount", people(), users(), """
                        query ($filters: [Filter!]) {
                          usersCount(filters: $filters)
                        }
                        """, at -> Map.of("filters", ofFixture(at))),
                look("Query.userProviderSearch", adminsAnywhere(), """
                        query ($name: String!) {
                          userProviderSearch(name: $name) {
                            id
                            username
                            email
                            displayName
                            disabled
                          }
                        }
                        """, at -> Map.of("name", at.mark())),
                change(
                        "Mutation.createUser",
                        platformAdministrators(),
                        Audited.nowhere("create", "User"),
                        """
                        mutation ($username: String!) {
                          createUser(input: { username: $username, email: "jane@example.com", generateToken: true }) {
                            user {
                              id
                              username
                            }
                          }
                        }
                        """,
                        at -> Map.of("username", at.fresh("jane"))),
                change(
                        "Mutation.updateUser",
                        platformAdministrators(),
                        Audited.nowhere("update", "User"),
                        """
                        mutation ($id: ID!) {
                          updateUser(id: $id, input: { email: "jane@example.org", displayName: "Jane" }) {
                            id
                            email
                            displayName
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(Resident.GUEST))),
                change(
                        "Mutation.setUserDisabled",
                        platformAdministrators(),
                        Audited.nowhere("update", "User"),
                        """
                        mutation ($id: ID!) {
                          setUserDisabled(id: $id, disabled: true) {
                            id
                            disabled
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(Resident.GUEST))),
                change(
                        "Mutation.setPlatformAdministrator",
                        platformAdministrators(),
                        Audited.nowhere("update", "User"),
                        """
                        mutation ($id: ID!) {
                          setPlatformAdministrator(id: $id, enabled: true) {
                            id
                            platformAdministrator
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(Resident.GUEST))));
    }

    /** Usernames end in the mark of their fixture. */
    private static List<Map<String, String>> ofFixture(Names at) {
        return List.of(Map.of("field", "username", "value", at.mark()));
    }

    /** Residents and callers, each shown to themselves and to whoever is something in the same project. */
    private static Rows users() {
        Stream<Rows.Row> residents = Stream.of(Resident.values())
                .map(resident -> new Rows.Row(
                        resident, resident.home().map(Audience::colleagues).orElse(platformAdministrators())));
        Stream<Rows.Row> callers = Caller.all().stream()
                .map(caller -> new Rows.Row(
                        new Thing.OfCaller(caller, "user"),
                        caller.home().map(Audience::colleagues).orElse(oneself(caller))));
        return new Rows(Stream.concat(residents, callers).toList(), Crowd.PEOPLE, Optional.empty());
    }
}
