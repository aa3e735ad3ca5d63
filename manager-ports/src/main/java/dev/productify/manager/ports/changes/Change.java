package dev.productify.manager.ports.changes;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenSelector;
import java.util.Arrays;
import java.util.Optional;

/**
 * Something is not what it was, or is gone. It says what, and not what became of it: whoever keeps a copy drops it and
 * asks again. What is new is no change, since nobody has a copy of it, unless it belongs to something that is kept as a whole.
 *
 * @param key which one of its kind, without blanks; {@value #ALL}: any of them
 */
public record Change(Kind kind, String key) {
    /** Longest {@link #text}, far below the 8,000 bytes that a notification of PostgreSQL may have. */
    public static final int LONGEST_TEXT = 200;

    /** The key that stands for all of a kind. */
    public static final String ALL = "*";

    /** Nothing that was learnt before holds for certain any more, as after a time in which changes went unheard. */
    public static final Change EVERYTHING = new Change(Kind.ANYTHING, ALL);

    /** Of what there are changes. A feature that keeps copies of something adds its kind here, and nowhere else. */
    public enum Kind {
        /** A personal access token; the key is its selector. */
        TOKEN("token"),
        /** A session; the key is its selector. */
        SESSION("session"),
        /** A user; the key is the id. */
        USER("user"),
        /** A machine user; the key is the id. */
        MACHINE_USER("machine_user"),
        /** A tenant: what it is called, and that it is gone. The key is the id. */
        TENANT("tenant"),
        /** The settings of a level, of either kind; the key is the id of the project, tenant or application. */
        SETTINGS("settings"),
        /** An application: that it is gone. The key is the id. */
        APPLICATION("application"),
        /** The texts of a language pack; the key is its id. */
        LANGUAGE_PACK("language_pack"),
        /** Which languages a project has packs of; the key is the id of the project. A new one is a change, too. */
        LANGUAGES("languages"),
        /** Which pilets a project has, and of what packages; the key is the id of the project. A new one is a change, too. */
        PILETS("pilets"),
        /** The memberships of a user; the key is the id of the user. A new one is a change, too. */
        MEMBER("member"),
        /** The endpoints of an application, or their grants; the key is the id of the application. New ones are changes, too. */
        ROUTES("routes"),
        /** Whatever there is. */
        ANYTHING("any");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As {@link Change#text} and the database's triggers say it. */
        public String word() {
            return word;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    public Change {
        requireNonNull(kind, "kind");
        requireNonNull(key, "key");
        int length = kind.word.length() + 1 + key.length();
        if (key.isEmpty() || length > LONGEST_TEXT || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "the key of a change is visible ASCII, and its text at most " + LONGEST_TEXT + " characters long");
        }
    }

    public static Change of(TokenSelector token) {
        return new Change(Kind.TOKEN, token.value());
    }

    public static Change ofSession(TokenSelector session) {
        return new Change(Kind.SESSION, session.value());
    }

    public static Change of(UserId user) {
        return new Change(Kind.USER, user.value().toString());
    }

    public static Change of(MachineUserId machineUser) {
        return new Change(Kind.MACHINE_USER, machineUser.value().toString());
    }

    /** Of what the place itself has of settings; not of what it inherits. */
    public static Change ofSettings(Place place) {
        return new Change(Kind.SETTINGS, SettingsId.levelOf(place).toString());
    }

    /** The memberships of a user. */
    public static Change ofMember(UserId user) {
        return new Change(Kind.MEMBER, user.value().toString());
    }

    public static Change ofPilets(ProjectId project) {
        return new Change(Kind.PILETS, project.value().toString());
    }

    /** The endpoints of an application, or their grants. */
    public static Change ofRoutes(ApplicationId application) {
        return new Change(Kind.ROUTES, application.value().toString());
    }

    public static Change of(TenantId tenant) {
        return new Change(Kind.TENANT, tenant.value().toString());
    }

    public static Change of(ApplicationId application) {
        return new Change(Kind.APPLICATION, application.value().toString());
    }

    public static Change of(LanguagePackId pack) {
        return new Change(Kind.LANGUAGE_PACK, pack.value().toString());
    }

    public static Change ofLanguages(ProjectId project) {
        return new Change(Kind.LANGUAGES, project.value().toString());
    }

    /**
     * Reads what {@link #text} wrote. What cannot be read stands for {@linkplain #EVERYTHING everything}: it was said for
     * a reason, by a newer node perhaps, and to drop too much is safe.
     */
    public static Change parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return EVERYTHING;
        }
        Optional<Kind> kind = Kind.of(text.substring(0, colon));
        try {
            return kind.map(known -> new Change(known, text.substring(colon + 1)))
                    .orElse(EVERYTHING);
        } catch (IllegalArgumentException unreadable) {
            return EVERYTHING;
        }
    }

    /** One line of ASCII: the word of the kind, a colon, the key. */
    public String text() {
        return kind.word + ':' + key;
    }

    /** Whether what this change speaks of includes what the other one speaks of. */
    public boolean covers(Change other) {
        return kind == Kind.ANYTHING || kind == other.kind && (key.equals(ALL) || key.equals(other.key));
    }
}
