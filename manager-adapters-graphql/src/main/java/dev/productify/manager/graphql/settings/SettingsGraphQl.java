package dev.productify.manager.graphql.settings;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.ConfigValues;
import dev.productify.manager.domain.settings.EffectiveSettings.Origin;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.settings.LevelIds;
import dev.productify.manager.ports.settings.PlaceSettings;
import dev.productify.manager.ports.settings.Settings;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dataloader.DataLoader;

/** Settings of projects, tenants and applications. */
public final class SettingsGraphQl implements GraphQlModule {
    private static final String AT_PLACE = "settingsAtPlace";
    private static final String AVAILABLE_MODULES = "availableModulesOfProject";

    private final Settings settings;

    public SettingsGraphQl(Settings settings) {
        this.settings = requireNonNull(settings, "settings");
    }

    @Override
    public String schema() {
        return "/graphql/settings.graphqls";
    }

    @Override
    public void loaders(Loaders loaders, Call call) {
        loaders.single(AT_PLACE, (Collection<Place> places) -> settings.findAll(call, places));
        loaders.single(
                AVAILABLE_MODULES, (Collection<ProjectId> projects) -> settings.availableModules(call, projects));
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(TypeRuntimeWiring.newTypeWiring("SettingLevel").enumValues(new EnumWords(Level.class)));
        wiring.type("Query", query -> query.dataFetcher("settings", this::find));
        wiring.type("Project", project -> project.dataFetcher("settings", nested(Project.class, SettingsGraphQl::at)));
        wiring.type("Tenant", tenant -> tenant.dataFetcher("settings", nested(Tenant.class, Tenant::place)));
        wiring.type(
                "Application",
                application -> application.dataFetcher("settings", nested(Application.class, Application::place)));
        wiring.type(
                "Settings",
                found -> found.dataFetcher("id", Property.of(PlaceSettings.class, at -> SettingsId.levelOf(at.place())))
                        .dataFetcher(
                                "backendSetting",
                                Property.of(PlaceSettings.class, at -> ShownSettings.inForce(at.backend())))
                        .dataFetcher(
                                "frontendSetting",
                                Property.of(PlaceSettings.class, at -> ShownSettings.inForce(at.frontend()))));
        wire(wiring, SettingsKind.BACKEND, "Backend");
        wire(wiring, SettingsKind.FRONTEND, "Frontend");
        wiring.type("BackendModuleConfig", config -> {
            common(config);
            return config;
        });
        wiring.type("FrontendModuleConfig", config -> {
            common(config);
            return config.dataFetcher("AvailableModules", SettingsGraphQl::availableModules)
                    .dataFetcher("EnabledThemes", value(ConfigValues::enabledThemes))
                    .dataFetcher("DefaultTheme", value(ConfigValues::defaultTheme))
                    .dataFetcher("EnabledLocales", value(ConfigValues::enabledLocales))
                    .dataFetcher("DefaultLocale", value(ConfigValues::defaultLocale));
        });
        wiring.type(
                "KeyValuePair",
                pair -> pair.dataFetcher("Key", Property.of(KeyValuePair.class, KeyValuePair::key))
                        .dataFetcher("Value", Property.of(KeyValuePair.class, KeyValuePair::value)));
        wiring.type(
                "SettingOrigin",
                origin -> origin.dataFetcher(
                                "Field",
                                Property.of(Origin.class, from -> from.field().word()))
                        .dataFetcher("Key", Property.optional(Origin.class, Origin::key))
                        .dataFetcher("Level", Property.of(Origin.class, Origin::level)));
    }

    private void wire(RuntimeWiring.Builder wiring, SettingsKind kind, String word) {
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("create" + word + "Settings", env -> create(env, kind))
                        .dataFetcher("update" + word + "Settings", env -> update(env, kind))
                        .dataFetcher("update" + word + "ModuleConfig", env -> updateConfig(env, kind))
                        .dataFetcher("delete" + word + "Settings", env -> delete(env, kind)));
        wiring.type(
                word + "Settings",
                shown -> shown.dataFetcher("id", field(s -> s.own().id().value()))
                        .dataFetcher("moduleConfig", field(ShownSettings::config))
                        .dataFetcher("ownModuleConfig", field(ShownSettings::ownConfig))
                        .dataFetcher("origins", field(ShownSettings::origins))
                        .dataFetcher("version", field(s -> s.own().version())));
    }

    private static void common(TypeRuntimeWiring.Builder config) {
        config.dataFetcher("EnabledModules", value(ConfigValues::enabledModules))
                .dataFetcher("KeyValuePairs", value(ConfigValues::keyValuePairs));
    }

    private PlaceSettings find(DataFetchingEnvironment env) {
        return settings.find(call(env), levels(Arguments.of(env), "project", "tenant", "application"));
    }

    private ShownSettings create(DataFetchingEnvironment env, SettingsKind kind) {
        Arguments input = Arguments.of(env).input("input");
        LevelIds level = levels(input, "projectID", "tenantID", "applicationID");
        return ShownSettings.ofItself(settings.create(call(env), kind, level, ConfigInput.ofMember(input)));
    }

    private ShownSettings update(DataFetchingEnvironment env, SettingsKind kind) {
        return update(env, kind, ConfigInput.ofMember(Arguments.of(env).input("input")));
    }

    private ShownSettings updateConfig(DataFetchingEnvironment env, SettingsKind kind) {
        return update(env, kind, ConfigInput.of(Arguments.of(env).input("input")));
    }

    private ShownSettings update(DataFetchingEnvironment env, SettingsKind kind, ConfigPatch patch) {
        Optional<Integer> version = Arguments.of(env).optional("version", Integer.class, Function.identity());
        return ShownSettings.ofItself(settings.update(call(env), id(env, kind), patch, version));
    }

    private boolean delete(DataFetchingEnvironment env, SettingsKind kind) {
        settings.delete(call(env), id(env, kind));
        return true;
    }

    private static SettingsId id(DataFetchingEnvironment env, SettingsKind kind) {
        return Arguments.of(env).id("id", value -> new SettingsId(kind, value));
    }

    private static LevelIds levels(Arguments arguments, String project, String tenant, String application) {
        return new LevelIds(
                optional(arguments, project, ProjectId::new),
                optional(arguments, tenant, TenantId::new),
                optional(arguments, application, ApplicationId::new));
    }

    private static <I> Optional<I> optional(Arguments arguments, String name, Function<UUID, I> kind) {
        return arguments.optional(name, String.class, Function.identity()).map(given -> arguments.id(name, kind));
    }

    private static Place at(Project project) {
        return Place.of(project.id());
    }

    /** The settings of what the field is in, for all of them at once. */
    private static <S> DataFetcher<CompletableFuture<PlaceSettings>> nested(Class<S> source, Function<S, Place> place) {
        return env -> {
            DataLoader<Place, PlaceSettings> loader = requireNonNull(env.getDataLoader(AT_PLACE), AT_PLACE);
            return loader.load(place.apply(source.cast(env.<Object>getSource())))
                    .thenApply(found -> {
                        if (found == null) {
                            throw new ManagerException(
                                    ErrorCode.FORBIDDEN, "This needs the role viewer; your roles show the name only");
                        }
                        return found;
                    });
        };
    }

    private static CompletableFuture<List<String>> availableModules(DataFetchingEnvironment env) {
        ShownSettings.Config config = env.getSource();
        DataLoader<ProjectId, List<String>> loader =
                requireNonNull(env.getDataLoader(AVAILABLE_MODULES), AVAILABLE_MODULES);
        return loader.load(config.project()).thenApply(found -> found == null ? List.of() : found);
    }

    private static Property<ShownSettings> field(Function<ShownSettings, ?> reading) {
        return Property.of(ShownSettings.class, reading);
    }

    private static Property<ShownSettings.Config> value(Function<ConfigValues, Optional<?>> reading) {
        return Property.optional(ShownSettings.Config.class, config -> reading.apply(config.values()));
    }
}
