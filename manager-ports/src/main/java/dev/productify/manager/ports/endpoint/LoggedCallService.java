package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class LoggedCallService implements LoggedCalls {
    /** What one answer may hold of headers and bodies, so that no question fills the memory. */
    static final long MOST_BYTES = 16L << 20;

    private final Guard guard;

    LoggedCallService(Guard guard) {
        this.guard = guard;
    }

    @Override
    public List<LoggedCall> list(Call call, EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        List<LoggedCall> rows = query.complete(guard.read(
                call,
                Permission.READ,
                new Target.OfEndpoint(endpoint),
                (stores, place) -> stores.loggedCalls().listOf(endpoint, query)));
        return rows.stream().map(row -> row.shownTo(call.principal())).toList();
    }

    @Override
    public long count(Call call, EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        return guard.read(
                call,
                Permission.READ,
                new Target.OfEndpoint(endpoint),
                (stores, place) -> stores.loggedCalls().countOf(endpoint, query));
    }

    @Override
    public Map<LoggedCallId, LoggedCall.Contents> contents(
            Call call, EndpointId endpoint, Collection<LoggedCall> calls) {
        Target target = new Target.OfEndpoint(endpoint);
        return guard.read(call, Permission.READ_TRAFFIC, target, (stores, place) -> {
            if (calls.stream().mapToLong(LoggedCall::contentBytes).sum() > MOST_BYTES) {
                throw ManagerException.badInput("The headers and bodies of these calls are more than "
                        + (MOST_BYTES >> 20) + " MiB; ask for fewer calls by pagination");
            }
            Map<LoggedCallId, LoggedCall.Contents> all = new HashMap<>();
            calls.forEach(one -> all.put(one.id(), LoggedCall.Contents.NONE));
            List<LoggedCallId> kept = calls.stream()
                    .filter(one -> one.contentBytes() > 0)
                    .map(LoggedCall::id)
                    .toList();
            if (!kept.isEmpty()) {
                all.putAll(stores.loggedCalls().contents(endpoint, kept));
            }
            return all;
        });
    }
}
