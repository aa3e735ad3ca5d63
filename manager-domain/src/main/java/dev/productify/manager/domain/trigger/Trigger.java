package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something of an application that is due again and again.
 *
 * @param version counts changes; a store refuses to write over a newer one
 */
public record Trigger(
        TriggerId id,
        ProjectId project,
        TenantId tenant,
        ApplicationId application,
        Definition definition,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    /** Longest description, in characters: shorter than elsewhere (contract R1). */
    public static final int MAX_DESCRIPTION = 1000;

    public Trigger {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /**
     * What people say about a trigger.
     *
     * @param name unique in its application (contract T3)
     * @param runKey told to backends
     * @param enabled while false it is never due
     */
    public record Definition(
            Name name,
            Optional<Description> description,
            Schedule schedule,
            Optional<RunKey> runKey,
            boolean enabled,
            OverlapPolicy overlap) {
        public Definition {
            requireNonNull(name, "name");
            requireNonNull(schedule, "schedule");
            requireNonNull(runKey, "runKey");
            requireNonNull(overlap, "overlap");
            description.map(Description::value).ifPresent(text -> {
                if (text.codePointCount(0, text.length()) > MAX_DESCRIPTION) {
                    throw ManagerException.badInput(
                            "description of a trigger must have up to " + MAX_DESCRIPTION + " characters");
                }
            });
        }

        Definition withEnabled(boolean flag) {
            return new Definition(name, description, schedule, runKey, flag, overlap);
        }

        Definition with(Change change) {
            return new Definition(
                    change.name().applyTo(name),
                    change.description().applyTo(description),
                    new Schedule(
                            change.cron().applyTo(schedule.cron()),
                            change.zone().applyTo(schedule.zone())),
                    change.runKey().applyTo(runKey),
                    change.enabled().applyTo(enabled),
                    change.overlap().applyTo(overlap));
        }
    }

    /** What a caller changes of a trigger. */
    public record Change(
            Patch<Name> name,
            Patch<Description> description,
            Patch<CronExpression> cron,
            Patch<TimeZone> zone,
            Patch<RunKey> runKey,
            Patch<Boolean> enabled,
            Patch<OverlapPolicy> overlap) {
        public Change {
            name = name.required("name");
            requireNonNull(description, "description");
            cron = cron.required("cronExpression");
            zone = zone.required("timeZone");
            requireNonNull(runKey, "runKey");
            enabled = enabled.required("enabled");
            overlap = overlap.required("overlap");
        }
    }

    /** @param place an application */
    public static Trigger create(TriggerId id, Place place, Definition definition, Instant now) {
        return new Trigger(
                id,
                place.project(),
                place.tenant().orElseThrow(() -> new IllegalArgumentException("a trigger lies in an application")),
                place.application().orElseThrow(() -> new IllegalArgumentException("a trigger lies in an application")),
                definition,
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project, tenant, application);
    }

    /** The trigger after the change; this very object when the change says nothing new. */
    public Trigger with(Change change, Instant now) {
        return with(definition.with(change), now);
    }

    private Trigger with(Definition next, Instant now) {
        return next.equals(definition)
                ? this
                : new Trigger(id, project, tenant, application, next, createdAt, now, version + 1);
    }

    /**
     * This trigger as it arrives in another application (contract T3): disabled, so that nothing runs twice unasked.
     *
     * @param place an application
     */
    public Trigger arriving(TriggerId newId, Place place, Instant now) {
        return create(newId, place, definition.withEnabled(false), now);
    }

    /**
     * This trigger after its match in the source (contract T3); this very object when that says nothing new. Whether it is
     * enabled stays as it is.
     */
    public Trigger following(Trigger source, Instant now) {
        if (!source.definition.name().equals(definition.name())) {
            throw new IllegalArgumentException("triggers are matched by their names");
        }
        return with(source.definition.withEnabled(definition.enabled()), now);
    }

    /** This trigger, disabled; this very object when it is. */
    public Trigger disabled(Instant now) {
        return with(definition.withEnabled(false), now);
    }

    /** When it is due first behind that instant; never while it is disabled. */
    public Optional<Instant> dueAfter(Instant instant) {
        return definition.enabled() ? definition.schedule().next(instant) : Optional.empty();
    }

    /** Whether the other is due at the same times, so that its next instant stays right. */
    public boolean isPlannedAs(Trigger other) {
        return definition.enabled() == other.definition.enabled()
                && definition.schedule().equals(other.definition.schedule());
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", definition.name().value());
        fields.put(
                "description", definition.description().map(Description::value).orElse(null));
        fields.put("cronExpression", definition.schedule().cron().toString());
        fields.put("timeZone", definition.schedule().zone().toString());
        fields.put("runKey", definition.runKey().map(RunKey::value).orElse(null));
        fields.put("enabled", definition.enabled());
        fields.put("overlap", definition.overlap().word());
        return fields;
    }
}
