package dev.productify.manager.domain.audit;

/** What it was done to. The word in the log is in PascalCase (contract L1). */
public enum EntityType {
    PROJECT("Project"),
    PROJECT_LIMITS("ProjectLimits"),
    TENANT("Tenant"),
    APPLICATION("Application"),
    USER("User"),
    USER_2_PROJECT("User2Project"),
    USER_2_TENANT("User2Tenant"),
    USER_2_APPLICATION("User2Application"),
    PERSONAL_ACCESS_TOKEN("PersonalAccessToken"),
    MACHINE_USER("MachineUser"),
    BACKEND_SETTINGS("BackendSettings"),
    FRONTEND_SETTINGS("FrontendSettings"),
    LANGUAGE_PACK("LanguagePack"),
    PILET_PACKAGE("PiletPackage"),
    ENDPOINT("Endpoint"),
    MACHINE_USER_2_ENDPOINT("MachineUser2Endpoint"),
    TRIGGER("Trigger"),
    TRIGGER_RUN("TriggerRun"),
    BACKEND("Backend"),
    SESSION("Session");

    private final String word;

    EntityType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
