package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.ports.promotion.Crossing;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;

/**
 * Of an application itself its name and version travel (contract T3), and its description when it arrives new. Its members
 * never do.
 */
public final class PromotedApplication implements PromotedFeature {
    @Override
    public Plan plan(Stores stores, Crossing crossing) {
        return new Planned(crossing);
    }

    private record Planned(Crossing crossing) implements Plan {
        @Override
        public List<Difference> differences() {
            Application after = crossing.after();
            String key = after.slug().value();
            if (crossing.before().isEmpty()) {
                return List.of(Difference.created(EntityType.APPLICATION, key, after.audited()));
            }
            Application before = crossing.before().get();
            return after == before
                    ? List.of()
                    : List.of(Difference.changed(EntityType.APPLICATION, key, before.audited(), after.audited()));
        }

        @Override
        public void write(Stores stores) {
            if (crossing.before().isEmpty()) {
                stores.applications().insert(crossing.after());
            } else {
                stores.applications().update(crossing.after());
            }
        }
    }
}
