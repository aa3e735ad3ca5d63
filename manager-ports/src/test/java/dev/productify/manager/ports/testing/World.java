package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A small installation in memory, for tests of business rules: the use cases on the fakes, a clock that the test moves,
 * and a platform administrator. Everything is the same in every run.
 */
public final class World implements InstantSource {
    public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    public final InMemoryTransactions transactions = new InMemoryTransactions();
    public final UseCases useCases;
    public final Call admin;

    private Instant now = START;
    private TokenText adminToken;

    public World() {
        this(ProjectCreation.ADMINISTRATORS);
    }

    public World(ProjectCreation projectCreation) {
        Random random = new Random(42);
        useCases = UseCases.of(
                new UseCases.Needs(transactions, this, new UuidV7(this, random), new Random(43), projectCreation));
        useCases.firstStart().prepare(token -> adminToken = token);
        admin = call(useCases.authentication()
                .authenticate(new dev.productify.manager.ports.call.Credentials.Bearer(adminToken.reveal())));
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
        return new Call(principal, "test-request", Optional.of("192.0.2.1"), Optional.of("test"));
    }

    /** A new person without any role. */
    public Call person(String username) {
        User.Draft draft =
                new User.Draft(new Username(username), new Email(username + "@example.com"), Optional.empty());
        User user = useCases.users().create(admin, draft, false).user();
        return call(new Principal.Person(user.id(), user.username(), false));
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
