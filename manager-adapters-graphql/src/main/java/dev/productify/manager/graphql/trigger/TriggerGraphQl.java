package dev.productify.manager.graphql.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.TriggerRuns;
import dev.productify.manager.ports.trigger.Triggers;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Collection;

/** Triggers and their runs. */
public final class TriggerGraphQl implements GraphQlModule {
    static final String TRIGGERS = "triggersOfApplication";

    private final Triggers triggers;
    private final TriggerRuns runs;

    public TriggerGraphQl(Triggers triggers, TriggerRuns runs) {
        this.triggers = requireNonNull(triggers, "triggers");
        this.runs = requireNonNull(runs, "runs");
    }

    @Override
    public String schema() {
        return "/graphql/trigger.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        words(wiring, "TriggerOverlap", OverlapPolicy.class);
        words(wiring, "TriggerRunStatus", RunStatus.class);
        words(wiring, "TriggerRunCause", RunCause.class);
        words(wiring, "TriggerSkipReason", SkipReason.class);
        words(wiring, "TriggerAttemptStatus", AttemptStatus.class);
        new TriggerFields(triggers).wire(wiring);
        new RunFields(runs).wire(wiring);
    }

    private static void words(RuntimeWiring.Builder wiring, String type, Class<? extends Enum<?>> constants) {
        wiring.type(TypeRuntimeWiring.newTypeWiring(type).enumValues(new EnumWords(constants)));
    }

    @Override
    public void loaders(Loaders loaders, Call call) {
        loaders.lists(
                TRIGGERS,
                (Collection<ApplicationId> ids, ListQuery<TriggerColumn> query) -> triggers.listOf(call, ids, query));
    }
}
