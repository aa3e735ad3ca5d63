package dev.productify.manager.ports.catalogue;

/** Pilets of the {@link Fixture}, all of them of one version. */
public enum PiletThing implements Thing {
    PILET(Spot.PROJECT, "my-pilet"),
    SCOPED_PILET(Spot.PROJECT, "@my-org/my-pilet"),
    DISABLED_PILET(Spot.PROJECT, "switched-off"),
    OTHER_PILET(Spot.OTHER_PROJECT, "my-pilet");

    public static final String VERSION = "1.0.0";

    private final Spot project;
    private final String packageName;

    PiletThing(Spot project, String packageName) {
        this.project = project;
        this.packageName = packageName;
    }

    /** Where it belongs. */
    public Spot project() {
        return project;
    }

    public String packageName() {
        return packageName;
    }
}
