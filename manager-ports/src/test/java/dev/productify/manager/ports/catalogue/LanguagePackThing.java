package dev.productify.manager.ports.catalogue;

/** Language packs of the {@link Fixture}, all of them in Hungarian. */
public enum LanguagePackThing implements Thing {
    /** Of {@link Spot#PROJECT}. */
    LANGUAGE_PACK(Spot.PROJECT),
    OTHER_LANGUAGE_PACK(Spot.OTHER_PROJECT);

    /** What all of them are named. */
    public static final String LANGUAGE = "hu";

    private final Spot project;

    LanguagePackThing(Spot project) {
        this.project = project;
    }

    /** Where it belongs. */
    public Spot project() {
        return project;
    }
}
