package dev.productify.manager.ports.catalogue;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.trigger.NewRun;
import dev.productify.manager.ports.trigger.RunFacts;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Puts many rows next to those of a fixture, past all rules and without a word in the audit log. */
@FunctionalInterface
public interface Crowd {
    /** More projects that the reader sees. */
    Crowd PROJECTS = (stores, fixture, reader) -> project(stores, fixture, reader);

    /** More projects that the reader sees, with a tenant each. */
    Crowd PROJECTS_WITH_TENANT =
            (stores, fixture, reader) -> tenant(stores, project(stores, fixture, reader), freshSlug());

    /** More tenants in {@link Spot#PROJECT}. */
    Crowd TENANTS = (stores, fixture, reader) -> tenant(stores, fixture.projectId(Spot.PROJECT), freshSlug());

    /** More tenants in {@link Spot#PROJECT}, with an application each. */
    Crowd TENANTS_WITH_APPLICATION = (stores, fixture, reader) -> {
        ProjectId project = fixture.projectId(Spot.PROJECT);
        application(stores, project, tenant(stores, project, freshSlug()));
    };

    /** More applications in {@link Spot#TENANT}. */
    Crowd APPLICATIONS = (stores, fixture, reader) ->
            application(stores, fixture.projectId(Spot.PROJECT), fixture.tenantId(Spot.TENANT));

    /** More personal access tokens of the reader. */
    Crowd TOKENS = (stores, fixture, reader) -> {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, ThreadLocalRandom.current());
        PersonalAccessToken.Draft draft = new PersonalAccessToken.Draft(new Name("Crowd"), Optional.empty());
        PersonalAccessTokenId id = new PersonalAccessTokenId(UUID.randomUUID());
        stores.personalAccessTokens()
                .insert(PersonalAccessToken.create(id, reader, draft, text, Optional.empty(), now()));
    };

    /** More rows in the log of {@link Spot#PROJECT}, of what the reader did. */
    Crowd AUDIT_ROWS = (stores, fixture, reader) -> fixture.logPerson(stores, Spot.PROJECT, reader);

    /** More rows in the log of {@link Spot#PROJECT}, of what machine users did. */
    Crowd AUDIT_ROWS_OF_MACHINES = (stores, fixture, reader) -> fixture.logMachine(stores, Spot.PROJECT);

    /** More members of that very place, who are viewers. */
    static Crowd membersOf(Spot spot) {
        return (stores, fixture, reader) -> {
            User user = fixture.user("crowd-" + UUID.randomUUID(), false, false);
            stores.users().insert(user);
            Grant grant = new Grant(fixture.place(spot), Role.VIEWER);
            stores.members().insert(new Member(new MemberId(UUID.randomUUID()), user.id(), grant, now(), now()));
        };
    }

    /** More people who are something in {@link Spot#PROJECT}, with the mark of the fixture in their usernames. */
    Crowd PEOPLE = (stores, fixture, reader) -> {
        User user = fixture.user("crowd-" + UUID.randomUUID() + "-" + fixture.mark(), false, false);
        stores.users().insert(user);
        Grant grant = new Grant(fixture.place(Spot.PROJECT), Role.VIEWER);
        stores.members().insert(new Member(new MemberId(UUID.randomUUID()), user.id(), grant, now(), now()));
    };

    /** More machine users in {@link Spot#TENANT}. */
    Crowd MACHINE_USERS = (stores, fixture, reader) ->
            machineUser(stores, fixture.projectId(Spot.PROJECT), fixture.tenantId(Spot.TENANT));

    /** More language packs in {@link Spot#PROJECT}. */
    Crowd LANGUAGE_PACKS = (stores, fixture, reader) -> {
        String random = UUID.randomUUID().toString().replace("-", "");
        LanguageTag name = new LanguageTag("x-" + random.substring(0, 8) + "-" + random.substring(24));
        LanguagePackId id = new LanguagePackId(UUID.randomUUID());
        ProjectId project = fixture.projectId(Spot.PROJECT);
        stores.languagePacks().insert(LanguagePack.create(id, project, name, Translations.none(), now()));
    };

    /** More endpoints in {@link Spot#APPLICATION}. */
    Crowd ENDPOINTS = (stores, fixture, reader) -> endpoint(stores, fixture.place(Spot.APPLICATION));

    /** More calls of {@link EndpointThing#ENDPOINT} by the reader. */
    Crowd CALLS = (stores, fixture, reader) ->
            fixture.logCall(stores, new Principal.Person(reader, new Username("somebody"), false));

    /** More calls of {@link EndpointThing#ENDPOINT} by machine users. */
    Crowd CALLS_OF_MACHINES = (stores, fixture, reader) ->
            fixture.logCall(stores, fixture.callingMachine(new MachineUserId(UUID.randomUUID())));

    /** More applications in {@link Spot#TENANT}, with an endpoint each. */
    Crowd APPLICATIONS_WITH_ENDPOINT = (stores, fixture, reader) -> {
        ProjectId project = fixture.projectId(Spot.PROJECT);
        TenantId tenant = fixture.tenantId(Spot.TENANT);
        endpoint(stores, Place.of(project, tenant, application(stores, project, tenant)));
    };

    /** More triggers in {@link Spot#APPLICATION}. */
    Crowd TRIGGERS = (stores, fixture, reader) -> trigger(stores, fixture.place(Spot.APPLICATION));

    /** More applications in {@link Spot#TENANT}, with a trigger each. */
    Crowd APPLICATIONS_WITH_TRIGGER = (stores, fixture, reader) -> {
        ProjectId project = fixture.projectId(Spot.PROJECT);
        TenantId tenant = fixture.tenantId(Spot.TENANT);
        trigger(stores, Place.of(project, tenant, application(stores, project, tenant)));
    };

    /** More runs of {@link TriggerThing#TRIGGER}, to which nobody was sent. */
    Crowd RUNS = (stores, fixture, reader) -> {
        Place place = fixture.place(Spot.APPLICATION);
        TriggerRun run = new TriggerRun(
                new TriggerRunId(UUID.randomUUID()),
                place.project(),
                place.tenant().orElseThrow(),
                place.application().orElseThrow(),
                new TriggerId(fixture.id(TriggerThing.TRIGGER)),
                RunCause.MANUAL,
                now(),
                RunStatus.NO_BACKEND,
                Optional.empty(),
                Optional.empty(),
                now(),
                Optional.empty(),
                Optional.of(now()));
        RunFacts facts = new RunFacts("Daily", Optional.empty(), new Slug("web"), new Slug("acme"));
        stores.runs().insert(List.of(new NewRun(run, facts, now(), List.of())));
    };

    /** More backends in {@link Spot#TENANT}. */
    Crowd BACKENDS = (stores, fixture, reader) -> {
        BackendId id = new BackendId(UUID.randomUUID());
        Place tenant = fixture.place(Spot.TENANT);
        Backend.Registration said = Fixture.registration("Crowd " + id.value());
        Belonging belonging =
                new Belonging("backend.signingSecret", tenant.tenant().orElseThrow(), id.value());
        SecretSealer sealer = new SecretSealer("0000000a", new byte[SecretSealer.KEY_LENGTH], new Random());
        Backend.Sealing sealing = new Backend.Sealing() {
            @Override
            public SealedSecret seal(String secret) {
                return sealer.seal(secret, belonging);
            }

            @Override
            public boolean is(SealedSecret sealed, String secret) {
                return false;
            }
        };
        MachineUserId owner = new MachineUserId(fixture.id(MachineUserThing.CALLING_MACHINE_USER));
        stores.backends().insert(Backend.register(id, tenant, owner, said, sealing, sealing.seal("none"), now()));
    };

    /** More grants for {@link EndpointThing#ENDPOINT}, of a machine user each. */
    Crowd GRANTS = (stores, fixture, reader) -> {
        Place place = fixture.place(Spot.APPLICATION);
        MachineUserId user = machineUser(stores, place.project(), place.tenant().orElseThrow());
        EndpointId id = new EndpointId(fixture.id(EndpointThing.ENDPOINT));
        Endpoint endpoint =
                Endpoint.create(id, place, Fixture.endpointDefinition("/api/webhook"), BackendAuth.NOTHING, now());
        EndpointGrantId grant = new EndpointGrantId(UUID.randomUUID());
        stores.endpointGrants().insert(EndpointGrant.create(grant, endpoint, user, true, now()));
    };

    /**
     * One more row.
     *
     * @param reader must be shown it
     */
    void add(Stores stores, Fixture fixture, UserId reader);

    private static ProjectId project(Stores stores, Fixture fixture, UserId reader) {
        ProjectId id = new ProjectId(UUID.randomUUID());
        Name name = new Name("Crowd " + fixture.mark());
        Project.Draft draft = new Project.Draft(name, Optional.empty(), Optional.empty(), false);
        stores.projects().insert(Project.create(id, draft, freshSlug(), now()));
        Grant grant = new Grant(Place.of(id), Role.ADMIN);
        stores.members().insert(new Member(new MemberId(UUID.randomUUID()), reader, grant, now(), now()));
        return id;
    }

    private static TenantId tenant(Stores stores, ProjectId project, Slug slug) {
        TenantId id = new TenantId(UUID.randomUUID());
        Name name = new Name("Crowd");
        Tenant.Draft draft = new Tenant.Draft(name, Optional.empty(), Optional.empty(), TenantType.RUN, false);
        stores.tenants().insert(Tenant.create(id, project, draft, slug, now()));
        return id;
    }

    private static ApplicationId application(Stores stores, ProjectId project, TenantId tenant) {
        ApplicationId id = new ApplicationId(UUID.randomUUID());
        Name name = new Name("Crowd");
        Application.Draft draft =
                new Application.Draft(name, Optional.empty(), Optional.empty(), SemanticVersion.INITIAL);
        stores.applications().insert(Application.create(id, project, tenant, draft, freshSlug(), now()));
        return id;
    }

    private static MachineUserId machineUser(Stores stores, ProjectId project, TenantId tenant) {
        MachineUserId id = new MachineUserId(UUID.randomUUID());
        Username username = new Username("c" + id.value());
        MachineUser.Draft draft = new MachineUser.Draft(new Name("Crowd"), username, true, Role.EDITOR);
        TokenText token = TokenText.generate(TokenKind.MACHINE_USER, new Random());
        MachineCredential credential = new MachineCredential.Token(IssuedToken.of(token));
        stores.machineUsers().insert(MachineUser.create(id, Place.of(project, tenant), draft, credential, now()));
        return id;
    }

    private static void endpoint(Stores stores, Place application) {
        EndpointId id = new EndpointId(UUID.randomUUID());
        Endpoint.Definition definition = Fixture.endpointDefinition("/crowd/" + id.value());
        stores.endpoints().insert(Endpoint.create(id, application, definition, BackendAuth.NOTHING, now()));
    }

    private static void trigger(Stores stores, Place application) {
        TriggerId id = new TriggerId(UUID.randomUUID());
        stores.triggers()
                .insert(Trigger.create(id, application, Fixture.triggerDefinition("Crowd " + id.value()), now()));
    }

    private static Slug freshSlug() {
        return new Slug("c" + UUID.randomUUID());
    }

    private static Instant now() {
        return Instant.EPOCH;
    }
}
