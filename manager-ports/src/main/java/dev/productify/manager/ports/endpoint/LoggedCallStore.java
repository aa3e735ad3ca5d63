package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
     * Makes spans of time for calls to come. Calls of a span are kept together, so that they can be removed together. Calls for
     * which there is no span are kept all the same. For transactions bound to the whole installation, which should do nothing
     * else: readers and writers wait for their ends.
     *
     * @param days in each span, 1 or 7
     * @param ahead how many days from today shall have one, 1 to 60
     * @return how many it made
     */
    int prepareSpans(int days, int ahead);

    /**
     * Removes the oldest span, if all its calls were noted before a time. For transactions as {@link #prepareSpans} has them.
     *
     * @return about how many calls there were; empty when there is no such span
     */
    OptionalLong removeSpan(Instant before);

    /**
     * Removes calls that came before a time, then those of endpoints that are gone. For transactions bound to the whole
     * installation.
     *
     * @param wholeSpans whether calls may stay until their span goes as a whole
     * @param most rows at once
     * @return how many it were
     */
    int purge(Instant before, boolean wholeSpans, int most);
}
