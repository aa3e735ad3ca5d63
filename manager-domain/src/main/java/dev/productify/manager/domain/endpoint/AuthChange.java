package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller says about how the Manager proves itself to a backend. Secrets come in here in the clear and are sealed by
 * {@link #applyTo}; the text form shows none.
 *
 * <p>A token has 1 to 8192 visible ASCII characters, a user name 1 to 256 characters without a colon, a password 1 to 1024;
 * neither has control characters (RFC 6750, section 2.1; RFC 7617, section 2).
 */
public record AuthChange(Patch<AuthType> type, Patch<String> token, Patch<String> username, Patch<String> password) {
    public static final int MAX_TOKEN = 8_192;
    public static final int MAX_USERNAME = 256;
    public static final int MAX_PASSWORD = 1_024;

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1," + MAX_TOKEN + "}");

    public AuthChange {
        type = type.required("authType");
        require(
                token,
                text -> TOKEN.matcher(text).matches(),
                "authToken must have 1 to " + MAX_TOKEN + " visible ASCII characters without blanks");
        require(
                username,
                text -> fits(text, MAX_USERNAME) && text.indexOf(':') < 0,
                "authUsername must have 1 to " + MAX_USERNAME + " characters without colons and control characters");
        require(
                password,
                text -> fits(text, MAX_PASSWORD),
                "authPassword must have 1 to " + MAX_PASSWORD + " characters without control characters");
    }

    /** Seals secrets for the row that the change belongs to. */
    public interface Sealing {
        SealedSecret seal(String field, String secret);

        /** Whether that secret is what was sealed. */
        boolean is(SealedSecret sealed, String field, String secret);
    }

    private interface Rule {
        boolean holds(String text);
    }

    private static void require(Patch<String> patch, Rule rule, String message) {
        requireNonNull(patch, "patch");
        if (patch instanceof Patch.Set<String> set && !rule.holds(set.value())) {
            throw ManagerException.badInput(message);
        }
    }

    private static boolean fits(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length >= 1
                && length <= most
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * The proof after the change. A secret that is given again and is the same stays as it was sealed.
     *
     * @param elsewhere whether the endpoint leads to another scheme, host or port than before: then only what is given
     *     in the same call is kept
     * @throws ManagerException {@code BAD_USER_INPUT} when something is given that the type has no use for
     */
    public BackendAuth applyTo(BackendAuth current, boolean elsewhere, Sealing sealing) {
        AuthType next = type.applyTo(current.type());
        BackendAuth base = next != current.type() ? BackendAuth.empty(next) : elsewhere ? current.emptied() : current;
        if (base instanceof BackendAuth.Bearer bearer) {
            refuse(username, "authUsername", "Basic");
            refuse(password, "authPassword", "Basic");
            return new BackendAuth.Bearer(sealed("authToken", token, bearer.token(), sealing));
        }
        refuse(token, "authToken", "Bearer");
        if (base instanceof BackendAuth.Basic basic) {
            return new BackendAuth.Basic(
                    username.applyTo(basic.username()), sealed("authPassword", password, basic.password(), sealing));
        }
        refuse(username, "authUsername", "Basic");
        refuse(password, "authPassword", "Basic");
        return base;
    }

    private static void refuse(Patch<String> patch, String field, String type) {
        if (patch instanceof Patch.Set) {
            throw ManagerException.badInput(field + " belongs to authType " + type + "; give that authType as well");
        }
    }

    private static Optional<SealedSecret> sealed(
            String field, Patch<String> patch, Optional<SealedSecret> current, Sealing sealing) {
        if (patch instanceof Patch.Set<String> set
                && current.filter(kept -> sealing.is(kept, field, set.value())).isPresent()) {
            return current;
        }
        return patch.map(secret -> sealing.seal(field, secret)).applyTo(current);
    }

    @Override
    public String toString() {
        return "AuthChange[" + type + "]";
    }
}
