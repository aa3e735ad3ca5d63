package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.AccessDecision;
import dev.productify.manager.domain.access.AccessRules;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The only way by which a use case reaches the data: it opens the transaction, finds the place, asks the access rules,
 * binds the transaction to that place, and only then hands out the stores. Forgetting to check is not possible.
 */
public final class Guard {
    private final Transactions transactions;
    private final ProjectCreation projectCreation;

    public Guard(Transactions transactions, ProjectCreation projectCreation) {
        this(transactions, projectCreation, Denials.untold());
    }

    public Guard(Transactions transactions, ProjectCreation projectCreation, Denials denials) {
        this.transactions = new ToldTransactions(transactions, denials);
        this.projectCreation = requireNonNull(projectCreation, "projectCreation");
    }

    /**
     * Reads at one place.
     *
     * @throws ManagerException {@code NOT_FOUND} when the target is absent or not to be seen, {@code FORBIDDEN} when it
     *     may be seen but the permission is missing, {@code UNAUTHENTICATED} when the caller was disabled meanwhile
     */
    public <R> R read(Call call, Permission wanted, Target target, BiFunction<Stores, Place, R> work) {
        return transactions.read(door -> admit(door, call, wanted, target), work);
    }

    /**
     * Writes; all that writes for a caller goes through here. Where the client gave the request a key, the transaction counts as
     * an effect of it, before it does anything: both are committed, or neither.
     */
    private <A, R> R write(Call call, Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return transactions.write(admission, (stores, learnt) -> {
            call.turn().ifPresent(turn -> stores.idempotentRequests().tookEffect(turn));
            return work.apply(stores, learnt);
        });
    }

    /** Writes at one place; throws as {@link #read} does. */
    public <R> R write(Call call, Permission wanted, Target target, BiFunction<Stores, Place, R> work) {
        return write(call, door -> admit(door, call, wanted, target), work);
    }

    /**
     * Writes at one place what is made of another one, for those who may read the source and edit the content of the target
     * (contract T3). Throws as {@link #read} does, of the source first.
     */
    public <R> R transfer(Call call, Target source, Target target, BiFunction<Stores, Transfer, R> work) {
        return write(call, door -> admitTransfer(door, call, source, target), work);
    }

    /** Reads what {@link #transfer} would read and write, for the same callers. */
    public <R> R foresee(Call call, Target source, Target target, BiFunction<Stores, Transfer, R> work) {
        return transactions.read(door -> admitTransfer(door, call, source, target), work);
    }

    private static Admission<Transfer> admitTransfer(Door door, Call call, Target source, Target target) {
        Transfer transfer = new Transfer(
                admit(door, call, Permission.READ, source).learnt(),
                admit(door, call, Permission.EDIT_CONTENT, target).learnt());
        return new Admission<>(transfer.binding(), transfer);
    }

    /**
     * Writes at one place what gives somebody a role there; throws as {@link #read} does.
     *
     * @param granted a role above the own one is refused
     */
    public <R> R grant(Call call, Role granted, Target target, BiFunction<Stores, Place, R> work) {
        return write(call, door -> admitGrant(door, call, granted, target), work);
    }

    /** Whether there is such a user, for those who may give them the role there; throws as {@link #grant} does. */
    public boolean knowsGrantee(Call call, Role granted, Target target, UserId user) {
        return transactions.read(
                door -> new Admission<>(admitGrant(door, call, granted, target).binding(), door.isUser(user)),
                (stores, known) -> known);
    }

    /**
     * Writes somebody as a user, for those who may give them the role there; throws as {@link #grant} does. Users belong to no
     * place, so the transaction is bound to none.
     */
    public <R> R enlist(Call call, Role granted, Target target, Function<Stores, R> work) {
        return write(
                call,
                door -> {
                    Place place = admitGrant(door, call, granted, target).learnt();
                    return new Admission<>(new Binding.Platform("make a user of somebody in the directory"), place);
                },
                (stores, place) -> work.apply(stores));
    }

    private static Admission<Place> admitGrant(Door door, Call call, Role granted, Target target) {
        return admit(
                door,
                call,
                target,
                standing -> AccessRules.decideGrant(
                        standing.person().principal(), standing.grants(), granted, standing.place()));
    }

    /**
     * Reads within the caller's reach, to find people.
     *
     * @param work is told whether the caller may find everybody
     * @throws ManagerException {@code FORBIDDEN} to who is an administrator of nothing (contract A11)
     */
    public <R> R search(Call call, BiFunction<Stores, Boolean, R> work) {
        return transactions.read(
                door -> {
                    Principal principal = administrator(door, call);
                    return new Admission<>(new Binding.Reach(principal), principal.isPlatformAdministrator());
                },
                work);
    }

    /**
     * Reads beyond the caller's reach, to find people whom the caller names exactly; throws as {@link #search} does.
     *
     * @param reason is logged
     */
    public <R> R searchAll(Call call, String reason, Function<Stores, R> work) {
        return transactions.read(
                door -> new Admission<>(new Binding.Platform(reason), administrator(door, call)),
                (stores, principal) -> work.apply(stores));
    }

    private static Principal administrator(Door door, Call call) {
        Principal principal = active(door.person(call.principal()));
        if (principal.isPlatformAdministrator() || door.administersAnything(principal)) {
            return principal;
        }
        throw new ManagerException(FORBIDDEN, "This needs the role admin on a project, tenant or application");
    }

    /** Reads whatever the caller may see; the stores' lists hold nothing else. */
    public <R> R reach(Call call, Function<Stores, R> work) {
        Binding reach = new Binding.Reach(call.principal());
        return transactions.read(door -> new Admission<>(reach, null), (stores, nothing) -> work.apply(stores));
    }

    /**
     * Reads whatever the caller may see, after the target was found to be something whose name the caller may see.
     *
     * @throws ManagerException {@code NOT_FOUND} otherwise
     */
    public <R> R reach(Call call, Target target, BiFunction<Stores, Place, R> work) {
        return transactions.read(
                door -> {
                    Standing standing = standing(door, call, target);
                    var principal = standing.person().principal();
                    if (AccessRules.sight(principal, standing.grants(), standing.place()) == Sight.NONE) {
                        throw ManagerException.notFound(target.word());
                    }
                    return new Admission<>(new Binding.Reach(principal), standing.place());
                },
                work);
    }

    /**
     * Writes a new project.
     *
     * @param work is told which slugs like the wished one are taken
     * @throws ManagerException {@code FORBIDDEN} when the caller may not create projects (contract T4)
     */
    public <R> R newProject(Call call, ProjectId id, Slug wished, BiFunction<Stores, Set<Slug>, R> work) {
        return write(
                call,
                door -> {
                    if (!projectCreation.permits(active(door.person(call.principal())))) {
                        throw new ManagerException(
                                FORBIDDEN, "Only platform administrators may create projects in this installation");
                    }
                    return new Admission<>(Binding.Place.of(Place.of(id)), door.projectSlugsLike(wished));
                },
                work);
    }

    /**
     * Reads what belongs to the caller as a person, and nothing else, whatever rights they have.
     *
     * @throws ManagerException {@code FORBIDDEN} to machine users
     */
    public <R> R readOwn(Call call, BiFunction<Stores, UserId, R> work) {
        return transactions.read(door -> own(call.principal()), work);
    }

    /** Writes what belongs to the caller as a person; throws as {@link #readOwn} does. */
    public <R> R writeOwn(Call call, BiFunction<Stores, UserId, R> work) {
        return write(call, door -> own(active(door.person(call.principal()))), work);
    }

    /**
     * Writes what belongs to the installation as a whole.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators
     */
    public <R> R platform(Call call, String reason, Function<Stores, R> work) {
        return write(
                call,
                door -> {
                    if (!active(door.person(call.principal())).isPlatformAdministrator()) {
                        throw new ManagerException(FORBIDDEN, "Only platform administrators may do this");
                    }
                    return new Admission<>(new Binding.Platform(reason), null);
                },
                (stores, nothing) -> work.apply(stores));
    }

    private static Admission<UserId> own(Principal principal) {
        if (principal instanceof Principal.Person person) {
            return new Admission<>(new Binding.Own(person.id()), person.id());
        }
        throw new ManagerException(FORBIDDEN, "This is for people; a machine user has nothing of its own");
    }

    /**
     * Reads the audit log of a project, or the rows without one; of the project that for which the caller may read it.
     *
     * @throws ManagerException {@code FORBIDDEN} when that is nothing though the caller may see the project, or without a
     *     project to all but platform administrators; {@code NOT_FOUND} when the project is not to be seen
     */
    public <R> R auditLog(Call call, Optional<ProjectId> project, Function<Stores, R> work) {
        return transactions.read(
                door -> new Admission<>(auditBinding(door, call, project), null),
                (stores, nothing) -> work.apply(stores));
    }

    private static Binding auditBinding(Door door, Call call, Optional<ProjectId> project) {
        if (active(door.person(call.principal())).isPlatformAdministrator()) {
            // Rows outlive their projects, so the tree is not asked.
            return new Binding.Platform("audit log");
        }
        ProjectId id = project.orElseThrow(() -> new ManagerException(
                FORBIDDEN, "Only platform administrators may read rows without a project; give projectID"));
        Target target = new Target.OfProject(id);
        Standing standing = standing(door, call, target);
        var principal = standing.person().principal();
        AccessDecision decision =
                AccessRules.decide(principal, standing.grants(), Permission.READ_AUDIT_LOG, standing.place());
        if (decision instanceof AccessDecision.Denied denied) {
            if (door.administersTenantOf(principal, id)) {
                return new Binding.Reach(principal);
            }
            throw refused(call, denied, target, standing);
        }
        return Binding.Place.of(standing.place());
    }

    private static Admission<Place> admit(Door door, Call call, Permission wanted, Target target) {
        return admit(door, call, target, standing -> decide(standing, wanted, target.decidedAt(standing.place())));
    }

    private static Admission<Place> admit(
            Door door, Call call, Target target, Function<Standing, AccessDecision> decision) {
        Standing standing = standing(door, call, target);
        if (decision.apply(standing) instanceof AccessDecision.Denied denied) {
            throw refused(call, denied, target, standing);
        }
        return new Admission<>(Binding.Place.of(standing.place()), standing.place());
    }

    private static AccessDecision decide(Standing standing, Permission wanted, Place at) {
        return AccessRules.decide(standing.person().principal(), standing.grants(), wanted, at);
    }

    private static Standing standing(Door door, Call call, Target target) {
        Standing standing =
                door.standing(call.principal(), target).orElseThrow(() -> ManagerException.notFound(target.word()));
        active(standing.person());
        return standing;
    }

    private static Principal active(Standing.Person person) {
        if (!person.active()) {
            throw new ManagerException(UNAUTHENTICATED, "The credentials are not valid, or no longer");
        }
        return person.principal();
    }

    private static RuntimeException refused(Call call, AccessDecision.Denied denied, Target target, Standing standing) {
        boolean known = target.knownBy()
                .map(needed -> decide(standing, needed, standing.place()) instanceof AccessDecision.Allowed)
                .orElse(denied.sight() != Sight.NONE);
        if (!known) {
            return ManagerException.notFound(target.word());
        }
        String place = target.decidedAt(standing.place()).level().name().toLowerCase(Locale.ROOT);
        String needed = "This needs the role " + role(denied.missing()) + " on the " + place;
        ManagerException refusal = new ManagerException(
                FORBIDDEN,
                denied.missing()
                        .ofParent()
                        .map(sufficient -> needed + ", or the role " + role(sufficient) + " above it")
                        .orElse(needed + " or above it"));
        return new Denial(call, denied.missing(), standing.place(), refusal);
    }

    private static String role(Permission permission) {
        return permission.needs().name().toLowerCase(Locale.ROOT);
    }
}
