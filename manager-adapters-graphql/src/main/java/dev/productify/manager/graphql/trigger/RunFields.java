package dev.productify.manager.graphql.trigger;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import dev.productify.manager.ports.trigger.TriggerRuns;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

final class RunFields {
    private final TriggerRuns runs;

    RunFields(TriggerRuns runs) {
        this.runs = runs;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("triggerRuns", this::list)
                        .dataFetcher("triggerRunsCount", this::count)
                        .dataFetcher("triggerRun", env -> runs.find(call(env), run(env, "id")))
                        .dataFetcher(
                                "triggerAnswer",
                                env -> runs.answer(call(env), Arguments.of(env).id("attempt", AttemptId::new))));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher(
                                "runTrigger",
                                env -> runs.run(call(env), Arguments.of(env).id("id", TriggerId::new)))
                        .dataFetcher("redeliver", env -> runs.redeliver(call(env), run(env, "runId"))));
        wiring.type(
                "TriggerRun",
                run -> run.dataFetcher("id", of(r -> r.id().value()))
                        .dataFetcher("scheduledAt", of(TriggerRun::scheduledAt))
                        .dataFetcher("startedAt", maybe(TriggerRun::startedAt))
                        .dataFetcher("finishedAt", maybe(TriggerRun::finishedAt))
                        .dataFetcher("status", of(TriggerRun::status))
                        .dataFetcher("cause", of(TriggerRun::cause))
                        .dataFetcher("skipReason", maybe(TriggerRun::skipped))
                        .dataFetcher("missedUntil", maybe(r -> r.missed().map(MisfireRules.Missed::last)))
                        .dataFetcher("missedCount", maybe(r -> r.missed().flatMap(MisfireRules.Missed::count)))
                        .dataFetcher(
                                "attempts",
                                Property.of(TriggerRuns.WithAttempts.class, TriggerRuns.WithAttempts::attempts))
                        .dataFetcher("createdAt", of(TriggerRun::createdAt)));
        wiring.type(
                "TriggerRunAttempt",
                attempt -> attempt.dataFetcher("id", attempt(a -> a.id().value()))
                        .dataFetcher("backend", attempt(a -> a.backend().value()))
                        .dataFetcher("backendName", attempt(RunAttempt::backendName))
                        .dataFetcher("number", attempt(RunAttempt::number))
                        .dataFetcher("status", attempt(RunAttempt::status))
                        .dataFetcher("httpStatus", attempt(a -> a.httpStatus().orElse(null)))
                        .dataFetcher("errorMessage", attempt(a -> a.error().orElse(null)))
                        .dataFetcher("startedAt", attempt(RunAttempt::startedAt))
                        .dataFetcher(
                                "durationMs",
                                attempt(a ->
                                        a.duration().map(Duration::toMillis).orElse(null))));
        wiring.type(
                "TriggerAnswer",
                answer -> answer.dataFetcher("httpStatus", Property.of(CallbackAnswer.class, CallbackAnswer::status))
                        .dataFetcher("headers", Property.of(CallbackAnswer.class, CallbackAnswer::headers))
                        .dataFetcher("body", Property.of(CallbackAnswer.class, CallbackAnswer::body)));
    }

    private List<TriggerRuns.WithAttempts> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return runs.list(call(env), arguments.id("trigger", TriggerId::new), arguments.list(TriggerRunColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return runs.count(call(env), arguments.id("trigger", TriggerId::new), arguments.list(TriggerRunColumn.class));
    }

    private static TriggerRunId run(DataFetchingEnvironment env, String argument) {
        return Arguments.of(env).id(argument, TriggerRunId::new);
    }

    private static Property<TriggerRuns.WithAttempts> of(Function<TriggerRun, ?> reading) {
        return Property.of(TriggerRuns.WithAttempts.class, reading.compose(TriggerRuns.WithAttempts::run));
    }

    private static Property<TriggerRuns.WithAttempts> maybe(Function<TriggerRun, Optional<?>> reading) {
        return Property.optional(TriggerRuns.WithAttempts.class, reading.compose(TriggerRuns.WithAttempts::run));
    }

    private static Property<RunAttempt> attempt(Function<RunAttempt, ?> reading) {
        return Property.of(RunAttempt.class, reading);
    }
}
