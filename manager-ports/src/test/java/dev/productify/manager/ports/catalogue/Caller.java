package dev.productify.manager.ports.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every kind of caller for whom each operation is tried. */
public enum Caller {
    ANONYMOUS(Credential.NONE),
    WITHOUT_ROLE(Credential.TOKEN),
    VIEWER_OF_PROJECT(Rank.VIEWER, Spot.PROJECT),
    EDITOR_OF_PROJECT(Rank.EDITOR, Spot.PROJECT),
    ADMIN_OF_PROJECT(Rank.ADMIN, Spot.PROJECT),
    VIEWER_OF_TENANT(Rank.VIEWER, Spot.TENANT),
    EDITOR_OF_TENANT(Rank.EDITOR, Spot.TENANT),
    ADMIN_OF_TENANT(Rank.ADMIN, Spot.TENANT),
    VIEWER_OF_APPLICATION(Rank.VIEWER, Spot.APPLICATION),
    EDITOR_OF_APPLICATION(Rank.EDITOR, Spot.APPLICATION),
    ADMIN_OF_APPLICATION(Rank.ADMIN, Spot.APPLICATION),
    ADMIN_OF_TENANT_IN_SESSION(Credential.SESSION, Rank.ADMIN, Spot.TENANT),
    ADMIN_OF_OTHER_PROJECT(Rank.ADMIN, Spot.OTHER_PROJECT),
    ADMIN_OF_SIBLING_TENANT(Rank.ADMIN, Spot.SIBLING_TENANT),
    DISABLED_ADMIN_OF_PROJECT(Credential.TOKEN_OF_DISABLED, Rank.ADMIN, Spot.PROJECT),
    ADMIN_OF_PROJECT_WITH_REVOKED_TOKEN(Credential.REVOKED_TOKEN, Rank.ADMIN, Spot.PROJECT),
    ADMIN_OF_PROJECT_WITH_EXPIRED_TOKEN(Credential.EXPIRED_TOKEN, Rank.ADMIN, Spot.PROJECT),
    MACHINE_EDITOR_OF_TENANT(Credential.TOKEN_OF_MACHINE, Rank.EDITOR, Spot.TENANT),
    MACHINE_VIEWER_OF_TENANT(Credential.TOKEN_OF_MACHINE, Rank.VIEWER, Spot.TENANT),
    MACHINE_EDITOR_OF_SIBLING_TENANT(Credential.TOKEN_OF_MACHINE, Rank.EDITOR, Spot.SIBLING_TENANT),
    MACHINE_VIEWER_OF_SIBLING_TENANT(Credential.TOKEN_OF_MACHINE, Rank.VIEWER, Spot.SIBLING_TENANT),
    DISABLED_MACHINE_EDITOR_OF_TENANT(Credential.TOKEN_OF_DISABLED_MACHINE, Rank.EDITOR, Spot.TENANT),
    PLATFORM_ADMINISTRATOR(Credential.TOKEN_OF_PLATFORM_ADMINISTRATOR);

    /** What is presented. */
    public enum Credential {
        NONE,
        TOKEN,
        SESSION,
        TOKEN_OF_DISABLED,
        REVOKED_TOKEN,
        EXPIRED_TOKEN,
        TOKEN_OF_PLATFORM_ADMINISTRATOR,
        TOKEN_OF_MACHINE,
        TOKEN_OF_DISABLED_MACHINE
    }

    private final Credential credential;
    private final Map<Spot, Rank> roles;

    Caller(Credential credential) {
        this.credential = credential;
        this.roles = Map.of();
    }

    Caller(Rank rank, Spot spot) {
        this(Credential.TOKEN, rank, spot);
    }

    Caller(Credential credential, Rank rank, Spot spot) {
        this.credential = credential;
        this.roles = Map.of(spot, rank);
    }

    public Credential credential() {
        return credential;
    }

    /** What they are where. */
    public Map<Spot, Rank> roles() {
        return roles;
    }

    /** Whether their credentials are worth anything. */
    public boolean isKnown() {
        return switch (credential) {
            case NONE, TOKEN_OF_DISABLED, REVOKED_TOKEN, EXPIRED_TOKEN, TOKEN_OF_DISABLED_MACHINE -> false;
            case TOKEN, SESSION, TOKEN_OF_PLATFORM_ADMINISTRATOR, TOKEN_OF_MACHINE -> true;
        };
    }

    /** Whether this is a machine user, and not a person. */
    public boolean isMachine() {
        return credential == Credential.TOKEN_OF_MACHINE || credential == Credential.TOKEN_OF_DISABLED_MACHINE;
    }

    public boolean isPlatformAdministrator() {
        return credential == Credential.TOKEN_OF_PLATFORM_ADMINISTRATOR;
    }

    public static List<Caller> all() {
        return List.of(values());
    }

    /** Those who have their role at that very spot: as members, or as its machine users. */
    static Stream<Caller> at(Spot spot, boolean machines) {
        return all().stream()
                .filter(caller -> caller.isMachine() == machines)
                .filter(caller -> caller.home().equals(Optional.of(spot)));
    }

    /** Where they have their role, if they have one. */
    public Optional<Spot> home() {
        return roles.keySet().stream().findFirst();
    }
}
