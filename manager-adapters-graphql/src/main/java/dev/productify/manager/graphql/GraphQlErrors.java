package dev.productify.manager.graphql;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.validation.ValidationError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where errors become GraphQL's. Refusals show their message and code (contract G4); faults are logged with
 * the id of the request and show nothing.
 */
public final class GraphQlErrors implements DataFetcherExceptionHandler {
    static final String PARSE_FAILED = "GRAPHQL_PARSE_FAILED";
    static final String VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED";

    private static final String FAULT = "Internal error; the log has it under this request id";
    private static final Logger LOG = LoggerFactory.getLogger(GraphQlErrors.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        Throwable thrown = parameters.getException();
        while (thrown instanceof CompletionException && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        List<Object> path = parameters.getPath().toList();
        RequestScope scope =
                RequestScope.of(parameters.getDataFetchingEnvironment().getGraphQlContext());
        GraphQlProblem problem = thrown instanceof ManagerException refusal
                ? GraphQlProblem.of(refusal, path)
                : faultAt(path, thrown, scope);
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(problem).build());
    }

    private static GraphQlProblem faultAt(List<Object> path, Throwable thrown, RequestScope scope) {
        if (scope.isNewFault(thrown)) {
            log(scope.call().requestId(), path.toString(), thrown);
        }
        return new GraphQlProblem(FAULT, path, List.of(), ErrorCode.INTERNAL_SERVER_ERROR.name());
    }

    /** A refusal of the whole request. */
    public static GraphQlProblem of(ManagerException refusal) {
        return GraphQlProblem.of(refusal, List.of());
    }

    /** A fault outside of any field. It is logged here. */
    public static GraphQlProblem fault(String requestId, Throwable thrown) {
        log(requestId, "request", thrown);
        return GraphQlProblem.of(FAULT, ErrorCode.INTERNAL_SERVER_ERROR.name());
    }

    static GraphQlProblem parsing(InvalidSyntaxException refused) {
        return problem(refused.toInvalidSyntaxError(), PARSE_FAILED);
    }

    static GraphQlProblem validation(GraphQLError refused) {
        return problem(refused, VALIDATION_FAILED);
    }

    /** What the engine reports: ours as they are, its own by what it did. */
    static List<GraphQlProblem> ofEngine(ExecutionResult result, Call call) {
        return result.getErrors().stream()
                .map(error -> ofEngine(error, result.isDataPresent(), call))
                .toList();
    }

    private static GraphQlProblem ofEngine(GraphQLError error, boolean executed, Call call) {
        if (error instanceof GraphQlProblem ours) {
            return ours;
        }
        if (error instanceof ValidationError) {
            return validation(error);
        }
        if (!executed) {
            // The name of the operation, or the variables.
            return problem(error, ErrorCode.BAD_USER_INPUT.name());
        }
        List<Object> path = error.getPath() == null ? List.of() : error.getPath();
        log(call.requestId(), path + " " + error.getMessage(), null);
        return new GraphQlProblem(FAULT, path, List.of(), ErrorCode.INTERNAL_SERVER_ERROR.name());
    }

    private static GraphQlProblem problem(GraphQLError error, String code) {
        List<SourceLocation> locations = error.getLocations() == null ? List.of() : error.getLocations();
        return new GraphQlProblem(error.getMessage(), List.of(), locations, code);
    }

    private static void log(String requestId, String where, Throwable thrown) {
        LOG.atError()
                .addKeyValue("request_id", requestId)
                .addKeyValue("where", where)
                .setCause(thrown)
                .log("GraphQL failed");
    }
}
