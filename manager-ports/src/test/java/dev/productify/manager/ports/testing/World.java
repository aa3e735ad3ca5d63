package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.endpoint.BodyConversion;
import dev.productify.manager.ports.idempotency.IdempotentRequests;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.session.OpenIdConnect;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A small installation in memory, for tests of business rules: the use cases on the fakes, a clock that the test moves,
 * and a platform administrator. Everything is the same in every run.
 */
public final class World implements InstantSource {
    public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    public final InMemoryTransactions transactions = new InMemoryTransactions(this);
    public final PlainPasswords passwords = new PlainPasswords();
    public final InMemoryUserDirectory directory = new InMemoryUserDirectory();
    public final InMemoryIdentityProvider provider = new InMemoryIdentityProvider();
    public final UseCases useCases;
    public final Call admin;

    private final Supplier<UUID> ids = new UuidV7(this, new Random(42));
    private Instant now = START;
    private TokenText adminToken;

    public World() {
        this(ProjectCreation.ADMINISTRATORS);
    }

    public World(ProjectCreation projectCreation) {
        useCases = UseCases.of(new UseCases.Needs(
                transactions,
                this,
                ids,
                new Random(43),
                projectCreation,
                Runnable::run,
                passwords,
                FixedSecrets::sealer,
                FixedSecrets::addresses));
        useCases.firstStart().prepare(token -> adminToken = token);
        admin = call(useCases.authentication()
                .authenticate(new dev.productify.manager.ports.call.Credentials.Bearer(adminToken.reveal()))
                .principal());
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void passes(Duration time) {
        now = now.plus(time);
    }

    /** The token that the first start made for {@code admin}. */
    public TokenText adminToken() {
        return adminToken;
    }

    public static Call call(Principal principal) {
        return call(Caller.of(principal));
    }

    public static Call call(Caller caller) {
        return new Call(caller, "test-request", Optional.of("192.0.2.1"), Optional.of("test"));
    }

    /** A new person without any role. */
    public Call person(String username) {
        User.Draft draft =
                new User.Draft(new Username(username), new Email(username + "@example.com"), Optional.empty());
        User user = useCases.users().create(admin, draft, false).user();
        return call(new Principal.Person(user.id(), user.username(), false));
    }

    /** A person who may do nothing any more. */
    public Call disabledPerson(String username) {
        User user = new User(
                new UserId(ids.get()),
                new Username(username),
                new Email(username + "@example.com"),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                now,
                now,
                1);
        platform(stores -> stores.users().insert(user));
        return call(new Principal.Person(user.id(), user.username(), true));
    }

    /** Gives a person a role; the audit log gets no row of it. */
    public Call with(Call person, Place place, Role role) {
        UserId user = ((Principal.Person) person.principal()).id();
        Member member = new Member(new MemberId(ids.get()), user, new Grant(place, role), now, now);
        platform(stores -> stores.members().insert(member));
        return person;
    }

    /** Puts rows where a test wants them, past all rules. */
    public void platform(Consumer<Stores> work) {
        transactions.write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
            work.accept(stores);
            return true;
        });
    }

    /** The use cases with {@link #directory}, which they have not by themselves. */
    public UseCases withDirectory() {
        return UseCases.of(new UseCases.Needs(
                transactions,
                this,
                ids,
                new Random(45),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                passwords,
                Optional.of(directory),
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }

    /** The use cases with {@link #provider}, which they have not by themselves. */
    public UseCases withProvider(SessionTimes times) {
        return UseCases.of(new UseCases.Needs(
                transactions,
                this,
                ids,
                new Random(46),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                passwords,
                Optional.empty(),
                FixedSecrets::sealer,
                FixedSecrets::addresses,
                BodyConversion.NONE,
                Optional.of(new OpenIdConnect(provider, InMemoryIdentityProvider.RULES)),
                times));
    }

    /** The use cases where bodies are converted, which they are not by themselves. */
    public UseCases converting(BodyConversion conversion) {
        return UseCases.of(new UseCases.Needs(
                transactions,
                this,
                ids,
                new Random(47),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                passwords,
                Optional.empty(),
                FixedSecrets::sealer,
                FixedSecrets::addresses,
                conversion));
    }

    /** The use cases where projects are limited, which they are not by themselves. */
    public UseCases limited(Limits limits) {
        return UseCases.of(new UseCases.Needs(
                transactions,
                this,
                ids,
                new Random(48),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                passwords,
                Optional.empty(),
                FixedSecrets::sealer,
                FixedSecrets::addresses,
                BodyConversion.NONE,
                Optional.empty(),
                SessionTimes.STANDARD,
                limits));
    }

    /** The use cases over other transactions, such as some that wrap these. */
    public UseCases over(Transactions other) {
        return UseCases.of(new UseCases.Needs(
                other,
                this,
                ids,
                new Random(44),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                passwords,
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }

    /** Requests with keys, which count for a day. */
    public IdempotentRequests idempotentRequests() {
        return IdempotentRequests.of(
                transactions, new Journal(this, ids), FixedSecrets::sealer, Duration.ofDays(1), lost -> {
                    throw lost;
                });
    }

    public Project project(String slug) {
        return useCases.projects().create(admin, projectDraft(slug));
    }

    public Tenant tenant(Project project, String slug) {
        return useCases.tenants().create(admin, project.id(), tenantDraft(slug));
    }

    public Application application(Tenant tenant, String slug) {
        return useCases.applications().create(admin, tenant.id(), applicationDraft(slug));
    }

    /** A machine user with a generated token. */
    public MachineUsers.WithToken machineUser(Tenant tenant, String username) {
        MachineUser.Draft draft = machineUserDraft(username);
        return useCases.machineUsers().create(admin, tenant.id(), draft, new SecretChoice.Generated());
    }

    /** A machine user as a caller; the audit log gets no row of it. */
    public Call machine(Tenant tenant, String username, Role role) {
        MachineUser.Draft draft =
                new MachineUser.Draft(new Name("Service " + username), new Username(username), true, role);
        TokenText token = TokenText.generate(TokenKind.MACHINE_USER, new Random(username.hashCode()));
        MachineUser machine = MachineUser.create(
                new MachineUserId(ids.get()),
                tenant.place(),
                draft,
                new MachineCredential.Token(IssuedToken.of(token)),
                now);
        platform(stores -> stores.machineUsers().insert(machine));
        return call(machine.principal());
    }

    public static MachineUser.Draft machineUserDraft(String username) {
        return new MachineUser.Draft(new Name("Service " + username), new Username(username), true, Role.EDITOR);
    }

    /** An enabled endpoint that leads to {@code https://backend.example.com/base}. */
    public Endpoint endpoint(Application application, String path) {
        return useCases.endpoints().create(admin, application.id(), endpointDefinition(path), bearer("secret-token"));
    }

    /** An enabled trigger that skips. */
    public Trigger trigger(Application application, String name, String cron) {
        return useCases.triggers().create(admin, application.id(), triggerDefinition(name, cron));
    }

    /** In UTC; skips what overlaps. */
    public static Trigger.Definition triggerDefinition(String name, String cron) {
        return new Trigger.Definition(
                new Name(name),
                Optional.empty(),
                new Schedule(new CronExpression(cron), TimeZone.UTC),
                Optional.of(new RunKey("daily-report")),
                true,
                OverlapPolicy.SKIP);
    }

    /** What a backend says that is called at {@code https://backend.example.com/callback}. */
    public static Backend.Registration registration(String name) {
        return new Backend.Registration(
                new Name(name),
                CallbackUrl.parse("https://backend.example.com/callback"),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    public static Endpoint.Definition endpointDefinition(String path) {
        return new Endpoint.Definition(
                new Name("Endpoint"),
                Optional.empty(),
                true,
                new ConsumePath(path),
                BackendUrl.parse("https://backend.example.com/base"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.BASIC);
    }

    /** That the Manager proves itself by a token. */
    public static AuthChange bearer(String token) {
        return new AuthChange(Patch.set(AuthType.BEARER), Patch.set(token), Patch.keep(), Patch.keep());
    }

    public static Project.Draft projectDraft(String slug) {
        return new Project.Draft(new Name("Project " + slug), Optional.of(new Slug(slug)), Optional.empty(), false);
    }

    public static Tenant.Draft tenantDraft(String slug) {
        return new Tenant.Draft(
                new Name("Tenant " + slug), Optional.of(new Slug(slug)), Optional.empty(), TenantType.RUN, false);
    }

    public static Application.Draft applicationDraft(String slug) {
        return new Application.Draft(
                new Name("Application " + slug),
                Optional.of(new Slug(slug)),
                Optional.empty(),
                SemanticVersion.INITIAL);
    }

    /** What the audit log says was done, in order: {@code create Project}. */
    public List<String> audited() {
        return transactions.auditLog().stream()
                .map(entry -> entry.action().word() + " " + entry.entityType().word())
                .toList();
    }

    public AuditEntry lastAudited() {
        List<AuditEntry> log = transactions.auditLog();
        return log.get(log.size() - 1);
    }
}
