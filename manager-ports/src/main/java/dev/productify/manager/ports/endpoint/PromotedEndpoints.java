package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.promotion.Comparison;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.promotion.Crossing;
import dev.productify.manager.ports.promotion.PlannedRows;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Endpoints travel by their {@code consumeURL} (contract T3). Where the target's lead, their credentials, whether they are
 * enabled, and their grants are the target's own affair.
 */
public final class PromotedEndpoints implements PromotedFeature {
    private final Journal journal;
    private final LimitCheck limits;

    public PromotedEndpoints(Journal journal, LimitCheck limits) {
        this.journal = requireNonNull(journal, "journal");
        this.limits = requireNonNull(limits, "limits");
    }

    @Override
    public Plan plan(Stores stores, Crossing crossing) {
        EndpointStore endpoints = stores.endpoints();
        List<Endpoint> rows = crossing.rows(endpoints::lockAll, endpoints::all);
        Rules rules = new Rules(crossing.target(), journal, journal.now());
        return new PlannedRows<>(
                PlannedRows.compare(crossing, rows, Endpoint::application, rules),
                (writing, comparison) -> write(writing, comparison, crossing.target()),
                (reading, comparison) -> limits.adding(
                        reading,
                        crossing.target().project(),
                        LimitKind.ENDPOINTS,
                        comparison.created().size()));
    }

    private void write(Stores stores, Comparison<Endpoint> comparison, Place target) {
        stores.endpoints().insertAll(comparison.created());
        stores.endpoints().updateAll(comparison.changed());
        if (!comparison.created().isEmpty()) {
            limits.added(stores, target.project(), LimitKind.ENDPOINTS);
        }
    }

    private record Rules(Place target, Journal journal, Instant now) implements Comparison.Rules<Endpoint> {
        @Override
        public EntityType kind() {
            return EntityType.ENDPOINT;
        }

        @Override
        public String key(Endpoint endpoint) {
            return endpoint.definition().consumes().toString();
        }

        @Override
        public Endpoint arriving(Endpoint source) {
            return source.arriving(new EndpointId(journal.newId()), target, now);
        }

        @Override
        public Endpoint following(Endpoint endpoint, Endpoint source) {
            return endpoint.following(source, now);
        }

        @Override
        public Endpoint abandoned(Endpoint endpoint) {
            return endpoint.disabled(now);
        }

        @Override
        public Map<String, Object> fields(Endpoint endpoint) {
            return endpoint.audited();
        }
    }
}
