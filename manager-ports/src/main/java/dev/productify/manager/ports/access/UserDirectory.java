package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import java.util.List;
import java.util.Optional;

/**
 * The people whom an identity provider knows, users here or not. It is asked over the network, so never within a
 * transaction. Each method throws {@link dev.productify.manager.domain.shared.ManagerException} {@code UNAVAILABLE} when the
 * provider does not answer, or not as it should.
 */
public interface UserDirectory {
    /** The most people that a search finds. */
    int MOST = 20;

    /**
     * People in whose username, e-mail or name the text is: the first {@value #MOST} that the directory has in the order of
     * their usernames.
     */
    List<Entry> search(SearchText text);

    /** People whose username or e-mail is the text, at most {@value #MOST}. */
    List<Entry> exactly(SearchText text);

    /** Who was found by that id. */
    Optional<Entry> find(UserId id);

    /**
     * A person as the directory has them.
     *
     * @param id the id that they have as a user once they are one; the same each time
     */
    record Entry(
            UserId id,
            ExternalIdentity identity,
            Username username,
            Email email,
            Optional<Name> displayName,
            boolean disabled) {
        public Entry {
            requireNonNull(id, "id");
            requireNonNull(identity, "identity");
            requireNonNull(username, "username");
            requireNonNull(email, "email");
            requireNonNull(displayName, "displayName");
        }

        /** What a user is made of. */
        public User.Draft draft() {
            return new User.Draft(username, email, displayName);
        }
    }
}
