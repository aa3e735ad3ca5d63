package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.token.TokenIssuer;
import java.util.Optional;

/** People: who calls, and, for platform administrators, who else there is (contract A9). */
public interface Users {
    static Users of(Guard guard, Journal journal, TokenIssuer tokens) {
        return new UserService(guard, journal, tokens);
    }

    /** @throws ManagerException {@code FORBIDDEN} to machine users (contract A2) */
    User me(Call call);

    /**
     * Makes a user, and a personal access token for them when asked.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code CONFLICT} when the username
     *     is taken
     */
    Created create(Call call, User.Draft draft, boolean withToken);

    /**
     * Takes a user all access, whatever tokens and roles they have, or gives it back.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code NOT_FOUND}, {@code CONFLICT}
     *     when it is the last platform administrator
     */
    User setDisabled(Call call, UserId id, boolean disabled);

    /**
     * Makes a user a platform administrator, or none any more.
     *
     * @throws ManagerException as {@link #setDisabled}
     */
    User setPlatformAdministrator(Call call, UserId id, boolean enabled);

    /** @param token the only time that the secret is seen */
    record Created(User user, Optional<TokenText> token) {}
}
