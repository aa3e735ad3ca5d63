package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

final class InMemoryLoggedCallStore implements LoggedCallStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryLoggedCallStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void append(List<Entry> entries) {
        sightline.requireInside(
                entries.stream().allMatch(entry -> sightline.writes(entry.call().place())));
        entries.forEach(entry -> data.loggedCalls.putIfAbsent(entry.call().id(), entry));
    }

    @Override
    public List<LoggedCall> listOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        return InMemoryLists.page(of(endpoint).map(Entry::call), query, LoggedCall::id);
    }

    @Override
    public long countOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        return InMemoryLists.count(of(endpoint).map(Entry::call), query);
    }

    @Override
    public Map<LoggedCallId, LoggedCall.Contents> contents(EndpointId endpoint, Collection<LoggedCallId> ids) {
        Map<LoggedCallId, LoggedCall.Contents> contents = new LinkedHashMap<>();
        of(endpoint)
                .filter(entry -> ids.contains(entry.call().id()))
                .forEach(entry -> contents.put(entry.call().id(), entry.contents()));
        return contents;
    }

    /** Calls are kept one by one here. */
    @Override
    public int prepareSpans(int days, int ahead) {
        return 0;
    }

    @Override
    public OptionalLong removeSpan(Instant before) {
        return OptionalLong.empty();
    }

    @Override
    public int purge(Instant before, boolean wholeSpans, int most) {
        List<LoggedCallId> gone = data.loggedCalls.values().stream()
                .map(Entry::call)
                .filter(call -> sightline.writes(call.place()))
                .filter(call -> call.at().isBefore(before) || !data.endpoints.containsKey(call.endpoint()))
                .sorted(Comparator.comparing((LoggedCall call) -> !call.at().isBefore(before))
                        .thenComparing(LoggedCall::at))
                .limit(most)
                .map(LoggedCall::id)
                .toList();
        gone.forEach(data.loggedCalls::remove);
        return gone.size();
    }

    private Stream<Entry> of(EndpointId endpoint) {
        return data.loggedCalls.values().stream()
                .filter(entry -> entry.call().endpoint().equals(endpoint))
                .filter(entry -> sightline.writes(entry.call().place()));
    }
}
