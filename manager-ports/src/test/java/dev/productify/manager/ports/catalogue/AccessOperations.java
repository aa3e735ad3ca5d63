package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.people;
import static dev.productify.manager.ports.catalogue.Audience.platformAdministrators;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;

import java.util.List;
import java.util.Map;

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
}
