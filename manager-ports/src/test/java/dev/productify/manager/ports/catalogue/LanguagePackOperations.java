package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.keepers;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.LanguagePackThing.LANGUAGE_PACK;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.route;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.PROJECT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Language packs. */
final class LanguagePackOperations {
    private static final Audited UPDATED = Audited.at(PROJECT, "update", "LanguagePack");

    private LanguagePackOperations() {}

    static List<Operation> all() {
        return Stream.of(looks(), changes(), routes()).flatMap(List::stream).toList();
    }

    private static List<Operation> looks() {
        Rows rows = new Rows(
                List.of(new Rows.Row(LANGUAGE_PACK, viewers(PROJECT))), Crowd.LANGUAGE_PACKS, Optional.empty());
        return List.of(
                shows("Query.languagePacks", viewers(PROJECT), rows, """
                        query ($project: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          languagePacks(project: $project, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            content {
                              Key
                              Value
                            }
                          }
                        }
                        """, at -> Map.of("project", at.id(PROJECT))),
                shows("Query.languagePacksCount", viewers(PROJECT), rows, """
                        query ($project: ID!, $filters: [Filter!]) {
                          languagePacksCount(project: $project, filters: $filters)
                        }
                        """, at -> Map.of("project", at.id(PROJECT))),
                look("Query.languagePack", keepers(Rank.VIEWER, PROJECT), """
                        query ($id: ID!) {
                          languagePack(id: $id) {
                            id
                            name
                            content {
                              Key
                              Value
                            }
                            contentCount
                            version
                          }
                        }
                        """, LanguagePackOperations::pack));
    }

    private static List<Operation> changes() {
        return List.of(
                change(
                        "Mutation.createLanguagePack",
                        editors(PROJECT),
                        Audited.at(PROJECT, "create", "LanguagePack"),
                        """
                        mutation ($project: ID!) {
                          createLanguagePack(projectId: $project, input: { name: "en-US" }) {
                            id
                            name
                          }
                        }
                        """,
                        at -> Map.of("project", at.id(PROJECT))),
                change(
                        "Mutation.updateLanguagePack",
                        keepers(Rank.EDITOR, PROJECT),
                        UPDATED,
                        """
                        mutation ($id: ID!) {
                          updateLanguagePack(id: $id, input: { name: "hu-HU" }) {
                            id
                            name
                          }
                        }
                        """,
                        LanguagePackOperations::pack),
                change(
                        "Mutation.updateLanguagePackContent",
                        keepers(Rank.EDITOR, PROJECT),
                        UPDATED,
                        """
                        mutation ($id: ID!) {
                          updateLanguagePackContent(id: $id, input: { content: [{ Key: "login", Value: "Belépés" }] }) {
                            id
                            content {
                              Key
                              Value
                            }
                          }
                        }
                        """,
                        LanguagePackOperations::pack),
                change(
                        "Mutation.patchLanguagePackContent",
                        keepers(Rank.EDITOR, PROJECT),
                        UPDATED,
                        """
                        mutation ($id: ID!) {
                          patchLanguagePackContent(
                            id: $id
                            input: { set: [{ Key: "login", Value: "Belépés" }], remove: ["welcome"] }
                          ) {
                            id
                            contentCount
                            version
                          }
                        }
                        """,
                        LanguagePackOperations::pack),
                change(
                        "Mutation.deleteLanguagePack",
                        keepers(Rank.EDITOR, PROJECT),
                        Audited.at(PROJECT, "delete", "LanguagePack"),
                        """
                        mutation ($id: ID!) {
                          deleteLanguagePack(id: $id)
                        }
                        """,
                        LanguagePackOperations::pack));
    }

    private static Map<String, Object> pack(Names at) {
        return Map.of("id", at.id(LANGUAGE_PACK));
    }

    private static List<Operation> routes() {
        Sample importing =
                new Sample.Http("PUT", LanguagePackOperations::file, names -> Optional.of("{\"login\":\"Belépés\"}"));
        return List.of(
                route(
                        "GET /api/projects/{project_id}/language-packs/{name}",
                        viewers(PROJECT),
                        LanguagePackOperations::file),
                new Operation(
                        "PUT /api/projects/{project_id}/language-packs/{name}",
                        "",
                        editors(PROJECT),
                        importing,
                        Optional.of(UPDATED),
                        Optional.empty()),
                route(
                        "GET /api/language-packs/{application_id}/{locale}",
                        everybody(),
                        LanguagePackOperations::published),
                route(
                        "OPTIONS /api/language-packs/{application_id}/{locale}",
                        everybody(),
                        LanguagePackOperations::published));
    }

    private static String file(Names at) {
        return "/api/projects/" + at.id(PROJECT) + "/language-packs/" + LanguagePackThing.LANGUAGE;
    }

    private static String published(Names at) {
        return "/api/language-packs/" + at.publicId(APPLICATION) + "/hu-HU";
    }
}
