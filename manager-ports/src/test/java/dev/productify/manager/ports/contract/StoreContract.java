package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.access.Email;
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
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
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
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.AbstractCollectionAssert;
import org.assertj.core.api.MapAssert;
import org.assertj.core.api.OptionalAssert;

/**
 * What all contracts share: ways into a transaction, and rows that clash with nobody's. An implementation passes when a
 * subclass gives its {@link #transactions}. The installation behind them may hold other rows; the tests neither count on
 * an empty one nor leave it as it was.
 */
public abstract class StoreContract {
    static final Binding PLATFORM = new Binding.Platform("contract");
    static final Instant CREATED = Instant.parse("2026-01-31T12:34:56.789Z");
    static final Instant UPDATED = Instant.parse("2026-02-28T23:59:59.001Z");
    static final Instant LATER = Instant.parse("2026-03-29T01:30:00.500Z");

    private static final Random RANDOM = new Random();
    private static final UuidV7 IDS = new UuidV7(InstantSource.system(), RANDOM);

    protected abstract Transactions transactions();

    <R> R write(Binding binding, Function<Stores, R> work) {
        return transactions().write(door -> new Admission<>(binding, null), (stores, nothing) -> work.apply(stores));
    }

    void change(Binding binding, Consumer<Stores> work) {
        write(binding, stores -> {
            work.accept(stores);
            return true;
        });
    }

    <R> R read(Binding binding, Function<Stores, R> work) {
        return transactions().read(door -> new Admission<>(binding, null), (stores, nothing) -> work.apply(stores));
    }

    static Binding at(Place place) {
        return Binding.Place.of(place);
    }

    static Binding at(Project project) {
        return at(Place.of(project.id()));
    }

    static UUID newId() {
        return IDS.get();
    }

    /** A word that nobody used before, fit for slugs and usernames, and not ending in a digit. */
    static String newWord() {
        return "w" + newId().toString().replace("-", "").substring(16) + "x";
    }

    static Slug newSlug() {
        return new Slug(newWord());
    }

    /** What the door says of a target to somebody who is nobody. */
    Optional<Standing> standingAt(Target target) {
        return transactions().door(door -> door.standing(principal(user()), target));
    }

    static Project project() {
        return project(newSlug());
    }

    static Project project(Slug slug) {
        return new Project(
                new ProjectId(newId()), new Name("Shop"), slug, Optional.empty(), false, CREATED, UPDATED, 1);
    }

    static Tenant tenant(Project parent) {
        return tenant(parent, newSlug());
    }

    static Tenant tenant(Project parent, Slug slug) {
        return new Tenant(
                new TenantId(newId()),
                parent.id(),
                new Name("Acme"),
                slug,
                Optional.of(new Description("A customer")),
                TenantType.RUN,
                false,
                CREATED,
                UPDATED,
                1);
    }

    static Application application(Tenant parent) {
        return application(parent, newSlug());
    }

    static Application application(Tenant parent, Slug slug) {
        return new Application(
                new ApplicationId(newId()),
                parent.project(),
                parent.id(),
                new Name("Checkout"),
                slug,
                Optional.of(new Description("Where people pay")),
                SemanticVersion.INITIAL,
                CREATED,
                UPDATED,
                1);
    }

    static MachineUser machineUser(Tenant parent) {
        return machineUser(parent, new Username(newWord()));
    }

    static MachineUser machineUser(Tenant parent, Username username) {
        return MachineUser.create(
                new MachineUserId(newId()),
                parent.place(),
                new MachineUser.Draft(new Name("Service"), username, true, Role.EDITOR),
                token(newToken()),
                CREATED);
    }

    static Endpoint endpoint(Application parent, String path) {
        Endpoint.Definition definition = new Endpoint.Definition(
                new Name("Webhook"),
                Optional.empty(),
                true,
                new ConsumePath(path),
                BackendUrl.parse("https://backend.example.com"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.BASIC);
        return Endpoint.create(new EndpointId(newId()), parent.place(), definition, BackendAuth.NOTHING, CREATED);
    }

    static EndpointGrant grant(Endpoint endpoint, MachineUser user) {
        return EndpointGrant.create(new EndpointGrantId(newId()), endpoint, user.id(), true, CREATED);
    }

    static Trigger trigger(Application parent, String name) {
        Trigger.Definition definition = new Trigger.Definition(
                new Name(name),
                Optional.empty(),
                new Schedule(new CronExpression("0 0 * * *"), TimeZone.UTC),
                Optional.empty(),
                true,
                OverlapPolicy.SKIP);
        return Trigger.create(new TriggerId(newId()), parent.place(), definition, CREATED);
    }

    static Backend backend(MachineUser owner, String name) {
        return new Backend(
                new BackendId(newId()),
                owner.project(),
                owner.tenant(),
                owner.id(),
                Optional.empty(),
                new Name(name),
                CallbackUrl.parse("https://payment.example.com/triggers/callback"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Backend.Secrets(anySecret(), Optional.empty()),
                true,
                false,
                CREATED,
                CREATED,
                UPDATED,
                1);
    }

    /** Something sealed, another one each time. */
    static SealedSecret anySecret() {
        Belonging belonging = new Belonging("field", new TenantId(newId()), newId());
        return new SecretSealer("0000000a", new byte[SecretSealer.KEY_LENGTH], RANDOM).seal("secret", belonging);
    }

    static TokenText newToken() {
        return TokenText.generate(TokenKind.MACHINE_USER, RANDOM);
    }

    static MachineCredential token(TokenText text) {
        return new MachineCredential.Token(IssuedToken.of(text));
    }

    static User user() {
        return user(false, false);
    }

    static User user(boolean disabled, boolean platformAdministrator) {
        Username username = new Username(newWord());
        return new User(
                new UserId(newId()),
                username,
                new Email(username + "@example.com"),
                Optional.of(new Name("Åsa Öberg")),
                Optional.empty(),
                disabled,
                platformAdministrator,
                CREATED,
                UPDATED,
                1);
    }

    static Member member(User user, Place place, Role role) {
        return new Member(new MemberId(newId()), user.id(), new Grant(place, role), CREATED, UPDATED);
    }

    static Principal principal(User user) {
        return new Principal.Person(user.id(), user.username(), user.platformAdministrator());
    }

    Project kept(Project project) {
        change(PLATFORM, stores -> stores.projects().insert(project));
        return project;
    }

    Tenant kept(Tenant tenant) {
        change(PLATFORM, stores -> stores.tenants().insert(tenant));
        return tenant;
    }

    Application kept(Application application) {
        change(PLATFORM, stores -> stores.applications().insert(application));
        return application;
    }

    MachineUser kept(MachineUser user) {
        change(PLATFORM, stores -> stores.machineUsers().insert(user));
        return user;
    }

    Endpoint kept(Endpoint endpoint) {
        change(PLATFORM, stores -> stores.endpoints().insert(endpoint));
        return endpoint;
    }

    EndpointGrant kept(EndpointGrant grant) {
        change(PLATFORM, stores -> stores.endpointGrants().insert(grant));
        return grant;
    }

    Trigger kept(Trigger trigger) {
        change(PLATFORM, stores -> stores.triggers().insert(trigger));
        return trigger;
    }

    Backend kept(Backend backend) {
        change(PLATFORM, stores -> assertThat(stores.backends().insert(backend)).isTrue());
        return backend;
    }

    User kept(User user) {
        change(PLATFORM, stores -> stores.users().insert(user));
        return user;
    }

    Member kept(Member member) {
        change(PLATFORM, stores -> stores.members().insert(member));
        return member;
    }

    /** A new user with that role there. */
    User keptMember(Place place, Role role) {
        User user = kept(user());
        kept(member(user, place, role));
        return user;
    }

    static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    static <T> OptionalAssert<T> assertFound(Optional<T> found) {
        return assertThat(found);
    }

    static <K, V> MapAssert<K, V> assertRows(Map<K, V> rows) {
        return assertThat(rows);
    }

    static AbstractCollectionAssert<?, ?, Slug, ?> assertSlugs(Set<Slug> slugs) {
        return assertThat(slugs);
    }
}
