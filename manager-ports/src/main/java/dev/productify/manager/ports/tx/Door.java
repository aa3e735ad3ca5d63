package dev.productify.manager.ports.tx;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import java.util.Optional;
import java.util.Set;

/**
 * What is needed before it is known who may go where: tokens, members, and of the tree ids and slugs only. It is for
 * authentication and the guard; services never see it.
 */
public interface Door {
    /**
     * Where the target lies and what the principal is there.
     *
     * @return empty when there is no such place
     */
    Optional<Standing> standing(Principal principal, Target target);

    /** What the principal is, apart from any place. */
    Standing.Person person(Principal principal);

    /** Whether the principal is an administrator of at least one tenant of the project. */
    boolean administersTenantOf(Principal principal, ProjectId project);

    /** Whether the principal is an administrator of at least one project, tenant or application. */
    boolean administersAnything(Principal principal);

    boolean isUser(UserId id);

    Optional<HeldToken> personalAccessToken(TokenSelector selector);

    Optional<HeldSession> session(TokenSelector selector);

    /** The user who that is to the identity provider. */
    Optional<User> user(ExternalIdentity identity);

    /** The machine user with that token, present or retiring. */
    Optional<MachineUser> machineUser(TokenSelector selector);

    /** The machine user of that name, whatever the case. */
    Optional<MachineUser> machineUser(Username username);

    /** Slugs of projects that equal the given one or extend it by a hyphen and a number. */
    Set<Slug> projectSlugsLike(Slug slug);

    /** A token with the user who holds it. */
    record HeldToken(PersonalAccessToken token, User user) {}

    /** A session with the user who is signed in. */
    record HeldSession(Session session, User user) {}
}
