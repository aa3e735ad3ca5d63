package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.trigger.TriggerColumn;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of triggers promise. */
public abstract class TriggerListContract extends ListContract<Trigger, TriggerColumn> {
    private static final List<String> ZONES = List.of("UTC", "Europe/Budapest", "America/New_York");

    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);

    protected TriggerListContract() {
        super(TriggerColumn.class);
    }

    @Override
    List<Trigger> inserted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(trigger(kept(application(tenant)), "elsewhere"));
        return IntStream.range(0, TEXTS.size()).mapToObj(i -> kept(row(i))).toList();
    }

    private Trigger row(int i) {
        // Names are unique in an application.
        Name name = new Name(TEXTS.get(i) + (i < TEXTS.size() - 2 ? "" : "."));
        Trigger.Definition definition = new Trigger.Definition(
                name,
                description(i),
                new Schedule(new CronExpression("*/" + (i % 4 + 1) + " 0 * * *"), TimeZone.parse(ZONES.get(i % 3))),
                i % 4 == 0 ? Optional.empty() : Optional.of(new RunKey(TEXTS.get(i))),
                i % 3 != 0,
                OverlapPolicy.values()[i % 2]);
        return new Trigger(
                new TriggerId(newId()),
                application.project(),
                application.tenant(),
                application.id(),
                definition,
                time(i),
                time(i + 3),
                1);
    }

    @Override
    List<Trigger> list(ListQuery<TriggerColumn> query) {
        return read(PLATFORM, stores -> stores.triggers().listOf(List.of(application.id()), query))
                .get(application.id());
    }

    @Override
    long count(ListQuery<TriggerColumn> query) {
        return read(PLATFORM, stores -> stores.triggers().countOf(application.id(), query));
    }

    @Override
    UUID id(Trigger row) {
        return row.id().value();
    }
}
