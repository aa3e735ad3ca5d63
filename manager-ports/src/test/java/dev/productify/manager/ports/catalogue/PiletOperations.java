package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.route;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.PROJECT;

import dev.productify.manager.ports.testing.NpmPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Pilets. */
final class PiletOperations {
    private static final String ENTITY = "PiletPackage";
    private static final Audited CREATED = Audited.at(PROJECT, "create", ENTITY);
    private static final Audited UPDATED = Audited.at(PROJECT, "update", ENTITY);
    private static final Audited DELETED = Audited.at(PROJECT, "delete", ENTITY);

    private PiletOperations() {}

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>(looks());
        all.addAll(changes());
        all.add(route("GET /pilets/{project_id}", viewers(PROJECT), at -> "/pilets/" + at.id(PROJECT)));
        all.add(upload(
                "POST /pilets/{project_id}",
                CREATED,
                at -> "/pilets/" + at.id(PROJECT),
                at -> NpmPackage.of("published-pilet", "1.0.0-" + UUID.randomUUID(), "main")));
        all.addAll(versions("/pilets/{project_id}/{name}/{version}", PiletThing.PILET));
        all.addAll(versions("/pilets/{project_id}/{scope}/{name}/{version}", PiletThing.SCOPED_PILET));
        Function<Names, String> feed = at -> "/pilet-feed/" + at.publicId(APPLICATION);
        all.add(route("GET /pilet-feed/{application_id}", everybody(), feed));
        all.add(route("OPTIONS /pilet-feed/{application_id}", everybody(), feed));
        return all;
    }

    private static List<Operation> looks() {
        return List.of(
                look("Query.piletPackages", viewers(PROJECT), """
                        query ($project: ID!) {
                          piletPackages(projectId: $project, enabled: true) {
                            packages {
                              id
                              name
                              version
                              hash
                            }
                            count
                          }
                        }
                        """, at -> Map.of("project", at.id(PROJECT))),
                look("Query.piletPackage", viewers(PROJECT), """
                        query ($project: ID!) {
                          piletPackage(projectId: $project, name: "@my-org/my-pilet", version: "1.0.0") {
                            id
                            description
                            size
                            enabled
                          }
                        }
                        """, at -> Map.of("project", at.id(PROJECT))));
    }

    private static List<Operation> changes() {
        return List.of(
                on(
                        PiletThing.PILET,
                        "update",
                        UPDATED,
                        ", description: \"Updated\", enabled: false",
                        " { id description enabled }"),
                on(PiletThing.PILET, "disable", UPDATED, "", " { id enabled }"),
                on(PiletThing.PILET, "delete", DELETED, "", ""),
                on(PiletThing.DISABLED_PILET, "enable", UPDATED, "", " { id enabled }"));
    }

    private static Operation on(PiletThing pilet, String verb, Audited audited, String arguments, String fields) {
        return change(
                "Mutation." + verb + "PiletPackage",
                editors(PROJECT),
                audited,
                document(pilet, verb, arguments, fields),
                at -> Map.of("project", at.id(PROJECT)));
    }

    private static String document(PiletThing pilet, String verb, String arguments, String fields) {
        return """
                mutation ($project: ID!) {
                  %sPiletPackage(projectId: $project, name: "%s", version: "1.0.0"%s)%s
                }
                """.formatted(verb, pilet.packageName(), arguments, fields);
    }

    private static List<Operation> versions(String pattern, PiletThing pilet) {
        Function<Names, String> path =
                at -> "/pilets/" + at.id(PROJECT) + "/" + pilet.packageName() + "/" + PiletThing.VERSION;
        Function<Names, String> file = at -> "/pilets/" + at.publicId(PROJECT) + "/" + pilet.packageName() + "/"
                + PiletThing.VERSION + "/files/" + Fixture.hashOf(pilet) + "/dist/index.js";
        return List.of(
                route("GET " + pattern, viewers(PROJECT), path),
                upload(
                        "POST " + pattern,
                        UPDATED,
                        path,
                        at -> NpmPackage.of(pilet.packageName(), PiletThing.VERSION, "another main file")),
                new Operation(
                        "DELETE " + pattern,
                        "",
                        editors(PROJECT),
                        new Sample.Http("DELETE", path, at -> Optional.empty()),
                        Optional.of(DELETED),
                        Optional.empty()),
                route("GET " + pattern + "/files/{hash}/<path>", everybody(), file),
                route("OPTIONS " + pattern + "/files/{hash}/<path>", everybody(), file));
    }

    private static Operation upload(
            String name, Audited audited, Function<Names, String> path, Function<Names, byte[]> archive) {
        Function<Names, Optional<String>> body = at -> Optional.of(NpmPackage.asForm(archive.apply(at)));
        return new Operation(
                name,
                "",
                editors(PROJECT),
                new Sample.Http("POST", path, body, NpmPackage.FORM_TYPE),
                Optional.of(audited),
                Optional.empty());
    }
}
