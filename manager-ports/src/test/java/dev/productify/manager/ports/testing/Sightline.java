package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.AccessDecision;
import dev.productify.manager.domain.access.AccessRules;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a transaction can see and touch by its binding: in memory what row-level security is in the database. */
final class Sightline {
    private final Data data;
    private final Binding binding;

    Sightline(Data data, Binding binding) {
        this.data = data;
        this.binding = binding;
    }

    boolean sees(Place place) {
        if (binding instanceof Binding.Place bound) {
            return new Place(bound.project(), bound.tenant(), Optional.empty()).contains(place);
        }
        if (binding instanceof Binding.Reach reach) {
            return AccessRules.sight(reach.principal(), grants(reach.principal()), place) != Sight.NONE;
        }
        if (binding instanceof Binding.Own own) {
            return AccessRules.sight(asMember(own), grants(asMember(own)), place) != Sight.NONE;
        }
        return true;
    }

    /** A reach, and what is one's own, are no places: rows of the tree are not written there. */
    boolean writes(Place place) {
        return (binding instanceof Binding.Place || isPlatform()) && sees(place);
    }

    /** Nobody is an administrator in what is their own. */
    private static Principal asMember(Binding.Own own) {
        return new Principal.Person(own.user(), new Username("own"), false);
    }

    Sight sight(Place place) {
        if (binding instanceof Binding.Reach reach) {
            return AccessRules.sight(reach.principal(), grants(reach.principal()), place);
        }
        return sees(place) ? Sight.CONTENT : Sight.NONE;
    }

    boolean seesUser(UserId id) {
        if (binding instanceof Binding.Reach reach) {
            return reach.principal().isPlatformAdministrator()
                    || reach.principal() instanceof Principal.Person person
                            && person.id().equals(id);
        }
        return binding instanceof Binding.Own own ? own.user().equals(id) : binding instanceof Binding.Platform;
    }

    boolean isOwnOf(Principal principal) {
        return binding instanceof Binding.Own own
                && principal instanceof Principal.Person person
                && person.id().equals(own.user());
    }

    /**
     * Who a user is may also be seen where they are a member, and by whoever is a member of something in the same project;
     * nothing else of theirs.
     */
    boolean seesProfile(UserId id) {
        if (binding instanceof Binding.Reach reach && reach.principal() instanceof Principal.Person person) {
            return seesUser(id) || meet(person.id(), id);
        }
        return seesUser(id)
                || binding instanceof Binding.Place
                        && data.members.values().stream()
                                .filter(member -> member.user().equals(id))
                                .anyMatch(this::seesMember);
    }

    /** Whether one is a member of a place that contains a place of the other's. */
    private boolean meet(UserId one, UserId other) {
        return places(one).stream()
                .anyMatch(mine ->
                        places(other).stream().anyMatch(theirs -> mine.contains(theirs) || theirs.contains(mine)));
    }

    private Set<Place> places(UserId user) {
        return data.members.values().stream()
                .filter(member -> member.user().equals(user))
                .map(member -> member.grant().place())
                .collect(Collectors.toSet());
    }

    boolean seesMember(Member member) {
        if (binding instanceof Binding.Reach reach) {
            return reach.principal().isPlatformAdministrator()
                    || reach.principal() instanceof Principal.Person person
                            && person.id().equals(member.user());
        }
        return sees(member.grant().place());
    }

    /** A reach is for looking. */
    boolean writesMember(Member member) {
        boolean looksOnly =
                binding instanceof Binding.Reach reach && !reach.principal().isPlatformAdministrator();
        return !looksOnly && sees(member.grant().place());
    }

    /** Whether it reads rows of the audit log of that place; empty for those without a project. */
    boolean readsAuditOf(Optional<Place> place) {
        if (binding instanceof Binding.Reach reach) {
            Principal principal = reach.principal();
            return principal.isPlatformAdministrator()
                    || place.flatMap(Place::tenant).isPresent()
                            && grants(principal).stream()
                                    .anyMatch(grant -> grant.role() == Role.ADMIN
                                            && grant.place().level() == Level.TENANT
                                            && grant.place().contains(place.get()));
        }
        return !(binding instanceof Binding.Own) && place.map(this::sees).orElseGet(this::isPlatform);
    }

    /** As {@link #sees}, but within a reach only for those who administer the tenant. */
    boolean seesMachineUsersAt(Place place) {
        if (binding instanceof Binding.Reach reach) {
            Principal principal = reach.principal();
            return AccessRules.decide(principal, grants(principal), Permission.MANAGE_MACHINE_USERS, place)
                    instanceof AccessDecision.Allowed;
        }
        return sees(place);
    }

    /** Of what a place has, and what is below it inherits: seen by whoever sees the place, or content below it. */
    boolean seesInherited(Place place) {
        if (binding instanceof Binding.Place bound) {
            Place at = new Place(bound.project(), bound.tenant(), Optional.empty());
            return at.contains(place) || place.contains(at);
        }
        return !(binding instanceof Binding.Own) && sees(place);
    }

    /** They are a project's content: whoever sees only its name, or is bound to a tenant of it, sees none. */
    boolean seesLanguagePacksOf(ProjectId project) {
        Place place = Place.of(project);
        if (binding instanceof Binding.Own own) {
            return AccessRules.sight(asMember(own), grants(asMember(own)), place) == Sight.CONTENT;
        }
        return sight(place) == Sight.CONTENT;
    }

    boolean isPlatform() {
        return binding instanceof Binding.Platform;
    }

    /** @throws IllegalStateException as the database does when a statement writes outside of its binding */
    void requireInside(boolean inside) {
        if (!inside) {
            throw new IllegalStateException("written outside of what the transaction is bound to");
        }
    }

    private List<Grant> grants(Principal principal) {
        if (!(principal instanceof Principal.Person person)) {
            return List.of();
        }
        return data.members.values().stream()
                .filter(member -> member.user().equals(person.id()))
                .map(Member::grant)
                .toList();
    }
}
