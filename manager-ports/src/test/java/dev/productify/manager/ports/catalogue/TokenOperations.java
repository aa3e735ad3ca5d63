package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.nobody;
import static dev.productify.manager.ports.catalogue.Audience.only;
import static dev.productify.manager.ports.catalogue.Audience.people;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.shows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Personal access tokens: everybody's own, and nobody's business besides (contract A10). */
final class TokenOperations {
    /** Of each caller the one that they call with, and a spare one; shown to nobody else, whatever they may. */
    private static final Rows OWN = new Rows(
            Caller.all().stream()
                    .flatMap(caller -> Stream.of("token", "spare")
                            .map(what -> new Rows.Row(new Thing.OfCaller(caller, what), only(caller))))
                    .toList(),
            Crowd.TOKENS,
            Optional.empty());

    private static final String REVOKE = """
            mutation ($id: ID!) {
              revokePersonalAccessToken(id: $id) {
                id
                name
                revoked
              }
            }
            """;
    private static final String DELETE = """
            mutation ($id: ID!) {
              deletePersonalAccessToken(id: $id)
            }
            """;

    private TokenOperations() {}

    static List<Operation> all() {
        return List.of(
                shows("Query.myPersonalAccessTokens", people(), OWN, """
                        query ($filters: [Filter!], $order: Order, $pagination: Pagination) {
                          myPersonalAccessTokens(filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            tokenPrefix
                            expiresAt
                            createdAt
                          }
                        }
                        """, at -> Map.of()),
                shows("Query.myPersonalAccessTokensCount", people(), OWN, """
                        query ($filters: [Filter!]) {
                          myPersonalAccessTokensCount(filters: $filters)
                        }
                        """, at -> Map.of()),
                Operation.look("Query.personalAccessTokens", people(), """
                        query {
                          personalAccessTokens(first: 20) {
                            totalCount
                            pageInfo {
                              hasNextPage
                              endCursor
                            }
                          }
                        }
                        """, at -> Map.of()),
                shows("Query.personalAccessTokensCount", people(), OWN, """
                        query ($filters: [Filter!]) {
                          personalAccessTokensCount(filters: $filters)
                        }
                        """, at -> Map.of()),
                shows("PersonalAccessTokenEdge.node", people(), OWN, """
                        query {
                          personalAccessTokens {
                            edges {
                              node {
                                id
                                name
                                tokenPrefix
                              }
                              cursor
                            }
                          }
                        }
                        """, at -> Map.of()),
                change(
                        "Mutation.createPersonalAccessToken",
                        people(),
                        Audited.nowhere("create", "PersonalAccessToken"),
                        """
                        mutation {
                          createPersonalAccessToken(name: "My API Token") {
                            token
                            personalAccessToken {
                              id
                              name
                              tokenPrefix
                            }
                          }
                        }
                        """,
                        at -> Map.of()),
                change(
                        "Mutation.revokePersonalAccessToken",
                        people(),
                        Audited.nowhere("revoke", "PersonalAccessToken"),
                        REVOKE,
                        at -> Map.of("id", at.own("spare"))),
                change(
                                "Mutation.revokePersonalAccessToken",
                                nobody(),
                                Audited.nowhere("revoke", "PersonalAccessToken"),
                                REVOKE,
                                at -> Map.of("id", at.id(Resident.GUEST.token())))
                        .labelled("of somebody else"),
                change(
                        "Mutation.deletePersonalAccessToken",
                        people(),
                        Audited.nowhere("delete", "PersonalAccessToken"),
                        DELETE,
                        at -> Map.of("id", at.own("spare"))),
                change(
                                "Mutation.deletePersonalAccessToken",
                                nobody(),
                                Audited.nowhere("delete", "PersonalAccessToken"),
                                DELETE,
                                at -> Map.of("id", at.id(Resident.GUEST.token())))
                        .labelled("of somebody else"));
    }
}
