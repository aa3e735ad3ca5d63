package dev.productify.manager.graphql.endpoint;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.endpoint.LoggedCalls;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was called through the bus; what was said is loaded only where it is asked for. */
final class LogFields {
    private static final String CONTENTS = "contentsOfLoggedCall";
    private static final Duration HALF_A_MILLISECOND = Duration.ofNanos(500_000);

    private final LoggedCalls calls;

    LogFields(LoggedCalls calls) {
        this.calls = calls;
    }

    /** Who called, as the row says: no look-up, and no more of them than their name. */
    private record Caller(UUID id, String username) {
        static Optional<Caller> of(Optional<? extends Id> id, LoggedCall row) {
            return id.map(one -> new Caller(one.value(), row.caller().orElse("")));
        }
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query", query -> query.dataFetcher("esbLogs", this::list).dataFetcher("esbLogsCount", this::count));
        wiring.type(
                "EsbLog",
                log -> log.dataFetcher("id", field(row -> row.id().value()))
                        .dataFetcher("method", field(LoggedCall::method))
                        .dataFetcher("path", field(LoggedCall::path))
                        .dataFetcher("status", field(LoggedCall::status))
                        .dataFetcher("durationMs", field(row -> milliseconds(row.duration())))
                        .dataFetcher("sourceIP", field(LoggedCall::source))
                        .dataFetcher("errorMessage", optional(LoggedCall::error))
                        .dataFetcher("transformationApplied", field(LoggedCall::transformed))
                        .dataFetcher("requestID", field(LoggedCall::requestId))
                        .dataFetcher("requestHeaders", said(of -> of.request().map(LoggedCall.Message::headers)))
                        .dataFetcher("requestBody", said(of -> of.request().map(LoggedCall.Message::body)))
                        .dataFetcher("responseHeaders", said(of -> of.response().map(LoggedCall.Message::headers)))
                        .dataFetcher("responseBody", said(of -> of.response().map(LoggedCall.Message::body)))
                        .dataFetcher("createdAt", field(LoggedCall::at))
                        .dataFetcher("user", LogFields::person)
                        .dataFetcher("machineUser", optional(row -> Caller.of(row.machineUser(), row))));
        for (String type : List.of("EsbLogUser", "EsbLogMachineUser")) {
            wiring.type(
                    type,
                    caller -> caller.dataFetcher("id", Property.of(Caller.class, Caller::id))
                            .dataFetcher("username", Property.of(Caller.class, Caller::username)));
        }
    }

    void loaders(Loaders loaders, Call call) {
        loaders.single(CONTENTS, (Collection<LoggedCall> rows) -> contents(call, rows));
    }

    private Map<LoggedCall, LoggedCall.Contents> contents(Call call, Collection<LoggedCall> rows) {
        Map<LoggedCall, LoggedCall.Contents> contents = new HashMap<>();
        rows.stream().collect(Collectors.groupingBy(LoggedCall::endpoint)).forEach((endpoint, some) -> {
            Map<LoggedCallId, LoggedCall.Contents> said = calls.contents(call, endpoint, some);
            some.forEach(row -> contents.put(row, said.get(row.id())));
        });
        return contents;
    }

    private List<LoggedCall> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return calls.list(call(env), arguments.id("endpoint", EndpointId::new), arguments.list(LoggedCallColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return calls.count(
                call(env), arguments.id("endpoint", EndpointId::new), arguments.list(LoggedCallColumn.class));
    }

    /** Machine users are never told of people (contract A2). */
    private static Caller person(DataFetchingEnvironment env) {
        if (call(env).principal() instanceof Principal.Machine) {
            throw new ManagerException(ErrorCode.FORBIDDEN, "Machine users are not told of people");
        }
        LoggedCall row = env.getSource();
        return Caller.of(row.user(), row).orElse(null);
    }

    private static long milliseconds(Duration duration) {
        return duration.plus(HALF_A_MILLISECOND).toMillis();
    }

    private static DataFetcher<CompletableFuture<Object>> said(Function<LoggedCall.Contents, Optional<?>> part) {
        return env -> {
            LoggedCall row = env.getSource();
            return Loaders.one(env, CONTENTS, row, "EsbLog")
                    .thenApply(contents ->
                            part.apply((LoggedCall.Contents) contents).orElse(null));
        };
    }

    private static Property<LoggedCall> field(Function<LoggedCall, ?> reading) {
        return Property.of(LoggedCall.class, reading);
    }

    private static Property<LoggedCall> optional(Function<LoggedCall, Optional<?>> reading) {
        return Property.optional(LoggedCall.class, reading);
    }
}
