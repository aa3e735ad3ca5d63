package dev.productify.manager.jdbc.settings;

import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.jdbc.tenancy.JdbcApplicationStore;
import dev.productify.manager.ports.settings.SettingsStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

public final class JdbcSettingsStore implements SettingsStore {
    private static final String INSERT = """
            insert into settings (level_id, kind, project_id, tenant_id, application_id, enabled_modules, enabled_themes,
                                  default_theme, enabled_locales, default_locale, pair_keys, pair_values, revision)
            values (:levelId, :kind, :projectId, :tenantId, :applicationId, :enabledModules, :enabledThemes,
                    :defaultTheme, :enabledLocales, :defaultLocale, :pairKeys, :pairValues, :revision)
            on conflict (level_id, kind) do nothing
            """;

    private static final String UPDATE = """
            update settings s
               set enabled_modules = :enabledModules, enabled_themes = :enabledThemes, default_theme = :defaultTheme,
                   enabled_locales = :enabledLocales, default_locale = :defaultLocale, pair_keys = :pairKeys,
                   pair_values = :pairValues, revision = :revision
             where s.level_id = :levelId and s.kind = :kind and s.project_id = :projectId
               and s.tenant_id is not distinct from :tenantId
               and s.application_id is not distinct from :applicationId
               and s.revision = :revision - 1
            """;

    private final Queries queries;
    private final Scope scope;

    public JdbcSettingsStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope();
    }

    /**
     * Locks the level and not the settings, which may have no row yet. Other levels can be made below it meanwhile. The
     * settings are read by a statement of their own: what waited for the lock would see them as they were before.
     */
    @Override
    public Optional<SettingsPath> lock(Place place, SettingsKind kind) {
        String level = switch (place.level()) {
            case PROJECT -> "project p where p.id = :level and " + scope.onProject();
            case TENANT -> "tenant t where t.id = :level and t.project_id = :project and " + scope.onTenant();
            case APPLICATION -> """
                application a where a.id = :level and a.tenant_id = :tenant and a.project_id = :project
                   and\s""" + scope.on(JdbcApplicationStore.SCOPE);
        };
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("level", SettingsId.levelOf(place));
        parameters.put("project", place.project());
        place.tenant().ifPresent(tenant -> parameters.put("tenant", tenant));
        String sql = "select true from " + level + " for no key update";
        if (queries.one(Boolean.class, sql, parameters).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SettingsPath.to(place, kind, written(List.of(place))));
    }

    @Override
    public void keep(LevelSettings settings) {
        boolean isFirst = settings.version()
                == LevelSettings.unwritten(settings.kind(), settings.place()).version() + 1;
        Revisions.requireUpdated(queries.change(isFirst ? INSERT : UPDATE, SettingsRow.of(settings)));
    }

    @Override
    public List<LevelSettings> written(Collection<Place> places) {
        Set<UUID> levels = new LinkedHashSet<>();
        for (Place place : places) {
            for (Optional<Place> at = Optional.of(place);
                    at.isPresent();
                    at = at.get().parent()) {
                levels.add(SettingsId.levelOf(at.get()));
            }
        }
        String sql = "select " + SettingsRow.COLUMNS + " from settings s where s.level_id = any(:levels) and "
                + scope.onSettings();
        return queries.list(SettingsRow.class, sql, Map.of("levels", levels.toArray(UUID[]::new))).stream()
                .map(SettingsRow::toSettings)
                .toList();
    }
}
