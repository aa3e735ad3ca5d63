package dev.productify.manager.ports.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The frontend settings that are in force for applications, in memory: for what is asked by everybody and often, such as the
 * public frontend configuration. A copy is made when an application is first asked for. A change of the settings of its
 * project, its tenant or itself drops it, and so does the end of the application; nobody is asked for rights here.
 *
 * @param model for metrics
 */
public record EffectiveFrontends(ReadModel<ApplicationId, EffectiveFrontend> model) {
    /** What copies weigh that are kept: that many small ones, and together at most some 80 million characters. */
    static final long MOST = 20_000;

    private static final int CHARACTERS_OF_A_SMALL_COPY = 4_096;

    private static final Binding LOADING = new Binding.Platform("load effective frontend settings");

    public EffectiveFrontends {
        requireNonNull(model, "model");
    }

    /** A read model of its own; a node makes it once. */
    public static EffectiveFrontends over(Transactions transactions) {
        return new EffectiveFrontends(new ReadModel<>(
                "frontend_settings",
                MOST,
                frontend -> 1 + frontend.characters() / CHARACTERS_OF_A_SMALL_COPY,
                transactions.changes(),
                id -> load(transactions, id),
                (id, frontend) -> outdating(frontend.place())));
    }

    /** What is in force for an application; empty when there is no such application. */
    public Optional<EffectiveFrontend> of(ApplicationId application) {
        return model.get(application);
    }

    private static Optional<EffectiveFrontend> load(Transactions transactions, ApplicationId id) {
        return transactions.read(door -> new Admission<>(LOADING, id), EffectiveFrontends::load);
    }

    /** What is in force for an application now, for copies of other things that depend on it. */
    public static Optional<EffectiveFrontend> load(Stores stores, ApplicationId id) {
        return stores.applications()
                .find(id)
                .map(application ->
                        effective(application.place(), stores.settings().written(List.of(application.place()))));
    }

    private static EffectiveFrontend effective(Place place, List<LevelSettings> written) {
        return new EffectiveFrontend(
                place, SettingsPath.to(place, SettingsKind.FRONTEND, written).effective());
    }

    /** The changes after which something else may be in force for an application. */
    public static Set<Change> outdating(Place place) {
        Set<Change> changes = new HashSet<>();
        changes.add(Change.of(place.application().orElseThrow()));
        for (Optional<Place> at = Optional.of(place);
                at.isPresent();
                at = at.get().parent()) {
            changes.add(Change.ofSettings(at.get()));
        }
        return changes;
    }
}
