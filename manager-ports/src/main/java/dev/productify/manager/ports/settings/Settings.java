package dev.productify.manager.ports.settings;

import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of projects, tenants and applications: each has one record of each kind from its birth on, empty at first
 * (contract S1 to S4). Refusals are those of {@link Guard}, and what each method names besides.
 */
public interface Settings {
    static Settings of(Guard guard, Journal journal, AvailableModules modules) {
        return new SettingsService(guard, journal, modules);
    }

    /**
     * What is in force at the lowest of the levels that are named.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when none is named, or they do not lie in each other
     */
    PlaceSettings find(Call call, LevelIds levels);

    /** As {@link #find} for many places; those of which the caller may see no more than the name are left out. */
    Map<Place, PlaceSettings> findAll(Call call, Collection<Place> places);

    /**
     * Fills settings that are empty.
     *
     * @return what the level says by itself
     * @throws ManagerException {@code CONFLICT} when they are not empty; {@code BAD_USER_INPUT} unless exactly one level is
     *     named, or when the values break a rule (contract S4)
     */
    LevelSettings create(Call call, SettingsKind kind, LevelIds level, ConfigPatch values);

    /**
     * Changes settings. A change that says nothing new writes nothing.
     *
     * @param version what the caller knows them by; empty: whatever they are now
     * @return what the level says by itself
     * @throws ManagerException {@code CONFLICT} when they have another version by now; {@code BAD_USER_INPUT} when the values
     *     break a rule (contract S4)
     */
    LevelSettings update(Call call, SettingsId id, ConfigPatch patch, Optional<Integer> version);

    /** Empties settings, so that all is inherited. */
    void delete(Call call, SettingsId id);

    /** Which frontend modules there are in each of the projects, as far as the caller may see those. */
    Map<ProjectId, List<String>> availableModules(Call call, Collection<ProjectId> projects);
}
