package dev.productify.manager.ports.catalogue;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.shared.UuidV7;
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
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.token.PersonalAccessTokens;
import dev.productify.manager.ports.token.TokenIssuer;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Ending;
import dev.productify.manager.ports.trigger.NewRun;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.trigger.RunFacts;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the samples of the catalogue are about: the tree of {@link Spot}, and the callers of {@link Caller} as they are
 * first asked for. Fixtures on one database do not see each other. One thread at a time.
 */
public final class Fixture {
    private static final Call PLANTING = Call.ofSystem("fixture");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Function<Transactions, UseCases> making;
    private final UseCases useCases;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Journal journal;
    private final TokenIssuer tokens;
    private final String mark;
    private final Map<Thing, UUID> ids;
    private final Map<Thing, String> secrets;
    private final Map<Spot, String> slugs;
    private final Map<Caller, Person> people;

    private Fixture(Function<Transactions, UseCases> making, Transactions transactions) {
        this.making = making;
        this.useCases = making.apply(transactions);
        this.transactions = transactions;
        this.random = new SecureRandom();
        this.journal = new Journal(InstantSource.system(), new UuidV7(InstantSource.system(), random));
        this.tokens = new TokenIssuer(journal, random);
        this.mark = "f" + COUNT.incrementAndGet() + "x";
        this.ids = new HashMap<>();
        this.secrets = new HashMap<>();
        this.slugs = new EnumMap<>(Spot.class);
        this.people = new EnumMap<>(Caller.class);
    }

    /** The same fixture, planting in these transactions. */
    private Fixture(Fixture same, Transactions transactions) {
        this.making = same.making;
        this.useCases = making.apply(transactions);
        this.transactions = transactions;
        this.random = same.random;
        this.journal = same.journal;
        this.tokens = same.tokens;
        this.mark = same.mark;
        this.ids = same.ids;
        this.secrets = same.secrets;
        this.slugs = same.slugs;
        this.people = same.people;
    }

    /**
     * A caller, ready to call.
     *
     * @param id of the user or of the machine user
     * @param authorization for the field of that name; empty for callers without credentials, and in a session
     * @param session its secret, for callers who are in one
     */
    public record Person(UUID id, Call call, Optional<String> authorization, Optional<String> session) {
        Person(UUID id, Call call, Optional<String> authorization) {
            this(id, call, authorization, Optional.empty());
        }
    }

    /**
     * Plants the tree by use cases, so that whatever belongs to a place from birth is there.
     *
     * @param useCases the use cases on given transactions
     */
    public static Fixture planted(Function<Transactions, UseCases> useCases, Transactions transactions) {
        Fixture fixture = new Fixture(useCases, transactions);
        fixture.together(Fixture::plant);
        return fixture;
    }

    private void plant() {
        project(Spot.PROJECT, "shop-" + mark);
        project(Spot.OTHER_PROJECT, "other-" + mark);
        tenant(Spot.TENANT, "acme-" + mark);
        tenant(Spot.SIBLING_TENANT, "sibling-" + mark);
        tenant(Spot.OTHER_TENANT, "acme-" + mark);
        application(Spot.APPLICATION, "web");
        application(Spot.NEIGHBOUR, "back-office");
        application(Spot.SIBLING_APPLICATION, "web");
        application(Spot.OTHER_APPLICATION, "web");
        for (MachineUserThing robot : MachineUserThing.values()) {
            machineUser(robot);
        }
        fillSettings(Spot.NEIGHBOUR);
        for (LanguagePackThing pack : LanguagePackThing.values()) {
            languagePack(pack);
        }
        for (PiletThing pilet : PiletThing.values()) {
            pilet(pilet);
        }
        for (EndpointThing endpoint : EndpointThing.values()) {
            endpoint(endpoint);
        }
        grant();
        for (TriggerThing trigger : TriggerThing.values()) {
            trigger(trigger);
        }
        backendWithRun();
        settle();
    }

    /** In one transaction, where each use case would have one of its own: most of a fixture's time went into those. */
    private void together(Consumer<Fixture> planting) {
        transactions.write(door -> new Admission<>(new Binding.Platform("fixture"), door), (stores, door) -> {
            planting.accept(new Fixture(this, new JoinedTransactions(door, stores)));
            return true;
        });
    }

    private void fillSettings(Spot spot) {
        ConfigPatch values = ConfigPatch.NONE.set(SettingField.ENABLED_MODULES, SettingValue.of(List.of("dashboard")));
        for (SettingsKind kind : SettingsKind.values()) {
            useCases.settings().update(PLANTING, SettingsId.of(kind, place(spot)), values, Optional.empty());
        }
    }

    private void endpoint(EndpointThing endpoint) {
        Place place = place(endpoint.application());
        Endpoint planted = useCases.endpoints()
                .create(
                        PLANTING,
                        place.application().orElseThrow(),
                        endpointDefinition("/api/webhook"),
                        new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep()));
        ids.put(endpoint, planted.id().value());
    }

    static Endpoint.Definition endpointDefinition(String path) {
        return new Endpoint.Definition(
                new Name("Webhook"),
                Optional.empty(),
                true,
                new ConsumePath(path),
                BackendUrl.parse("https://backend.example.com/webhook"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.BASIC);
    }

    private void trigger(TriggerThing trigger) {
        ApplicationId application = place(trigger.application()).application().orElseThrow();
        Trigger planted = useCases.triggers().create(PLANTING, application, triggerDefinition("Daily Report"));
        ids.put(trigger, planted.id().value());
    }

    static Trigger.Definition triggerDefinition(String name) {
        return new Trigger.Definition(
                new Name(name),
                Optional.empty(),
                new Schedule(new CronExpression("0 0 1 1 *"), TimeZone.UTC),
                Optional.empty(),
                true,
                OverlapPolicy.SKIP);
    }

    static Backend.Registration registration(String name) {
        return new Backend.Registration(
                new Name(name),
                CallbackUrl.parse("https://payment.example.com/triggers/callback"),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    /** A backend, and a run that it answered with a refusal for good. */
    private void backendWithRun() {
        MachineUserId owner = new MachineUserId(id(MachineUserThing.CALLING_MACHINE_USER));
        Principal machine =
                new Principal.Machine(owner, "caller", projectId(Spot.PROJECT), tenantId(Spot.TENANT), Role.EDITOR);
        Backend backend = useCases.backends()
                .register(call(machine), registration("Payment Service"))
                .backend();
        ids.put(TriggerThing.BACKEND, backend.id().value());
        Place place = place(Spot.APPLICATION);
        TriggerRun run = new TriggerRun(
                new TriggerRunId(journal.newId()),
                place.project(),
                place.tenant().orElseThrow(),
                place.application().orElseThrow(),
                new TriggerId(id(TriggerThing.TRIGGER)),
                RunCause.MANUAL,
                journal.now(),
                RunStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                journal.now(),
                Optional.empty(),
                Optional.empty());
        ids.put(TriggerThing.RUN, run.id().value());
        RunFacts facts = new RunFacts("Daily Report", Optional.empty(), new Slug("web"), new Slug("acme"));
        NewRun.Delivery delivery = new NewRun.Delivery(new DeliveryId(journal.newId()), backend.id());
        NodeId node = new NodeId(journal.newId());
        // In one transaction: an executor on the same database would take it otherwise.
        platform(stores -> {
            stores.runs().insert(List.of(new NewRun(run, facts, journal.now(), List.of(delivery))));
            stores.runs().alive(node, Duration.ofMinutes(1));
            Callback callback = stores.runs().take(node, 1000, 1000, Map.of(), Optional.empty()).stream()
                    .filter(taken -> taken.run().id().equals(run.id()))
                    .findFirst()
                    .orElseThrow();
            ids.put(TriggerThing.ATTEMPT, callback.attemptId().value());
            stores.runs()
                    .finish(
                            node,
                            List.of(new Ending(
                                    callback.delivery(),
                                    run.id(),
                                    callback.attempt(),
                                    AttemptStatus.FAILED,
                                    Optional.of(new CallbackAnswer(400, List.of("content-type: text/plain"), "no")),
                                    Optional.of("the backend answered 400"),
                                    Duration.ofMillis(3),
                                    Optional.empty())));
        });
    }

    private void grant() {
        EndpointId endpoint = new EndpointId(id(EndpointThing.ENDPOINT));
        MachineUserId user = new MachineUserId(id(MachineUserThing.CALLING_MACHINE_USER));
        GrantedAccess granted = useCases.endpointGrants().create(PLANTING, endpoint, user, true);
        ids.put(EndpointThing.GRANT, granted.grant().id().value());
    }

    private void machineUser(MachineUserThing robot) {
        Username username =
                new Username(robot.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + mark);
        MachineUser.Draft draft = new MachineUser.Draft(new Name("Service"), username, true, Role.EDITOR);
        MachineUsers.WithToken made =
                useCases.machineUsers().create(PLANTING, tenantId(robot.tenant()), draft, new SecretChoice.Generated());
        ids.put(robot, made.machineUser().id().value());
        secrets.put(robot, made.token().orElseThrow().reveal());
    }

    private void languagePack(LanguagePackThing pack) {
        Translations content = Translations.of(List.of(new Translations.Entry("welcome", "Üdvözöljük")));
        LanguageTag name = new LanguageTag(LanguagePackThing.LANGUAGE);
        LanguagePack made = useCases.languagePacks().create(PLANTING, projectId(pack.project()), name, content);
        ids.put(pack, made.id().value());
    }

    private void pilet(PiletThing pilet) {
        Pilet made = useCases.pilets().publish(PLANTING, projectId(pilet.project()), content(pilet), Optional.empty());
        ids.put(pilet, made.id().value());
        if (pilet == PiletThing.DISABLED_PILET) {
            useCases.pilets()
                    .update(PLANTING, made.project(), made.name(), made.version(), Pilet.Change.enabling(false));
        }
    }

    private static PlainPackage content(PiletThing pilet) {
        return PlainPackage.of(pilet.packageName(), PiletThing.VERSION, "main file");
    }

    /** That of its package, as addresses name it. */
    static String hashOf(PiletThing pilet) {
        return content(pilet).facts().hash().hex();
    }

    private void project(Spot spot, String slug) {
        Name name = new Name("Shop " + mark);
        Project.Draft draft = new Project.Draft(name, Optional.of(new Slug(slug)), Optional.empty(), false);
        keep(spot, useCases.projects().create(PLANTING, draft).id().value(), slug);
    }

    private void tenant(Spot spot, String slug) {
        Name name = new Name("Acme");
        Tenant.Draft draft =
                new Tenant.Draft(name, Optional.of(new Slug(slug)), Optional.empty(), TenantType.RUN, false);
        Tenant tenant = useCases.tenants().create(PLANTING, projectId(spot.project()), draft);
        keep(spot, tenant.id().value(), slug);
    }

    private void application(Spot spot, String slug) {
        Application.Draft draft = new Application.Draft(
                new Name("Storefront"), Optional.of(new Slug(slug)), Optional.empty(), SemanticVersion.INITIAL);
        TenantId tenant = tenantId(spot.tenant().orElseThrow());
        keep(spot, useCases.applications().create(PLANTING, tenant, draft).id().value(), slug);
    }

    private void keep(Spot spot, UUID id, String slug) {
        ids.put(spot, id);
        slugs.put(spot, slug);
    }

    public UUID id(Thing thing) {
        return Optional.ofNullable(ids.get(thing))
                .orElseThrow(() -> new IllegalArgumentException("The fixture has no " + thing));
    }

    /** Whether it is there, or not yet. */
    public boolean has(Thing thing) {
        return ids.containsKey(thing);
    }

    /** What has that id; empty for what is not of this fixture. */
    public Optional<Thing> thing(UUID id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry<Thing, UUID>::getKey)
                .findFirst();
    }

    public ProjectId projectId(Spot spot) {
        return new ProjectId(id(spot));
    }

    public TenantId tenantId(Spot spot) {
        return new TenantId(id(spot));
    }

    /** By what it proves itself. */
    public String secret(MachineUserThing robot) {
        return secrets.get(robot);
    }

    public String slug(Spot spot) {
        return slugs.get(spot);
    }

    /** In the name of each project of this fixture, and in no other's. */
    public String mark() {
        return mark;
    }

    /** What a sample calls things when that caller asks. */
    public Names names(Caller caller) {
        return names(caller, Names.nothing());
    }

    /** As {@link #names}, but some of the things are not there. */
    public Names names(Caller caller, Set<? extends Thing> absent) {
        person(caller);
        return new Names(this, caller, absent);
    }

    /** That kind of caller; with their roles before their first call. */
    public Person person(Caller caller) {
        if (!people.containsKey(caller)) {
            enrol(Set.of(caller));
        }
        return people.get(caller);
    }

    /** Lets several callers be there at once. */
    public void enrol(Collection<Caller> callers) {
        together(joined -> {
            for (Caller caller : callers) {
                people.computeIfAbsent(
                        caller, missing -> missing.isMachine() ? joined.machine(missing) : joined.enrolled(missing));
            }
        });
    }

    private Person enrolled(Caller caller) {
        boolean disabled = caller.credential() == Caller.Credential.TOKEN_OF_DISABLED;
        User user = user(username(caller), disabled, caller.isPlatformAdministrator());
        Call call = call(new Principal.Person(user.id(), user.username(), user.platformAdministrator()));
        if (caller.credential() == Caller.Credential.NONE) {
            return new Person(user.id().value(), call, Optional.empty());
        }
        String[] secret = new String[1];
        TokenText session = TokenText.generate(TokenKind.SESSION, random);
        platform(stores -> {
            stores.users().insert(user);
            PersonalAccessTokens.Created token = token(stores, user.id(), caller.credential());
            secret[0] = token.secret().reveal();
            keep(caller, "token", token.token().id().value());
            keep(caller, "spare", token(stores, user.id()).token().id().value());
            keep(caller, "session", signIn(stores, user.id(), TokenText.generate(TokenKind.SESSION, random)));
            if (caller.credential() == Caller.Credential.SESSION) {
                signIn(stores, user.id(), session);
            }
            caller.roles().forEach((spot, rank) -> keep(caller, "membership", enrol(stores, user.id(), spot, rank)));
        });
        keep(caller, "user", user.id().value());
        if (caller.credential() == Caller.Credential.SESSION) {
            return new Person(user.id().value(), call, Optional.empty(), Optional.of(session.reveal()));
        }
        return new Person(user.id().value(), call, Optional.of("Bearer " + secret[0]));
    }

    private UUID signIn(Stores stores, UserId user, TokenText secret) {
        SessionId id = new SessionId(journal.newId());
        SessionTimes times = SessionTimes.STANDARD;
        stores.sessions()
                .insert(Session.begin(id, user, secret, times, Optional.empty(), Optional.empty(), journal.now()));
        return id.value();
    }

    private Person machine(Caller caller) {
        Spot home = caller.home().orElseThrow();
        boolean enabled = caller.credential() == Caller.Credential.TOKEN_OF_MACHINE;
        Role role = Role.valueOf(caller.roles().get(home).name());
        MachineUser.Draft draft =
                new MachineUser.Draft(new Name("Caller"), new Username(username(caller)), enabled, role);
        MachineUsers.WithToken made =
                useCases.machineUsers().create(PLANTING, tenantId(home), draft, new SecretChoice.Generated());
        UUID id = made.machineUser().id().value();
        keep(caller, "machine user", id);
        Call call = call(made.machineUser().principal());
        if (caller == Caller.MACHINE_EDITOR_OF_TENANT) {
            Backend own = useCases.backends()
                    .register(call, registration("Own Service"))
                    .backend();
            keep(caller, "backend", own.id().value());
        }
        return new Person(
                id, call, Optional.of("Bearer " + made.token().orElseThrow().reveal()));
    }

    private String username(Caller caller) {
        return caller.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + mark;
    }

    private void keep(Caller caller, String what, UUID id) {
        ids.put(new Thing.OfCaller(caller, what), id);
    }

    private static Call call(Principal principal) {
        return new Call(
                dev.productify.manager.ports.call.Caller.of(principal), "fixture", Optional.empty(), Optional.empty());
    }

    private PersonalAccessTokens.Created token(Stores stores, UserId user) {
        return tokens.issueAudited(
                stores, PLANTING, user, new PersonalAccessToken.Draft(new Name("Token"), Optional.empty()));
    }

    /** As {@link #token}, and then revoked or expired if the credential is to be. */
    private PersonalAccessTokens.Created token(Stores stores, UserId user, Caller.Credential credential) {
        if (credential == Caller.Credential.EXPIRED_TOKEN) {
            Instant ended = journal.now().minus(Duration.ofMinutes(1));
            TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, random);
            PersonalAccessTokenId id = new PersonalAccessTokenId(journal.newId());
            PersonalAccessToken expired = PersonalAccessToken.of(
                    id, user, new Name("Token"), text, Optional.of(ended), ended.minus(Duration.ofDays(1)));
            stores.personalAccessTokens().insert(expired);
            return new PersonalAccessTokens.Created(text, expired);
        }
        PersonalAccessTokens.Created created = token(stores, user);
        if (credential == Caller.Credential.REVOKED_TOKEN) {
            stores.personalAccessTokens().revoke(created.token().revoked(journal.now()));
        }
        return created;
    }

    private void settle() {
        platform(stores -> {
            for (Resident resident : Resident.values()) {
                User user = user(resident.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + mark, false, false);
                stores.users().insert(user);
                ids.put(resident, user.id().value());
                resident.home()
                        .ifPresent(spot -> ids.put(resident.membership(), enrol(stores, user.id(), spot, Rank.VIEWER)));
            }
            UserId guest = new UserId(id(Resident.GUEST));
            ids.put(Resident.GUEST.token(), token(stores, guest).token().id().value());
            ids.put(Resident.GUEST.session(), signIn(stores, guest, TokenText.generate(TokenKind.SESSION, random)));
            for (Spot spot : List.of(Spot.PROJECT, Spot.TENANT, Spot.SIBLING_TENANT, Spot.OTHER_PROJECT)) {
                ids.putAll(logPerson(stores, spot, new UserId(id(Resident.at(spot)))));
                ids.putAll(logMachine(stores, spot));
            }
            Principal person =
                    new Principal.Person(new UserId(id(Resident.OF_APPLICATION)), new Username("somebody"), false);
            ids.put(LoggedCallThing.CALL_OF_PERSON, logCall(stores, person));
            MachineUserId robot = new MachineUserId(id(MachineUserThing.CALLING_MACHINE_USER));
            ids.put(LoggedCallThing.CALL_OF_MACHINE_USER, logCall(stores, callingMachine(robot)));
        });
    }

    User user(String username, boolean disabled, boolean platformAdministrator) {
        Instant now = journal.now();
        return new User(
                new UserId(journal.newId()),
                new Username(username),
                new Email(username + "@example.com"),
                Optional.empty(),
                Optional.empty(),
                disabled,
                platformAdministrator,
                now,
                now,
                1);
    }

    /** Something that a person did there. */
    Map<Thing, UUID> logPerson(Stores stores, Spot spot, UserId person) {
        Principal actor = new Principal.Person(person, new Username("somebody"), false);
        return Map.of(new Thing.Logged(spot, "row"), log(stores, spot, actor));
    }

    /** Something that a new machine user did there. */
    Map<Thing, UUID> logMachine(Stores stores, Spot spot) {
        MachineUserId machine = new MachineUserId(journal.newId());
        TenantId home = new TenantId(spot.tenant().map(this::id).orElseGet(journal::newId));
        Principal actor = new Principal.Machine(machine, "robot", projectId(spot.project()), home, Role.EDITOR);
        return Map.of(
                new Thing.Logged(spot, "machine"),
                machine.value(),
                new Thing.Logged(spot, "row of machine"),
                log(stores, spot, actor));
    }

    Principal callingMachine(MachineUserId id) {
        return new Principal.Machine(id, "robot", projectId(Spot.PROJECT), tenantId(Spot.TENANT), Role.EDITOR);
    }

    /** A call of {@link EndpointThing#ENDPOINT}. */
    UUID logCall(Stores stores, Principal caller) {
        LoggedCall call = new LoggedCall(
                new LoggedCallId(journal.newId()),
                new EndpointId(id(EndpointThing.ENDPOINT)),
                place(Spot.APPLICATION),
                "fixture",
                "GET",
                "/api/webhook",
                200,
                Duration.ofMillis(7),
                "127.0.0.1",
                Optional.empty(),
                false,
                caller instanceof Principal.Person person ? Optional.of(person.id()) : Optional.empty(),
                caller instanceof Principal.Machine machine ? Optional.of(machine.id()) : Optional.empty(),
                Optional.of(caller.name()),
                0,
                journal.now());
        stores.loggedCalls().append(List.of(new LoggedCallStore.Entry(call, LoggedCall.Contents.NONE)));
        return call.id().value();
    }

    private UUID log(Stores stores, Spot spot, Principal actor) {
        AuditEntryId id = new AuditEntryId(journal.newId());
        stores.audit()
                .record(new AuditEntry(
                        id,
                        journal.now(),
                        actor,
                        AuditAction.UPDATE,
                        spot.tenant().isPresent() ? EntityType.TENANT : EntityType.PROJECT,
                        id(spot),
                        Optional.of(projectId(spot.project())),
                        spot.tenant().map(this::tenantId),
                        "Something was done",
                        Changes.between(Map.of("name", "before"), Map.of("name", "after")),
                        Map.of(),
                        Optional.of("127.0.0.1"),
                        Optional.of("fixture"),
                        AuditOperations.REQUEST));
        return id.value();
    }

    private UUID enrol(Stores stores, UserId user, Spot spot, Rank rank) {
        MemberId id = new MemberId(journal.newId());
        Grant grant = new Grant(place(spot), Role.valueOf(rank.name()));
        stores.members().insert(new Member(id, user, grant, journal.now(), journal.now()));
        return id.value();
    }

    Place place(Spot spot) {
        ProjectId project = projectId(spot.project());
        Optional<TenantId> tenant = spot.tenant().map(this::tenantId);
        if (tenant.isEmpty()) {
            return Place.of(project);
        }
        return spot.tenant().equals(Optional.of(spot))
                ? Place.of(project, tenant.get())
                : Place.of(project, tenant.get(), new ApplicationId(id(spot)));
    }

    /** Puts that many rows more there, in one transaction. */
    public void grow(Crowd crowd, Caller reader, int rows) {
        UserId user = new UserId(person(reader).id());
        platform(stores -> {
            for (int i = 0; i < rows; i++) {
                crowd.add(stores, this, user);
            }
        });
    }

    private void platform(Consumer<Stores> work) {
        transactions.write(door -> new Admission<>(new Binding.Platform("fixture"), null), (stores, nothing) -> {
            work.accept(stores);
            return List.of();
        });
    }
}
