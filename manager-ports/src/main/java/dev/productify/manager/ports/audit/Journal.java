package dev.productify.manager.ports.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every use case that changes something needs: the time, new ids, and one line to write its audit row. Times have
 * milliseconds, so that they come back from every store as they were.
 */
public final class Journal {
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Journal(InstantSource clock, Supplier<UUID> ids) {
        this.clock = requireNonNull(clock, "clock");
        this.ids = requireNonNull(ids, "ids");
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public UUID newId() {
        return ids.get();
    }

    /** @param place where it happened; empty for what belongs to no project */
    public void created(
            Stores stores, Call call, EntityType type, Id id, Optional<Place> place, Map<String, Object> fields) {
        write(stores, call, AuditAction.CREATE, type, id, place, Changes.created(fields), Map.of());
    }

    public void updated(
            Stores stores,
            Call call,
            EntityType type,
            Id id,
            Optional<Place> place,
            Map<String, Object> before,
            Map<String, Object> after) {
        write(stores, call, AuditAction.UPDATE, type, id, place, Changes.between(before, after), Map.of());
    }

    /** @param metadata what else is worth knowing */
    public void updated(
            Stores stores,
            Call call,
            EntityType type,
            Id id,
            Optional<Place> place,
            Map<String, Object> before,
            Map<String, Object> after,
            Map<String, Long> metadata) {
        Changes changes = Changes.between(before, after);
        write(stores, call, AuditAction.UPDATE, type, id, place, changes, new LinkedHashMap<>(metadata));
    }

    /** A change that has a word of its own. */
    public void did(
            AuditAction action,
            Stores stores,
            Call call,
            EntityType type,
            Id id,
            Optional<Place> place,
            Map<String, Object> before,
            Map<String, Object> after) {
        write(stores, call, action, type, id, place, Changes.between(before, after), Map.of());
    }

    /**
     * A change of more than one thing that has a word of its own.
     *
     * @param metadata what else is worth knowing
     */
    public void did(
            AuditAction action,
            Stores stores,
            Call call,
            EntityType type,
            Id id,
            Optional<Place> place,
            Changes changes,
            Map<String, Object> metadata) {
        write(stores, call, action, type, id, place, changes, metadata);
    }

    /** @param gone how many of what went with it (contract G8) */
    public void deleted(
            Stores stores,
            Call call,
            EntityType type,
            Id id,
            Optional<Place> place,
            Map<String, Object> fields,
            Map<String, Long> gone) {
        write(stores, call, AuditAction.DELETE, type, id, place, Changes.deleted(fields), new LinkedHashMap<>(gone));
    }

    private void write(
            Stores stores,
            Call call,
            AuditAction action,
            EntityType type,
            Id id,
            Optional<Place> place,
            Changes changes,
            Map<String, Object> metadata) {
        stores.audit()
                .record(new AuditEntry(
                        new AuditEntryId(newId()),
                        now(),
                        call.principal(),
                        action,
                        type,
                        id.value(),
                        place.map(Place::project),
                        place.flatMap(Place::tenant),
                        description(action, type, changes),
                        changes,
                        metadata,
                        call.sourceAddress(),
                        call.userAgent(),
                        call.requestId()));
    }

    private static String description(AuditAction action, EntityType type, Changes changes) {
        String sentence = type.word() + " " + verb(action);
        return action == AuditAction.UPDATE
                ? sentence + ": " + String.join(", ", changes.fields().keySet())
                : sentence;
    }

    private static String verb(AuditAction action) {
        return switch (action) {
            case COPY -> "copied";
            case LOGIN -> "begun";
            default -> action.word().toLowerCase(Locale.ROOT) + "d";
        };
    }
}
