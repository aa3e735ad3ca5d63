package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.keepers;
import static dev.productify.manager.ports.catalogue.Audience.peopleViewing;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Members of projects, tenants and applications: the same three times. */
final class MemberOperations {
    private final String level;
    private final Spot at;
    private final Resident member;

    private MemberOperations(String level, Spot at, Resident member) {
        this.level = level;
        this.at = at;
        this.member = member;
    }

    static List<Operation> all() {
        return Stream.of(
                        new MemberOperations("Project", Spot.PROJECT, Resident.OF_PROJECT),
                        new MemberOperations("Tenant", Spot.TENANT, Resident.OF_TENANT),
                        new MemberOperations("Application", Spot.APPLICATION, Resident.OF_APPLICATION))
                .flatMap(members -> Stream.concat(members.looks(), members.changes()))
                .toList();
    }

    private Stream<Operation> looks() {
        return Stream.of(
                        shows("Query.user2{level}s", peopleViewing(at), rows("membership"), """
                        query ($place: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          user2{level}s({level}: $place, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            role
                          }
                        }
                        """, this::place),
                        shows("Query.user2{level}sCount", peopleViewing(at), rows("membership"), """
                        query ($place: ID!, $filters: [Filter!]) {
                          user2{level}sCount({level}: $place, filters: $filters)
                        }
                        """, this::place),
                        look(
                                "Query.user2{level}",
                                peopleViewing(at),
                                """
                        query ($place: ID!, $id: ID!) {
                          user2{level}({level}: $place, id: $id) {
                            id
                            role
                            user {
                              username
                            }
                          }
                        }
                        """,
                                names -> Map.of("place", names.id(at), "id", names.id(member.membership()))),
                        shows("User2{Level}.user", peopleViewing(at), rows("user"), """
                        query ($place: ID!) {
                          user2{level}s({level}: $place) {
                            user {
                              id
                              username
                              email
                            }
                          }
                        }
                        """, this::place),
                        shows("User2{Level}.{level}", peopleViewing(at), itself(), """
                        query ($place: ID!) {
                          user2{level}s({level}: $place) {
                            {level} {
                              id
                              name
                            }
                          }
                        }
                        """, this::place))
                .map(this::ofLevel);
    }

    private Stream<Operation> changes() {
        return Stream.of(
                        change("Mutation.addUserTo{Level}", admins(at), audited("create"), """
                        mutation ($place: ID!, $user: ID!) {
                          addUserTo{Level}({level}ID: $place, userID: $user, role: viewer) {
                            id
                            role
                          }
                        }
                        """, this::placeAndGuest),
                        change(
                                "Mutation.updateUser{Level}Role",
                                keepers(Rank.ADMIN, at),
                                audited("update"),
                                """
                        mutation ($id: ID!) {
                          updateUser{Level}Role(id: $id, role: editor) {
                            id
                            role
                          }
                        }
                        """,
                                this::membership),
                        change(
                                "Mutation.removeUserFrom{Level}",
                                keepers(Rank.ADMIN, at),
                                audited("delete"),
                                """
                        mutation ($id: ID!) {
                          removeUserFrom{Level}(id: $id)
                        }
                        """,
                                this::membership),
                        change("Mutation.createUser2{Level}", admins(at), audited("create"), """
                        mutation ($place: ID!, $user: ID!) {
                          createUser2{Level}(input: { {level}ID: $place, userID: $user, role: viewer }) {
                            id
                            role
                          }
                        }
                        """, this::placeAndGuest),
                        change(
                                "Mutation.updateUser2{Level}",
                                keepers(Rank.ADMIN, at),
                                audited("update"),
                                """
                        mutation ($id: ID!) {
                          updateUser2{Level}(id: $id, input: { role: editor }) {
                            id
                            role
                          }
                        }
                        """,
                                this::membership),
                        change(
                                "Mutation.deleteUser2{Level}",
                                keepers(Rank.ADMIN, at),
                                audited("delete"),
                                """
                        mutation ($id: ID!) {
                          deleteUser2{Level}(id: $id)
                        }
                        """,
                                this::membership))
                .map(this::ofLevel);
    }

    private Map<String, Object> place(Names names) {
        return Map.of("place", names.id(at));
    }

    private Map<String, Object> placeAndGuest(Names names) {
        return Map.of("place", names.id(at), "user", names.id(Resident.GUEST));
    }

    private Map<String, Object> membership(Names names) {
        return Map.of("id", names.id(member.membership()));
    }

    private Audited audited(String action) {
        return Audited.at(at, action, "User2" + level);
    }

    /** Members of the very place: the resident, and those callers who have their role there. */
    private Rows rows(String what) {
        Thing resident = what.equals("user") ? member : member.membership();
        Stream<Thing> callers = Caller.at(at, false).map(caller -> new Thing.OfCaller(caller, what));
        List<Rows.Row> rows = Stream.concat(Stream.of(resident), callers)
                .map(thing -> new Rows.Row(thing, peopleViewing(at)))
                .toList();
        return new Rows(rows, Crowd.membersOf(at), Optional.empty());
    }

    private Rows itself() {
        return new Rows(List.of(new Rows.Row(at, peopleViewing(at))), Crowd.membersOf(at), Optional.empty());
    }

    private Operation ofLevel(Operation operation) {
        Sample.Document document = (Sample.Document) operation.sample();
        return new Operation(
                ofLevel(operation.name()),
                operation.label(),
                operation.audience(),
                new Sample.Document(ofLevel(document.text()), document.variables()),
                operation.audited(),
                operation.rows());
    }

    private String ofLevel(String text) {
        return text.replace("{Level}", level).replace("{level}", level.toLowerCase(Locale.ROOT));
    }
}
