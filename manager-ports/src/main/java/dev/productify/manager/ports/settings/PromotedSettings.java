package dev.productify.manager.ports.settings;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.ports.promotion.Crossing;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.tx.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an application itself says of settings travels as a whole (contract T3): what it does not set, the target inherits. What
 * differs from environment to environment belongs to their tenants, whose settings stay where they are.
 */
public final class PromotedSettings implements PromotedFeature {
    @Override
    public Plan plan(Stores stores, Crossing crossing) {
        // Locking an application locks its settings: they may have no row yet.
        List<LevelSettings> written =
                stores.settings().written(List.of(crossing.source().place(), crossing.target()));
        List<Difference> differences = new ArrayList<>();
        List<LevelSettings> changed = new ArrayList<>();
        for (SettingsKind kind : SettingsKind.values()) {
            LevelSettings source =
                    SettingsPath.to(crossing.source().place(), kind, written).own();
            SettingsPath target = SettingsPath.to(crossing.target(), kind, written);
            LevelSettings before = target.own();
            LevelSettings after = target.changed(before.config().patchTo(source.config()));
            if (after != before) {
                changed.add(after);
                differences.add(difference(crossing, before, after));
            }
        }
        return new Planned(differences, changed);
    }

    private static Difference difference(Crossing crossing, LevelSettings before, LevelSettings after) {
        EntityType kind = switch (after.kind()) {
            case BACKEND -> EntityType.BACKEND_SETTINGS;
            case FRONTEND -> EntityType.FRONTEND_SETTINGS;
        };
        String key = crossing.after().slug().value();
        Map<String, Object> fields = after.config().audited();
        return before.config().isEmpty()
                ? Difference.created(kind, key, fields)
                : Difference.changed(kind, key, before.config().audited(), fields);
    }

    private record Planned(List<Difference> differences, List<LevelSettings> changed) implements Plan {
        @Override
        public void write(Stores stores) {
            changed.forEach(settings -> stores.settings().keep(settings));
        }
    }
}
