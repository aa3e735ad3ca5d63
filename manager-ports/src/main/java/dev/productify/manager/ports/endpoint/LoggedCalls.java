package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reading what was called through the bus (contract E7, A1): viewers of the application and machine users of the tenant read
 * which calls there were, administrators of the application what was said. Refusals are those of {@link Guard}, and what
 * each method names besides.
 */
public interface LoggedCalls {
    static LoggedCalls of(Guard guard) {
        return new LoggedCallService(guard);
    }

    List<LoggedCall> list(Call call, EndpointId endpoint, ListQuery<LoggedCallColumn> query);

    /** How many rows {@link #list} has over all pages; refuses as it does. */
    long count(Call call, EndpointId endpoint, ListQuery<LoggedCallColumn> query);

    /**
     * What was said in calls of one endpoint that {@link #list} gave.
     *
     * @return something for each of them
     * @throws ManagerException {@code FORBIDDEN} to all but administrators of the application; {@code BAD_USER_INPUT} when it
     *     is too much at once
     */
    Map<LoggedCallId, LoggedCall.Contents> contents(Call call, EndpointId endpoint, Collection<LoggedCall> calls);
}
