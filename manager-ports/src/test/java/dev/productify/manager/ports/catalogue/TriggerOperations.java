package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.signedIn;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;
import static dev.productify.manager.ports.catalogue.TriggerThing.ATTEMPT;
import static dev.productify.manager.ports.catalogue.TriggerThing.RUN;
import static dev.productify.manager.ports.catalogue.TriggerThing.TRIGGER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Triggers and their runs. */
final class TriggerOperations {
    private TriggerOperations() {}

    static List<Operation> all() {
        return Stream.of(reads(), changes(), runs(), changesOfRuns())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> reads() {
        Rows ofApplication = rows(Crowd.TRIGGERS, TRIGGER);
        return List.of(
                shows("Query.triggers", viewers(APPLICATION), ofApplication, """
                        query ($application: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          triggers(application: $application, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            cronExpression
                            enabled
                            createdAt
                            updatedAt
                          }
                        }
                        """, TriggerOperations::application),
                shows("Query.triggersCount", viewers(APPLICATION), ofApplication, """
                        query ($application: ID!, $filters: [Filter!]) {
                          triggersCount(application: $application, filters: $filters)
                        }
                        """, TriggerOperations::application),
                look("Query.trigger", viewers(APPLICATION), """
                        query ($id: ID!) {
                          trigger(id: $id) {
                            id
                            name
                            timeZone
                            overlap
                          }
                        }
                        """, TriggerOperations::trigger),
                look("Query.nextRuns", signedIn(), """
                        query {
                          nextRuns(cronExpression: "0 0 * * *", timeZone: "Europe/Budapest", count: 3)
                        }
                        """, at -> Map.of()),
                shows(
                        "Application.triggers",
                        signedIn(),
                        rows(Crowd.TRIGGERS, TRIGGER, TriggerThing.NEIGHBOUR_TRIGGER, TriggerThing.OTHER_TRIGGER)
                                .under(Crowd.APPLICATIONS_WITH_TRIGGER),
                        """
                        query ($tenant: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          applications(tenantSlug: $tenant) {
                            slug
                            triggers(filters: $filters, order: $order, pagination: $pagination) {
                              id
                              name
                            }
                          }
                        }
                        """,
                        at -> Map.of("tenant", at.slug(TENANT))),
                shows(
                        "Trigger.application",
                        viewers(APPLICATION),
                        new Rows(
                                List.of(new Rows.Row(APPLICATION, viewers(APPLICATION))),
                                Crowd.TRIGGERS,
                                Optional.empty()),
                        """
                        query ($application: ID!) {
                          triggers(application: $application) {
                            application {
                              id
                              name
                            }
                          }
                        }
                        """,
                        TriggerOperations::application));
    }

    private static List<Operation> changes() {
        return List.of(
                change(
                        "Mutation.createTrigger",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "create", "Trigger"),
                        """
                        mutation ($application: ID!, $name: String!) {
                          createTrigger(
                            applicationId: $application
                            input: { name: $name, cronExpression: "0 0 * * *", runKey: "daily-report", enabled: true }
                          ) {
                            id
                            name
                          }
                        }
                        """,
                        at -> Map.of("application", at.id(APPLICATION), "name", at.fresh("daily"))),
                change(
                        "Mutation.updateTrigger",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "update", "Trigger"),
                        """
                        mutation ($id: ID!) {
                          updateTrigger(id: $id, input: { enabled: false, cronExpression: "0 2 * * *" }) {
                            id
                            enabled
                            cronExpression
                          }
                        }
                        """,
                        TriggerOperations::trigger),
                change(
                        "Mutation.deleteTrigger",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "delete", "Trigger"),
                        """
                        mutation ($id: ID!) {
                          deleteTrigger(id: $id)
                        }
                        """,
                        TriggerOperations::trigger));
    }

    private static List<Operation> runs() {
        Rows ofTrigger = new Rows(List.of(new Rows.Row(RUN, viewers(APPLICATION))), Crowd.RUNS, Optional.empty());
        return List.of(
                shows("Query.triggerRuns", viewers(APPLICATION), ofTrigger, """
                        query ($trigger: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          triggerRuns(trigger: $trigger, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            scheduledAt
                            startedAt
                            finishedAt
                            status
                            attempts {
                              backend
                              status
                              httpStatus
                              errorMessage
                              startedAt
                              durationMs
                            }
                          }
                        }
                        """, TriggerOperations::ofTrigger),
                shows("Query.triggerRunsCount", viewers(APPLICATION), ofTrigger, """
                        query ($trigger: ID!, $filters: [Filter!]) {
                          triggerRunsCount(trigger: $trigger, filters: $filters)
                        }
                        """, TriggerOperations::ofTrigger),
                look("Query.triggerRun", viewers(APPLICATION), """
                        query ($id: ID!) {
                          triggerRun(id: $id) {
                            id
                            status
                          }
                        }
                        """, at -> Map.of("id", at.id(RUN))),
                look("Query.triggerAnswer", admins(APPLICATION), """
                        query ($attempt: ID!) {
                          triggerAnswer(attempt: $attempt) {
                            httpStatus
                            headers
                            body
                          }
                        }
                        """, at -> Map.of("attempt", at.id(ATTEMPT))));
    }

    private static List<Operation> changesOfRuns() {
        return List.of(
                change(
                        "Mutation.runTrigger",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "create", "TriggerRun"),
                        """
                        mutation ($id: ID!) {
                          runTrigger(id: $id) {
                            id
                            status
                          }
                        }
                        """,
                        TriggerOperations::trigger),
                change(
                        "Mutation.redeliver",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "update", "TriggerRun"),
                        """
                        mutation ($runId: ID!) {
                          redeliver(runId: $runId) {
                            id
                            status
                          }
                        }
                        """,
                        at -> Map.of("runId", at.id(RUN))));
    }

    /** Triggers, each shown to who views its application. */
    private static Rows rows(Crowd deeper, TriggerThing... triggers) {
        List<Rows.Row> rows = Stream.of(triggers)
                .map(trigger -> new Rows.Row(trigger, viewers(trigger.application())))
                .toList();
        return new Rows(rows, deeper, Optional.empty());
    }

    private static Map<String, Object> application(Names at) {
        return Map.of("application", at.id(APPLICATION));
    }

    private static Map<String, Object> trigger(Names at) {
        return Map.of("id", at.id(TRIGGER));
    }

    private static Map<String, Object> ofTrigger(Names at) {
        return Map.of("trigger", at.id(TRIGGER));
    }
}
