package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.trigger.DueTrigger;
import dev.productify.manager.ports.trigger.RunFacts;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.TriggerStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryTriggerStore implements TriggerStore {
    private final Data data;
    private final TriggerRows rows;
    private final Sightline sightline;
    private final InstantSource clock;

    InMemoryTriggerStore(Data data, Sightline sightline, InstantSource clock) {
        this.data = data;
        this.rows = data.triggers;
        this.sightline = sightline;
        this.clock = clock;
    }

    @Override
    public void insert(Trigger trigger) {
        sightline.requireInside(sightline.writes(trigger.place()));
        if (!data.exists(trigger.place())) {
            throw ManagerException.conflict("The application was removed meanwhile");
        }
        requireFreeName(trigger);
        rows.triggers.put(trigger.id(), trigger);
    }

    private void requireFreeName(Trigger trigger) {
        boolean taken = rows.triggers.values().stream()
                .anyMatch(other -> !other.id().equals(trigger.id())
                        && other.application().equals(trigger.application())
                        && other.definition().name().equals(trigger.definition().name()));
        if (taken) {
            throw ManagerException.conflict("The name is taken in this application");
        }
    }

    @Override
    public Optional<Trigger> find(TriggerId id) {
        return Optional.ofNullable(rows.triggers.get(id)).filter(trigger -> sightline.sees(trigger.place()));
    }

    @Override
    public Optional<Trigger> lock(TriggerId id) {
        return find(id);
    }

    @Override
    public Map<TriggerId, Trigger> findAll(Collection<TriggerId> ids) {
        Map<TriggerId, Trigger> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(trigger -> found.put(id, trigger)));
        return found;
    }

    @Override
    public Map<ApplicationId, List<Trigger>> listOf(
            Collection<ApplicationId> applications, ListQuery<TriggerColumn> query) {
        Map<ApplicationId, List<Trigger>> lists = new LinkedHashMap<>();
        applications.forEach(
                application -> lists.put(application, InMemoryLists.page(of(application), query, Trigger::id)));
        return lists;
    }

    @Override
    public long countOf(ApplicationId application, ListQuery<TriggerColumn> query) {
        return InMemoryLists.count(of(application), query);
    }

    @Override
    public List<Trigger> all(ApplicationId application) {
        return lockAll(List.of(application));
    }

    @Override
    public List<Trigger> lockAll(Collection<ApplicationId> applications) {
        return applications.stream()
                .distinct()
                .flatMap(this::of)
                .sorted(Comparator.comparing(trigger -> trigger.id().value().toString()))
                .toList();
    }

    @Override
    public void insertAll(List<Trigger> triggers) {
        triggers.forEach(this::insert);
    }

    @Override
    public void updateAll(List<Trigger> triggers) {
        triggers.forEach(this::update);
    }

    private Stream<Trigger> of(ApplicationId application) {
        return rows.triggers.values().stream()
                .filter(trigger -> trigger.application().equals(application))
                .filter(trigger -> sightline.sees(trigger.place()));
    }

    @Override
    public void update(Trigger trigger) {
        Optional<Trigger> kept =
                find(trigger.id()).filter(found -> found.place().equals(trigger.place()));
        Versions.requireNext(kept.map(Trigger::version), trigger.version());
        requireFreeName(trigger);
        rows.triggers.put(trigger.id(), trigger);
    }

    @Override
    public Map<String, Long> delete(TriggerId id) {
        if (find(id).isPresent()) {
            rows.triggers.remove(id);
            rows.due.remove(id);
        }
        return Map.of();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void plan(Trigger trigger, Optional<Instant> due) {
        find(trigger.id()).ifPresent(kept -> put(kept.id(), due));
    }

    private void put(TriggerId id, Optional<Instant> due) {
        due.ifPresentOrElse(instant -> rows.due.put(id, instant), () -> rows.due.remove(id));
    }

    @Override
    public void replan(Map<TriggerId, Optional<Instant>> due) {
        due.forEach((id, instant) -> find(id).ifPresent(trigger -> put(trigger.id(), instant)));
    }

    @Override
    public Optional<Instant> planned(TriggerId id) {
        return find(id).filter(trigger -> sightline.writes(trigger.place())).map(trigger -> rows.due.get(id));
    }

    @Override
    public List<DueTrigger> take(int limit) {
        Instant now = now();
        return rows.due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .filter(entry -> find(entry.getKey()).isPresent())
                .sorted(Map.Entry.<TriggerId, Instant>comparingByValue()
                        .thenComparing(entry -> entry.getKey().value().toString()))
                .limit(limit)
                .map(entry -> due(rows.triggers.get(entry.getKey()), entry.getValue(), now))
                .toList();
    }

    private DueTrigger due(Trigger trigger, Instant due, Instant now) {
        RunFacts facts = new RunFacts(
                trigger.definition().name().value(),
                trigger.definition().runKey(),
                data.applications.get(trigger.application()).slug(),
                data.tenants.get(trigger.tenant()).slug());
        return new DueTrigger(trigger, facts, due, now);
    }

    @Override
    public void plan(Map<TriggerId, Optional<Instant>> due) {
        due.forEach((id, instant) -> {
            if (find(id).isPresent() && rows.due.containsKey(id)) {
                put(id, instant);
            }
        });
    }

    @Override
    public long planned() {
        return rows.due.keySet().stream().filter(id -> find(id).isPresent()).count();
    }
}
