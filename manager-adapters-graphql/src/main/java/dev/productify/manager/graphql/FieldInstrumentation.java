package dev.productify.manager.graphql;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.dataloader.DataLoader;

/**
 * Counts the objects of the answer as they come, and stops fetching when there are too many. Before each field of a
 * mutation it makes the loaders forget what they fetched for the one before, which this one may change.
 */
final class FieldInstrumentation extends SimplePerformantInstrumentation {
    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        return parameters.isTrivialDataFetcher() ? fetcher : environment -> fetch(fetcher, environment);
    }

    private static Object fetch(DataFetcher<?> fetcher, DataFetchingEnvironment environment) throws Exception {
        RequestScope scope = RequestScope.of(environment.getGraphQlContext());
        scope.requireRoom();
        if (environment.getParentType() == environment.getGraphQLSchema().getMutationType()) {
            environment.getDataLoaderRegistry().getDataLoaders().forEach(DataLoader::clearAll);
        }
        Object value = fetcher.get(environment);
        return value instanceof CompletionStage<?> later
                ? later.thenApply(loaded -> counted(scope, loaded))
                : counted(scope, value);
    }

    private static Object counted(RequestScope scope, Object value) {
        scope.count(value instanceof Collection<?> rows ? rows.size() : 1);
        return value;
    }
}
