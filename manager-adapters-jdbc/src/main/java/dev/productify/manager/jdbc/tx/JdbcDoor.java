package dev.productify.manager.jdbc.tx;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.jdbc.access.UserRow;
import dev.productify.manager.jdbc.backend.JdbcBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointGrantStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointStore;
import dev.productify.manager.jdbc.languagepack.JdbcLanguagePackStore;
import dev.productify.manager.jdbc.machineuser.JdbcMachineUserStore;
import dev.productify.manager.jdbc.machineuser.MachineUserRow;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.jdbc.shared.Session;
import dev.productify.manager.jdbc.tenancy.SlugPattern;
import dev.productify.manager.jdbc.trigger.JdbcRunStore;
import dev.productify.manager.jdbc.trigger.JdbcTriggerStore;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Door;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks at the tables and views that row-level security opens to transactions at the door, one statement a question. */
final class JdbcDoor implements Door {
    /**
     * The place, the user as they are now, and of their roles in the project those on the way to the place and at least
     * one below it: more would only make the answer longer.
     */
    private static final String STANDING = """
            with place (project_id, tenant_id, application_id) as (%s)
            select place.project_id, place.tenant_id, place.application_id,
                   u.username, u.disabled, u.platform_administrator,
                   g.tenant_id as grant_tenant_id, g.application_id as grant_application_id, g.role
              from place
              left join user_account u on u.id = :user
              left join lateral (
                    select m.tenant_id, m.application_id, m.role from member m
                     where m.user_id = :user and m.project_id = place.project_id
                       and (m.tenant_id is null or m.tenant_id = place.tenant_id)
                       and (m.application_id is null or m.application_id = place.application_id)
                    union all
                    (select m.tenant_id, m.application_id, m.role from member m
                      where m.user_id = :user and m.project_id = place.project_id
                        and (place.tenant_id is null or m.tenant_id = place.tenant_id)
                        and (place.application_id is null or m.application_id = place.application_id)
                      limit 1)) g on true
            """;

    private static final String PROJECT = "select p.id, null::uuid, null::uuid from door_project p where ";
    private static final String TENANT = "select t.project_id, t.id, null::uuid from door_tenant t where ";
    private static final String APPLICATION = "select a.project_id, a.tenant_id, a.id from door_application a where ";

    private static final String MEMBER = "select m.project_id, m.tenant_id, m.application_id from member m where ";

    private static final Map<Class<? extends Target.OfRow>, String> ROWS = Map.ofEntries(
            Map.entry(Target.OfProject.class, PROJECT + "p.id = :id"),
            Map.entry(Target.OfTenant.class, TENANT + "t.id = :id"),
            Map.entry(Target.OfApplication.class, APPLICATION + "a.id = :id"),
            Map.entry(Target.OfMachineUser.class, JdbcMachineUserStore.DOOR),
            Map.entry(Target.OfLanguagePack.class, JdbcLanguagePackStore.DOOR),
            Map.entry(Target.OfEndpoint.class, JdbcEndpointStore.DOOR),
            Map.entry(Target.OfEndpointGrant.class, JdbcEndpointGrantStore.DOOR),
            Map.entry(Target.OfTrigger.class, JdbcTriggerStore.DOOR),
            Map.entry(Target.OfTriggerRun.class, JdbcRunStore.DOOR),
            Map.entry(Target.OfTriggerAttempt.class, JdbcRunStore.DOOR_OF_ATTEMPT),
            Map.entry(Target.OfBackend.class, JdbcBackendStore.DOOR));

    private static final String PERSON =
            "select username, disabled, platform_administrator from user_account where id = :user";

    /** Settings have ids that are made of that of their level, whatever the level. */
    private static final String ANY_LEVEL =
            PROJECT + "p.id = :level union all " + TENANT + "t.id = :level union all " + APPLICATION + "a.id = :level";

    private static final String ADMINISTERS_TENANT = """
            select exists (
                select from member m
                 where m.user_id = :user and m.project_id = :project and m.role = 'admin'
                   and m.tenant_id is not null and m.application_id is null)
            """;

    private static final String ADMINISTERS_ANYTHING =
            "select exists (select from member m where m.user_id = :user and m.role = 'admin')";

    private static final String IS_USER = "select exists (select from user_account where id = :id)";

    private static final String TOKEN = "select " + DoorRows.OfToken.COLUMNS + """
             from personal_access_token t join user_account u on u.id = t.user_id
             where t.selector = :selector
            """;

    private static final String SESSION = "select " + DoorRows.OfSession.COLUMNS + """
             from user_session s join user_account u on u.id = s.user_id
             where s.selector = :selector
            """;

    private static final String IDENTITY = "select " + Columns.of("u", UserRow.class) + """
             from user_account u where u.subject = :subject and u.issuer = :issuer
            """;

    private final Session session;

    JdbcDoor(Session session) {
        this.session = session;
    }

    @Override
    public Optional<Standing> standing(Principal principal, Target target) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String place = place(target, parameters);
        parameters.put(
                "user",
                principal instanceof Principal.Person person ? person.id().value() : new UUID(0, 0));
        List<DoorRows.OfStanding> rows = session.list(DoorRows.OfStanding.class, STANDING.formatted(place), parameters);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Grant> grants = rows.stream()
                .filter(row -> row.role() != null)
                .map(DoorRows.OfStanding::grant)
                .distinct()
                .toList();
        DoorRows.OfStanding first = rows.get(0);
        return Optional.of(new Standing(first.place(), person(principal, first), grants));
    }

    private Standing.Person person(Principal principal, DoorRows.OfStanding row) {
        if (!(principal instanceof Principal.Person person)) {
            return person(principal);
        }
        if (row.username() == null) {
            return new Standing.Person(principal, false);
        }
        return current(person.id(), row.username(), row.platformAdministrator(), row.disabled());
    }

    @Override
    public Standing.Person person(Principal principal) {
        if (principal instanceof Principal.Machine machine) {
            return machineUser("mu.id = :key", machine.id())
                    .map(user -> new Standing.Person(user.principal(), user.enabled()))
                    .orElseGet(() -> new Standing.Person(principal, false));
        }
        if (!(principal instanceof Principal.Person person)) {
            return new Standing.Person(principal, true);
        }
        return session.one(DoorRows.OfPerson.class, PERSON, Map.of("user", person.id()))
                .map(row -> current(person.id(), row.username(), row.platformAdministrator(), row.disabled()))
                .orElseGet(() -> new Standing.Person(principal, false));
    }

    private static Standing.Person current(UserId id, String username, boolean administrator, boolean disabled) {
        return new Standing.Person(new Principal.Person(id, new Username(username), administrator), !disabled);
    }

    @Override
    public boolean administersTenantOf(Principal principal, ProjectId project) {
        if (!(principal instanceof Principal.Person person)) {
            return false;
        }
        return session.one(Boolean.class, ADMINISTERS_TENANT, Map.of("user", person.id(), "project", project))
                .orElseThrow();
    }

    @Override
    public boolean administersAnything(Principal principal) {
        if (!(principal instanceof Principal.Person person)) {
            return false;
        }
        return session.one(Boolean.class, ADMINISTERS_ANYTHING, Map.of("user", person.id()))
                .orElseThrow();
    }

    @Override
    public boolean isUser(UserId id) {
        return session.one(Boolean.class, IS_USER, Map.of("id", id)).orElseThrow();
    }

    @Override
    public Optional<HeldToken> personalAccessToken(TokenSelector selector) {
        return session.one(DoorRows.OfToken.class, TOKEN, Map.of("selector", selector.value()))
                .map(row -> new HeldToken(row.token().toToken(), row.user().toUser()));
    }

    @Override
    public Optional<HeldSession> session(TokenSelector selector) {
        return session.one(DoorRows.OfSession.class, SESSION, Map.of("selector", selector.value()))
                .map(row ->
                        new HeldSession(row.session().toSession(), row.user().toUser()));
    }

    @Override
    public Optional<User> user(ExternalIdentity identity) {
        return session.one(UserRow.class, IDENTITY, Map.of("subject", identity.subject(), "issuer", identity.issuer()))
                .map(UserRow::toUser);
    }

    @Override
    public Optional<MachineUser> machineUser(TokenSelector selector) {
        return machineUser("mu.selector = :key or mu.retiring_selector = :key", selector.value());
    }

    @Override
    public Optional<MachineUser> machineUser(Username username) {
        return machineUser("mu.username_key = :key", username.key());
    }

    private Optional<MachineUser> machineUser(String condition, Object key) {
        String sql = "select " + MachineUserRow.COLUMNS + " from machine_user mu where " + condition;
        return session.one(MachineUserRow.class, sql, Map.of("key", key)).map(MachineUserRow::toMachineUser);
    }

    @Override
    public Set<Slug> projectSlugsLike(Slug slug) {
        String sql = "select p.slug from door_project p where p.slug ~ :like";
        return session.list(String.class, sql, Map.of("like", SlugPattern.numbered(slug))).stream()
                .map(Slug::new)
                .collect(Collectors.toSet());
    }

    private static String place(Target target, Map<String, Object> parameters) {
        if (target instanceof Target.OfRow row) {
            parameters.put("id", row.id());
            return ROWS.get(row.getClass());
        }
        if (target instanceof Target.OfSettings settings) {
            parameters.put("level", settings.id().level());
            return ANY_LEVEL;
        }
        if (target instanceof Target.OfEndpointGrants grants) {
            parameters.put("id", grants.endpoint());
            return JdbcEndpointStore.DOOR;
        }
        if (target instanceof Target.OfProjectSlug project) {
            parameters.put("slug", project.slug().value());
            return PROJECT + "p.slug = :slug";
        }
        if (target instanceof Target.OfTenantSlug tenant) {
            parameters.put("project", tenant.project());
            parameters.put("slug", tenant.slug().value());
            return TENANT + "t.project_id = :project and t.slug = :slug";
        }
        if (target instanceof Target.OfMember member) {
            parameters.put("id", member.id());
            return MEMBER + "m.id = :id and " + ofLevel(member.level());
        }
        Target.OfApplicationSlug application = (Target.OfApplicationSlug) target;
        parameters.put("project", application.project());
        parameters.put("tenant", application.tenant());
        parameters.put("slug", application.slug().value());
        return APPLICATION + "a.project_id = :project and a.tenant_id = :tenant and a.slug = :slug";
    }

    private static String ofLevel(Level level) {
        return switch (level) {
            case PROJECT -> "m.tenant_id is null";
            case TENANT -> "m.tenant_id is not null and m.application_id is null";
            case APPLICATION -> "m.application_id is not null";
        };
    }
}
