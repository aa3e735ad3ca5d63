package dev.productify.manager.ports.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.access.Denials;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * Writes {@code denied} rows (contract L1): one for each principal, permission and place in a minute, in a transaction of
 * its own. The caller has the refusal whatever becomes of the row: when the database does not answer, or more is
 * refused than can be written, rows are lost and nothing else.
 */
public final class DeniedLog implements Denials {
    static final Duration QUIET = Duration.ofMinutes(1);
    /** Refusals kept in mind, so that most repetitions cost nothing; beyond it the oldest are forgotten. */
    static final int MOST_REMEMBERED = 10_000;

    private final Transactions transactions;
    private final Journal journal;
    private final Executor background;
    private final Map<Refusal, Instant> remembered = new LinkedHashMap<>();

    /** @param background does the writing; it may refuse or drop what is too much for it */
    public DeniedLog(Transactions transactions, Journal journal, Executor background) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
        this.background = requireNonNull(background, "background");
    }

    private record Refusal(AuditColumn kind, UUID principal, Permission wanted, Place place) {}

    @Override
    public void refused(Call call, Permission wanted, Place place) {
        Optional<Refusal> refusal = refusal(call.principal(), wanted, place);
        if (refusal.isEmpty() || !isNew(refusal.get(), journal.now())) {
            return;
        }
        try {
            background.execute(() -> write(call, refusal.get()));
        } catch (RuntimeException tooMuchOrBroken) {
            forget(refusal.get());
        }
    }

    /** Empty for the Manager itself, which is refused nothing. */
    private static Optional<Refusal> refusal(Principal principal, Permission wanted, Place place) {
        if (principal instanceof Principal.Person person) {
            return Optional.of(new Refusal(AuditColumn.USER, person.id().value(), wanted, place));
        }
        if (principal instanceof Principal.Machine machine) {
            return Optional.of(
                    new Refusal(AuditColumn.MACHINE_USER, machine.id().value(), wanted, place));
        }
        return Optional.empty();
    }

    private synchronized boolean isNew(Refusal refusal, Instant now) {
        Instant before = remembered.get(refusal);
        if (before != null && now.isBefore(before.plus(QUIET))) {
            return false;
        }
        remembered.remove(refusal);
        Iterator<Instant> oldest = remembered.values().iterator();
        while (oldest.hasNext()) {
            boolean old = !now.isBefore(oldest.next().plus(QUIET));
            if (!old && remembered.size() < MOST_REMEMBERED) {
                break;
            }
            oldest.remove();
        }
        remembered.put(refusal, now);
        return true;
    }

    private synchronized void forget(Refusal refusal) {
        remembered.remove(refusal);
    }

    synchronized int remembered() {
        return remembered.size();
    }

    private void write(Call call, Refusal refusal) {
        try {
            transactions.write(door -> new Admission<>(Binding.Place.of(refusal.place()), null), (stores, nothing) -> {
                AuditEntry entry = entry(call, refusal);
                if (!isWritten(stores, refusal, entry)) {
                    stores.audit().record(entry);
                }
                return true;
            });
        } catch (RuntimeException lost) {
            forget(refusal);
            throw lost;
        }
    }

    /** Another node may have been faster, or this one forgot. */
    private static boolean isWritten(Stores stores, Refusal refusal, AuditEntry entry) {
        ListQuery<AuditColumn> query = new ListQuery<>(
                List.of(
                        new Condition<>(AuditColumn.ENTITY_ID, Operator.EQUALS, entry.entityId()),
                        new Condition<>(AuditColumn.ACTION, Operator.EQUALS, AuditAction.DENIED.word()),
                        new Condition<>(refusal.kind(), Operator.EQUALS, refusal.principal()),
                        new Condition<>(
                                AuditColumn.CREATED_AT,
                                Operator.AFTER,
                                entry.at().minus(QUIET))),
                Optional.empty(),
                Optional.of(new Page(Permission.values().length, 0)));
        return stores.audit().list(entry.project(), query).stream()
                .anyMatch(row -> row.metadata().equals(entry.metadata()));
    }

    private AuditEntry entry(Call call, Refusal refusal) {
        Place place = refusal.place();
        EntityType type = type(place);
        String permission = word(refusal.wanted());
        return new AuditEntry(
                new AuditEntryId(journal.newId()),
                journal.now(),
                call.principal(),
                AuditAction.DENIED,
                type,
                target(place).value(),
                Optional.of(place.project()),
                place.tenant(),
                type.word() + ": " + permission + " denied",
                Changes.created(Map.of()),
                Map.of("permission", permission, "needs", word(refusal.wanted().needs())),
                call.sourceAddress(),
                call.userAgent(),
                call.requestId());
    }

    private static EntityType type(Place place) {
        return switch (place.level()) {
            case PROJECT -> EntityType.PROJECT;
            case TENANT -> EntityType.TENANT;
            case APPLICATION -> EntityType.APPLICATION;
        };
    }

    private static Id target(Place place) {
        if (place.application().isPresent()) {
            return place.application().get();
        }
        return place.tenant().isPresent() ? place.tenant().get() : place.project();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
