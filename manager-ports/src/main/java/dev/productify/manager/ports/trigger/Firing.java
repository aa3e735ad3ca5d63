package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes runs of what is due. The runs, what is to be sent for them, and when their triggers are due next are written in one
 * transaction, in which the triggers are locked: any node may do this at any time, and when one dies in the middle nothing has
 * happened. A run is thus there before anything of it is sent (contract R3).
 */
public final class Firing {
    private static final Binding BINDING = new Binding.Platform("fire triggers");

    private final Transactions transactions;
    private final Journal journal;
    private final MisfireRules misfires;
    private final RetrySchedule retries;

    public Firing(Transactions transactions, Journal journal, MisfireRules misfires, RetrySchedule retries) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
        this.misfires = requireNonNull(misfires, "misfires");
        this.retries = requireNonNull(retries, "retries");
    }

    /**
     * What was done.
     *
     * @param triggers how many were due
     * @param queued how many runs were made that are to be sent, for each application
     * @param lags how late each of these was
     */
    public record Fired(int triggers, Map<ApplicationId, Integer> queued, List<Duration> lags) {
        public Fired {
            queued = Map.copyOf(queued);
            lags = List.copyOf(lags);
        }

        static final Fired NOTHING = new Fired(0, Map.of(), List.of());
    }

    /** Goes through triggers that are due, and that no other node goes through at this moment; at most so many. */
    public Fired fire(int limit) {
        return transactions.write(door -> new Admission<>(BINDING, null), (stores, nothing) -> fire(stores, limit));
    }

    private Fired fire(Stores stores, int limit) {
        List<DueTrigger> taken = stores.triggers().take(limit);
        if (taken.isEmpty()) {
            return Fired.NOTHING;
        }
        Set<TenantId> tenants =
                taken.stream().map(due -> due.trigger().tenant()).collect(Collectors.toSet());
        NewRuns making = new NewRuns(journal, retries, stores.backends().enabledIn(tenants));
        List<TriggerId> skipping = taken.stream()
                .map(DueTrigger::trigger)
                .filter(trigger -> trigger.definition().overlap() == OverlapPolicy.SKIP)
                .map(Trigger::id)
                .toList();
        Set<TriggerId> busy = skipping.isEmpty() ? Set.of() : stores.runs().busy(skipping);
        List<NewRun> runs = new ArrayList<>();
        Map<TriggerId, Optional<Instant>> next = new LinkedHashMap<>();
        for (DueTrigger due : taken) {
            MisfireRules.Reckoning reckoning =
                    misfires.reckon(due.trigger().definition().schedule(), due.due(), due.now());
            next.put(due.trigger().id(), reckoning.next());
            runs.addAll(runs(making, due, reckoning, busy.contains(due.trigger().id())));
        }
        var added = stores.runs().insert(runs);
        stores.triggers().plan(next);
        List<NewRun> queued = runs.stream()
                .filter(run -> run.run().status() == RunStatus.PENDING
                        && added.contains(run.run().id()))
                .toList();
        return new Fired(
                taken.size(),
                queued.stream()
                        .collect(
                                Collectors.groupingBy(run -> run.run().application(), Collectors.summingInt(run -> 1))),
                queued.stream()
                        .map(run -> Duration.between(
                                run.run().scheduledAt(), run.run().createdAt()))
                        .toList());
    }

    private static List<NewRun> runs(
            NewRuns making, DueTrigger due, MisfireRules.Reckoning reckoning, boolean alreadyBusy) {
        Trigger trigger = due.trigger();
        List<NewRun> runs = new ArrayList<>();
        reckoning.missed().forEach(missed -> runs.add(making.missed(trigger, due.facts(), missed, due.now())));
        boolean skips = trigger.definition().overlap() == OverlapPolicy.SKIP && making.hasBackendFor(trigger);
        boolean busy = alreadyBusy;
        for (Instant instant : reckoning.run()) {
            if (skips && busy) {
                runs.add(making.overlapping(trigger, due.facts(), instant, due.now()));
            } else {
                runs.add(making.toSend(trigger, due.facts(), RunCause.SCHEDULE, instant, due.now()));
                busy = true;
            }
        }
        return runs;
    }
}
