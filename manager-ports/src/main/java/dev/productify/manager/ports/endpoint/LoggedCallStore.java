package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where it is kept what was called through the bus. Rows depend on nothing else, and are shown at a place alone. */
public interface LoggedCallStore {
    /** A call with what was said in it. */
    record Entry(LoggedCall call, LoggedCall.Contents contents) {}

    /**
     * Adds rows with one statement; of those whose ids are known nothing happens, so that it may be tried again. For
     * transactions bound to the whole installation.
     */
    void append(List<Entry> entries);

    List<LoggedCall> listOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query);

    /** What was said in those calls of the endpoint, as far as it was kept. */
    Map<LoggedCallId, LoggedCall.Contents> contents(EndpointId endpoint, Collection<LoggedCallId> ids);

    /**
     * Removes calls that came before a time, then those of endpoints that are gone. For transactions bound to the whole
     * installation.
     *
     * @param most rows at once
     * @return how many it were
     */
    int purge(Instant before, int most);
}
