package dev.productify.manager.ports.catalogue;

import java.util.List;
import java.util.stream.Stream;

/** All operations of the product. */
public final class Catalogue {
    private Catalogue() {}

    public static List<Operation> operations() {
        return Stream.of(
                        TenancyOperations.all(),
                        PromotionOperations.all(),
                        AccessOperations.all(),
                        MemberOperations.all(),
                        LimitOperations.all(),
                        TokenOperations.all(),
                        SessionOperations.all(),
                        MachineUserOperations.all(),
                        SettingsOperations.all(),
                        LanguagePackOperations.all(),
                        PiletOperations.all(),
                        EndpointOperations.all(),
                        TriggerOperations.all(),
                        BackendOperations.all(),
                        AuditOperations.all(),
                        ServerOperations.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Fields that are no look at other things but part of what their parent says, such as edges of a page. */
    public static List<String> parts() {
        return List.of(
                "PersonalAccessTokenConnection.edges",
                "PersonalAccessTokenConnection.pageInfo",
                "ProjectLimits.members",
                "ProjectLimits.tenants",
                "ProjectLimits.endpoints",
                "ProjectLimits.triggers",
                "ProjectLimits.triggerPeriod",
                "ProjectLimits.piletBytes",
                "Settings.backendSetting",
                "Settings.frontendSetting",
                "BackendSettings.moduleConfig",
                "BackendSettings.ownModuleConfig",
                "BackendSettings.origins",
                "BackendModuleConfig.KeyValuePairs",
                "FrontendSettings.moduleConfig",
                "FrontendSettings.ownModuleConfig",
                "FrontendSettings.origins",
                "FrontendModuleConfig.KeyValuePairs",
                "LanguagePack.content",
                "PiletPackageList.packages",
                "Endpoint.conversion",
                "EndpointConversion.namespaces",
                "EndpointConversion.typeHints",
                "EndpointTrial.endpoint",
                "EndpointTrial.headers",
                "TriggerRun.attempts");
    }

    /** Fields that answer the few that fit best, and are no lists that could be paged through (contract A11). */
    public static List<String> searches() {
        return List.of("Query.userProviderSearch");
    }
}
