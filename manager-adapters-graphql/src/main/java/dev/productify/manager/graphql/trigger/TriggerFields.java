package dev.productify.manager.graphql.trigger;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.graphql.tenancy.TenancyGraphQl;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.Triggers;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class TriggerFields {
    private final Triggers triggers;

    TriggerFields(Triggers triggers) {
        this.triggers = triggers;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("triggers", this::list)
                        .dataFetcher("triggersCount", this::count)
                        .dataFetcher("trigger", env -> triggers.find(call(env), id(env)))
                        .dataFetcher("nextRuns", this::nextRuns));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createTrigger", this::create)
                        .dataFetcher("updateTrigger", this::update)
                        .dataFetcher("deleteTrigger", this::delete));
        wiring.type("Application", application -> application.dataFetcher("triggers", TriggerFields::ofApplication));
        wiring.type(
                "Trigger",
                trigger -> trigger.dataFetcher("id", field(t -> t.id().value()))
                        .dataFetcher("name", defined(d -> d.name().value()))
                        .dataFetcher("description", maybe(d -> d.description().map(Description::value)))
                        .dataFetcher(
                                "cronExpression",
                                defined(d -> d.schedule().cron().toString()))
                        .dataFetcher(
                                "timeZone", defined(d -> d.schedule().zone().toString()))
                        .dataFetcher("runKey", maybe(d -> d.runKey().map(RunKey::value)))
                        .dataFetcher("enabled", defined(Trigger.Definition::enabled))
                        .dataFetcher("overlap", defined(Trigger.Definition::overlap))
                        .dataFetcher("createdAt", field(Trigger::createdAt))
                        .dataFetcher("updatedAt", field(Trigger::updatedAt))
                        .dataFetcher("application", TriggerFields::application));
    }

    private List<Trigger> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return triggers.list(
                call(env), arguments.id("application", ApplicationId::new), arguments.list(TriggerColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return triggers.count(
                call(env), arguments.id("application", ApplicationId::new), arguments.list(TriggerColumn.class));
    }

    private List<Instant> nextRuns(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Schedule schedule = new Schedule(
                new CronExpression(arguments.text("cronExpression")), TimeZone.parse(arguments.text("timeZone")));
        return triggers.nextRuns(
                schedule,
                arguments.required("count", Integer.class),
                arguments.optional("after", Instant.class, Function.identity()));
    }

    private Trigger create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Trigger.Definition definition = new Trigger.Definition(
                new Name(input.text("name")),
                input.optional("description", String.class, Description::new),
                new Schedule(new CronExpression(input.text("cronExpression")), TimeZone.parse(input.text("timeZone"))),
                input.optional("runKey", String.class, RunKey::new),
                input.flag("enabled"),
                input.required("overlap", OverlapPolicy.class));
        return triggers.create(call(env), Arguments.of(env).id("applicationId", ApplicationId::new), definition);
    }

    private Trigger update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Trigger.Change change = new Trigger.Change(
                input.patch("name", String.class, Name::new),
                input.patch("description", String.class, Description::new),
                input.patch("cronExpression", String.class, CronExpression::new),
                input.patch("timeZone", String.class, TimeZone::parse),
                input.patch("runKey", String.class, RunKey::new),
                input.patch("enabled", Boolean.class, Function.identity()),
                input.patch("overlap", OverlapPolicy.class, Function.identity()));
        return triggers.update(call(env), id(env), change);
    }

    private boolean delete(DataFetchingEnvironment env) {
        triggers.delete(call(env), id(env));
        return true;
    }

    private static CompletableFuture<?> ofApplication(DataFetchingEnvironment env) {
        Application application = env.getSource();
        return Loaders.list(env, TriggerGraphQl.TRIGGERS, application.id(), TriggerColumn.class);
    }

    private static CompletableFuture<Object> application(DataFetchingEnvironment env) {
        Trigger trigger = env.getSource();
        return Loaders.one(env, TenancyGraphQl.APPLICATION, trigger.application(), "Application");
    }

    private static TriggerId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", TriggerId::new);
    }

    private static Property<Trigger> field(Function<Trigger, ?> reading) {
        return Property.of(Trigger.class, reading);
    }

    private static Property<Trigger> defined(Function<Trigger.Definition, ?> reading) {
        return Property.of(Trigger.class, reading.compose(Trigger::definition));
    }

    private static Property<Trigger> maybe(Function<Trigger.Definition, Optional<?>> reading) {
        return Property.optional(Trigger.class, reading.compose(Trigger::definition));
    }
}
