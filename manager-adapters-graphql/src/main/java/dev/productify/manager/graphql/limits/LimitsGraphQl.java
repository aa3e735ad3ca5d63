package dev.productify.manager.graphql.limits;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.limits.ProjectLimits;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** How much there may be in a project, and how much there is. */
public final class LimitsGraphQl implements GraphQlModule {
    private final ProjectLimits limits;

    public LimitsGraphQl(ProjectLimits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /** One kind of a project's limits. */
    private record Shown(Long limit, Long own, Long used) {
        static Shown of(ProjectLimits.Overview overview, LimitKind kind) {
            return new Shown(
                    overview.inForce().of(kind).orElse(null),
                    overview.own().limits().of(kind).orElse(null),
                    overview.used().get(kind));
        }
    }

    @Override
    public String schema() {
        return "/graphql/limits.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher(
                        "projectLimits",
                        env -> limits.find(call(env), Arguments.of(env).id("projectID", ProjectId::new))));
        wiring.type("Mutation", mutation -> mutation.dataFetcher("updateProjectLimits", this::update));
        wiring.type("ProjectLimits", LimitsGraphQl::ofProject);
        wiring.type(
                "ProjectLimit",
                limit -> limit.dataFetcher("limit", shown(Shown::limit))
                        .dataFetcher("own", shown(Shown::own))
                        .dataFetcher("used", shown(Shown::used)));
    }

    private static TypeRuntimeWiring.Builder ofProject(TypeRuntimeWiring.Builder type) {
        type.dataFetcher(
                "projectID",
                Property.of(
                        ProjectLimits.Overview.class,
                        overview -> overview.own().project().value()));
        for (LimitKind kind : LimitKind.values()) {
            type.dataFetcher(
                    kind.word(), Property.of(ProjectLimits.Overview.class, overview -> Shown.of(overview, kind)));
        }
        return type;
    }

    private ProjectLimits.Overview update(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Arguments input = arguments.input("input");
        Map<LimitKind, Patch<Long>> change = new EnumMap<>(LimitKind.class);
        for (LimitKind kind : LimitKind.values()) {
            change.put(kind, input.patch(kind.word(), Long.class, Function.identity()));
        }
        return limits.update(call(env), arguments.id("projectID", ProjectId::new), change);
    }

    private static Property<Shown> shown(Function<Shown, ?> reading) {
        return Property.of(Shown.class, reading);
    }
}
