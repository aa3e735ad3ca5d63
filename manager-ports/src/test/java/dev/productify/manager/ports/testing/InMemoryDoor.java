package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Door;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryDoor implements Door {
    private final Data data;

    InMemoryDoor(Data data) {
        this.data = data;
    }

    @Override
    public Optional<Standing> standing(Principal principal, Target target) {
        return place(target).map(place -> new Standing(place, person(principal), grants(principal, place)));
    }

    @Override
    public Standing.Person person(Principal principal) {
        if (principal instanceof Principal.Machine machine) {
            MachineUser user = data.machineUsers.get(machine.id());
            return user == null
                    ? new Standing.Person(principal, false)
                    : new Standing.Person(user.principal(), user.enabled());
        }
        if (!(principal instanceof Principal.Person person)) {
            return new Standing.Person(principal, true);
        }
        User user = data.users.get(person.id());
        if (user == null) {
            return new Standing.Person(principal, false);
        }
        return new Standing.Person(
                new Principal.Person(user.id(), user.username(), user.platformAdministrator()), !user.disabled());
    }

    @Override
    public boolean administersTenantOf(Principal principal, ProjectId project) {
        return data.members.values().stream()
                .filter(member -> principal instanceof Principal.Person person
                        && member.user().equals(person.id()))
                .map(Member::grant)
                .anyMatch(grant -> grant.role() == Role.ADMIN
                        && grant.place().level() == Level.TENANT
                        && grant.place().project().equals(project));
    }

    @Override
    public boolean administersAnything(Principal principal) {
        return data.members.values().stream()
                .anyMatch(member -> principal instanceof Principal.Person person
                        && member.user().equals(person.id())
                        && member.grant().role() == Role.ADMIN);
    }

    @Override
    public boolean isUser(UserId id) {
        return data.users.containsKey(id);
    }

    @Override
    public Optional<HeldToken> personalAccessToken(TokenSelector selector) {
        return Optional.ofNullable(data.tokens.get(selector))
                .map(token -> new HeldToken(token, data.users.get(token.user())));
    }

    @Override
    public Optional<HeldSession> session(TokenSelector selector) {
        return Optional.ofNullable(data.sessions.get(selector))
                .map(session -> new HeldSession(session, data.users.get(session.user())));
    }

    @Override
    public Optional<User> user(ExternalIdentity identity) {
        return data.users.values().stream()
                .filter(user -> user.identity().equals(Optional.of(identity)))
                .findFirst();
    }

    @Override
    public Optional<MachineUser> machineUser(TokenSelector selector) {
        return data.machineUsers.values().stream()
                .filter(user -> InMemoryMachineUserStore.selectors(user).anyMatch(selector::equals))
                .findFirst();
    }

    @Override
    public Optional<MachineUser> machineUser(Username username) {
        return data.machineUsers.values().stream()
                .filter(user -> user.username().key().equals(username.key()))
                .findFirst();
    }

    @Override
    public Set<Slug> projectSlugsLike(Slug slug) {
        return like(data.projects.values().stream().map(Project::slug), slug);
    }

    static Set<Slug> like(Stream<Slug> slugs, Slug slug) {
        String numbered = java.util.regex.Pattern.quote(slug.value()) + "(-[0-9]+)?";
        return slugs.filter(other -> other.value().matches(numbered)).collect(Collectors.toSet());
    }

    private List<Grant> grants(Principal principal, Place place) {
        return data.members.values().stream()
                .filter(member -> principal instanceof Principal.Person person
                        && member.user().equals(person.id()))
                .map(Member::grant)
                .filter(grant -> grant.place().contains(place) || place.contains(grant.place()))
                .toList();
    }

    private Optional<Place> place(Target target) {
        if (target instanceof Target.OfMember wanted) {
            return Optional.ofNullable(data.members.get(wanted.id()))
                    .map(member -> member.grant().place())
                    .filter(place -> place.level() == wanted.level());
        }
        if (target instanceof Target.OfMachineUser wanted) {
            return Optional.ofNullable(data.machineUsers.get(wanted.id())).map(MachineUser::place);
        }
        if (target instanceof Target.OfSettings wanted) {
            return places().filter(place ->
                            SettingsId.levelOf(place).equals(wanted.id().level()))
                    .findFirst();
        }
        if (target instanceof Target.OfLanguagePack wanted) {
            return Optional.ofNullable(data.languagePacks.packs.get(wanted.id()))
                    .map(LanguagePack::place);
        }
        if (target instanceof Target.OfEndpoint wanted) {
            return endpoint(wanted.id());
        }
        if (target instanceof Target.OfEndpointGrants wanted) {
            return endpoint(wanted.endpoint());
        }
        if (target instanceof Target.OfEndpointGrant wanted) {
            return Optional.ofNullable(data.endpointGrants.get(wanted.id()))
                    .map(grant -> Place.of(grant.project(), grant.tenant()));
        }
        if (target instanceof Target.OfTrigger wanted) {
            return Optional.ofNullable(data.triggers.triggers.get(wanted.id())).map(Trigger::place);
        }
        if (target instanceof Target.OfTriggerRun wanted) {
            return run(wanted.id());
        }
        if (target instanceof Target.OfTriggerAttempt wanted) {
            return Optional.ofNullable(data.triggers.attempts.get(wanted.id()))
                    .flatMap(kept -> run(kept.attempt().run()));
        }
        if (target instanceof Target.OfBackend wanted) {
            return Optional.ofNullable(data.triggers.backends.get(wanted.id())).map(Backend::place);
        }
        return switch (target.level()) {
            case PROJECT ->
                first(data.projects.values().stream()
                        .filter(project -> matches(target, project))
                        .map(project -> Place.of(project.id())));
            case TENANT ->
                first(data.tenants.values().stream()
                        .filter(tenant -> matches(target, tenant))
                        .map(Tenant::place));
            case APPLICATION ->
                first(data.applications.values().stream()
                        .filter(application -> matches(target, application))
                        .map(Application::place));
        };
    }

    private Stream<Place> places() {
        return Stream.of(
                        data.projects.keySet().stream().map(Place::of),
                        data.tenants.values().stream().map(Tenant::place),
                        data.applications.values().stream().map(Application::place))
                .flatMap(some -> some);
    }

    private Optional<Place> run(TriggerRunId id) {
        return Optional.ofNullable(data.triggers.runs.get(id))
                .map(kept -> kept.run().place());
    }

    private Optional<Place> endpoint(EndpointId id) {
        return Optional.ofNullable(data.endpoints.get(id)).map(Endpoint::place);
    }

    private static Optional<Place> first(Stream<Place> places) {
        return places.findFirst();
    }

    private static boolean matches(Target target, Project project) {
        if (target instanceof Target.OfProjectSlug wanted) {
            return project.slug().equals(wanted.slug());
        }
        return target.equals(new Target.OfProject(project.id()));
    }

    private static boolean matches(Target target, Tenant tenant) {
        return target.equals(new Target.OfTenant(tenant.id()))
                || target.equals(new Target.OfTenantSlug(tenant.project(), tenant.slug()));
    }

    private static boolean matches(Target target, Application application) {
        return target.equals(new Target.OfApplication(application.id()))
                || target.equals(
                        new Target.OfApplicationSlug(application.project(), application.tenant(), application.slug()));
    }
}
