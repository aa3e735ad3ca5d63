package dev.productify.manager.ports.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    ADMIN_OF_OTHER_PROJECT(Rank.ADMIN, Spot.OTHER_PROJECT),
    ADMIN_OF_SIBLING_TENANT(Rank.ADMIN, Spot.SIBLING_TENANT),
    DISABLED_ADMIN_OF_PROJECT(Credential.TOKEN_OF_DISABLED, Rank.ADMIN, Spot.PROJECT),
    PLATFORM_ADMINISTRATOR(Credential.TOKEN_OF_PLATFORM_ADMINISTRATOR);

    /** What is presented. */
    public enum Credential {
        NONE,
        TOKEN,
        TOKEN_OF_DISABLED,
        TOKEN_OF_PLATFORM_ADMINISTRATOR
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
        return credential != Credential.NONE && credential != Credential.TOKEN_OF_DISABLED;
    }

    public boolean isPlatformAdministrator() {
        return credential == Credential.TOKEN_OF_PLATFORM_ADMINISTRATOR;
    }

    public static List<Caller> all() {
        return List.of(values());
    }

    /** Where they have their role, if they have one. */
    public Optional<Spot> home() {
        return roles.keySet().stream().findFirst();
    }
}
