package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.graphql.GraphQlAnswer.Outcome;
import dev.productify.manager.graphql.access.AccessGraphQl;
import dev.productify.manager.graphql.audit.AuditGraphQl;
import dev.productify.manager.graphql.backend.BackendGraphQl;
import dev.productify.manager.graphql.endpoint.EndpointGraphQl;
import dev.productify.manager.graphql.languagepack.LanguagePackGraphQl;
import dev.productify.manager.graphql.limits.LimitsGraphQl;
import dev.productify.manager.graphql.machineuser.MachineUserGraphQl;
import dev.productify.manager.graphql.pilet.PiletGraphQl;
import dev.productify.manager.graphql.promotion.PromotionGraphQl;
import dev.productify.manager.graphql.settings.SettingsGraphQl;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.SharedGraphQl;
import dev.productify.manager.graphql.tenancy.TenancyGraphQl;
import dev.productify.manager.graphql.token.TokenGraphQl;
import dev.productify.manager.graphql.trigger.TriggerGraphQl;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The GraphQL API: runs requests of authenticated callers. Safe for use by many threads. */
public final class GraphQlApi {
    private final List<GraphQlModule> modules;
    private final GraphQlLimits limits;
    private final OperationListener listener;
    private final GraphQLSchema schema;
    private final Documents documents;
    private final GraphQL engine;

    /** @param modules the features, without what they share */
    public GraphQlApi(List<GraphQlModule> modules, GraphQlLimits limits, OperationListener listener) {
        this.modules = List.copyOf(modules);
        this.limits = requireNonNull(limits, "limits");
        this.listener = requireNonNull(listener, "listener");
        this.schema = SchemaAssembly.of(withShared(modules));
        this.documents = new Documents(schema, limits);
        this.engine = GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(new GraphQlErrors())
                .instrumentation(new FieldInstrumentation())
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .build();
    }

    /** The whole API over the use cases. */
    public static GraphQlApi of(UseCases useCases, GraphQlLimits limits, OperationListener listener) {
        return new GraphQlApi(
                List.of(
                        new TenancyGraphQl(useCases.projects(), useCases.tenants(), useCases.applications()),
                        new LimitsGraphQl(useCases.projectLimits()),
                        new AccessGraphQl(useCases.users(), useCases.members()),
                        new TokenGraphQl(useCases.personalAccessTokens()),
                        new AuditGraphQl(useCases.auditLogs()),
                        new MachineUserGraphQl(useCases.machineUsers()),
                        new SettingsGraphQl(useCases.settings()),
                        new LanguagePackGraphQl(useCases.languagePacks()),
                        new PiletGraphQl(useCases.pilets()),
                        new EndpointGraphQl(useCases.endpoints(), useCases.endpointGrants(), useCases.loggedCalls()),
                        new TriggerGraphQl(useCases.triggers(), useCases.triggerRuns()),
                        new BackendGraphQl(useCases.backends(), InstantSource.system()),
                        new PromotionGraphQl(useCases.promotions())),
                limits,
                listener);
    }

    private static List<GraphQlModule> withShared(List<GraphQlModule> modules) {
        List<GraphQlModule> all = new ArrayList<>();
        all.add(new SharedGraphQl());
        all.addAll(modules);
        return all;
    }

    public GraphQLSchema schema() {
        return schema;
    }

    /** Whether the request, as far as it can be read, is a mutation that would be run. */
    public boolean isMutation(GraphQlRequest request) {
        return !request.readOnly()
                && documents
                        .prepare(request.query())
                        .operation(request.operationName())
                        .filter(Documents.Operation::isMutation)
                        .isPresent();
    }

    /** Runs a request to its end, on the calling thread. It never throws for what the request says. */
    public GraphQlAnswer execute(GraphQlRequest request, Call call) {
        long start = System.nanoTime();
        Documents.Prepared prepared = documents.prepare(request.query());
        if (!prepared.errors().isEmpty()) {
            return refused(prepared.errors(), start);
        }
        var operation = prepared.operation(request.operationName());
        if (operation.isEmpty()) {
            return refused(
                    badInput(request.operationName()
                            .map(name -> "The document has no operation of the given operationName")
                            .orElse("The document has several operations; operationName must say which one to run")),
                    start);
        }
        if (request.readOnly() && operation.get().isMutation()) {
            List<GraphQlProblem> errors = badInput("Mutations are taken by POST only");
            return new GraphQlAnswer(Outcome.MUTATION_REFUSED, null, errors);
        }
        GraphQlAnswer answer = execute(request, call, prepared, operation.get());
        report(operation.get(), answer, start);
        return answer;
    }

    private GraphQlAnswer execute(
            GraphQlRequest request, Call call, Documents.Prepared prepared, Documents.Operation operation) {
        long cost = new Cost(schema, operation.fragments(), operation.definition(), request.variables())
                .of(operation.definition());
        if (cost > limits.cost()) {
            return GraphQlAnswer.refused(List.of(GraphQlProblem.of(
                    "The operation asks for " + cost + " objects, the limit is " + limits.cost()
                            + "; ask for less with pagination",
                    GraphQlErrors.VALIDATION_FAILED)));
        }
        RequestScope scope = new RequestScope(call, limits);
        Loaders loaders = new Loaders();
        modules.forEach(module -> module.loaders(loaders, call));
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName().orElse(null))
                .variables(request.variables())
                .locale(Locale.ROOT)
                .dataLoaderRegistry(loaders.registry())
                .graphQLContext(context -> context.of(Call.class, call)
                        .of(RequestScope.class, scope)
                        .of(PreparsedDocumentEntry.class, new PreparsedDocumentEntry(prepared.document())))
                .build();
        ExecutionResult result = engine.execute(input);
        List<GraphQlProblem> errors = GraphQlErrors.ofEngine(result, call);
        if (!result.isDataPresent()) {
            return GraphQlAnswer.refused(errors);
        }
        // Of an answer that grew too large every field that was still to come says the same.
        List<GraphQlProblem> said = scope.isFull() ? errors.subList(0, 1) : errors;
        return new GraphQlAnswer(Outcome.EXECUTED, result.getData(), said);
    }

    private static List<GraphQlProblem> badInput(String message) {
        return List.of(GraphQlProblem.of(message, ErrorCode.BAD_USER_INPUT.name()));
    }

    private GraphQlAnswer refused(List<GraphQlProblem> errors, long start) {
        listener.executed(OperationListener.NO_FIELD, errors.get(0).code(), since(start));
        return GraphQlAnswer.refused(errors);
    }

    private void report(Documents.Operation operation, GraphQlAnswer answer, long start) {
        Duration duration = since(start);
        operation.rootFields().forEach((key, name) -> listener.executed(name, outcome(answer, key), duration));
    }

    private static String outcome(GraphQlAnswer answer, String key) {
        return answer.errors().stream()
                .filter(error -> error.path().isEmpty() || error.path().get(0).equals(key))
                .findFirst()
                .map(GraphQlProblem::code)
                .orElse(OperationListener.SUCCESS);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
