package dev.productify.manager.jdbc.testing;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.settings.LevelIds;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.PlainPasswords;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An installation on a database, with the use cases on top: what tests of the schema fill it with. */
public final class Installations {
    public final UseCases useCases;
    public final Call admin = Call.ofSystem("test");

    private final Transactions transactions;

    public Installations(Transactions transactions) {
        this.transactions = transactions;
        InstantSource clock = InstantSource.system();
        useCases = UseCases.of(new UseCases.Needs(
                transactions,
                clock,
                new UuidV7(clock, new SecureRandom()),
                new SecureRandom(),
                ProjectCreation.USERS,
                Runnable::run,
                new PlainPasswords(),
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }

    /** A person with a token, who may create projects. */
    public Call person(String username) {
        User.Draft draft =
                new User.Draft(new Username(username), new Email(username + "@example.com"), Optional.empty());
        User user = useCases.users().create(admin, draft, true).user();
        Call call = World.call(new Principal.Person(user.id(), user.username(), false));
        signedIn(user);
        repeatable(new RequestOwner.Person(user.id()), new Binding.Own(user.id()));
        return call;
    }

    /** Keeps a request with a key. */
    private void repeatable(RequestOwner owner, Binding binding) {
        IdempotentRequest request = IdempotentRequest.begin(
                new IdempotentRequestId(UUID.randomUUID()),
                owner,
                new IdempotencyKey("key"),
                RequestFingerprint.of("request"),
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        transactions.write(
                door -> new Admission<>(binding, null),
                (stores, nothing) -> stores.idempotentRequests().insert(request));
    }

    private void signedIn(User user) {
        TokenText secret = TokenText.generate(TokenKind.SESSION, new SecureRandom());
        Session session = Session.begin(
                new SessionId(UUID.randomUUID()),
                user.id(),
                secret,
                SessionTimes.STANDARD,
                Optional.empty(),
                Optional.empty(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        transactions.write(door -> new Admission<>(new Binding.Own(user.id()), null), (stores, nothing) -> {
            stores.sessions().insert(session);
            return true;
        });
    }

    /** A project of that person, with two tenants and an application in each. */
    public Tree tree(Call person, String slug) {
        Project project = useCases.projects().create(person, World.projectDraft(slug));
        Tenant near = useCases.tenants().create(person, project.id(), World.tenantDraft("near"));
        Tenant far = useCases.tenants().create(person, project.id(), World.tenantDraft("far"));
        Application application = useCases.applications().create(person, near.id(), World.applicationDraft("web"));
        for (Tenant tenant : List.of(near, far)) {
            MachineUser.Draft robot =
                    World.machineUserDraft("robot-" + tenant.id().value());
            MachineUserId user = useCases.machineUsers()
                    .create(person, tenant.id(), robot, new SecretChoice.Generated())
                    .machineUser()
                    .id();
            ApplicationId in = tenant == near
                    ? application.id()
                    : useCases.applications()
                            .create(person, far.id(), World.applicationDraft("web"))
                            .id();
            EndpointId endpoint = useCases.endpoints()
                    .create(person, in, World.endpointDefinition("/api/webhook"), World.bearer("secret-of-" + slug))
                    .id();
            useCases.endpointGrants().create(person, endpoint, user, true);
            logCall(person, endpoint, Place.of(project.id(), tenant.id(), in));
            repeatable(new RequestOwner.Machine(user, project.id(), tenant.id()), Binding.Place.of(tenant.place()));
            triggerWithRun(in, new Principal.Machine(user, "robot", project.id(), tenant.id(), Role.EDITOR));
        }
        return new Tree(project, near, far, application);
    }

    private void logCall(Call person, EndpointId endpoint, Place application) {
        LoggedCall call = new LoggedCall(
                new LoggedCallId(UUID.randomUUID()),
                endpoint,
                application,
                "request",
                "GET",
                "/api/webhook",
                200,
                Duration.ofMillis(1),
                "192.0.2.1",
                Optional.empty(),
                false,
                Optional.of(((Principal.Person) person.principal()).id()),
                Optional.empty(),
                Optional.of("somebody"),
                0,
                Instant.EPOCH);
        transactions.write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
            stores.loggedCalls().append(List.of(new LoggedCallStore.Entry(call, LoggedCall.Contents.NONE)));
            return true;
        });
    }

    private void triggerWithRun(ApplicationId application, Principal machine) {
        useCases.backends().register(World.call(machine), World.registration("Payment Service"));
        TriggerId trigger = useCases.triggers()
                .create(admin, application, World.triggerDefinition("Daily", "0 0 1 1 *"))
                .id();
        useCases.triggerRuns().run(admin, trigger);
        transactions.write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
            NodeId node = new NodeId(UUID.randomUUID());
            stores.runs().alive(node, Duration.ofMinutes(1));
            return stores.runs().take(node, 1000, 1000, Map.of(), Optional.empty());
        });
    }

    /** Frontend settings with that module for the project, a tenant and its application. */
    public void settings(Call person, Tree tree, String module) {
        ConfigPatch values = ConfigPatch.NONE.set(SettingField.ENABLED_MODULES, SettingValue.of(List.of(module)));
        for (LevelIds level : List.of(
                LevelIds.of(tree.project().id()),
                LevelIds.of(tree.near().id()),
                LevelIds.of(tree.application().id()))) {
            useCases.settings().create(person, SettingsKind.FRONTEND, level, values);
        }
    }

    /** Makes a person an administrator of a place. */
    public void adminOf(Call person, Place place) {
        Instant now = Instant.EPOCH;
        Member member = new Member(
                new MemberId(UUID.randomUUID()),
                ((Principal.Person) person.principal()).id(),
                new Grant(place, Role.ADMIN),
                now,
                now);
        transactions.write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
            stores.members().insert(member);
            return true;
        });
    }

    public record Tree(Project project, Tenant near, Tenant far, Application application) {}
}
