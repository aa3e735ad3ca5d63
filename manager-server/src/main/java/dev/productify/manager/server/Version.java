package dev.productify.manager.server;

import java.util.Optional;

/** The version of this build, from the manifest. */
final class Version {
    private Version() {}

    /** {@code development} when the classes run outside of their jar. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
