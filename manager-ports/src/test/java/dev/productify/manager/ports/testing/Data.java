package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rows of an installation. A transaction works on a copy, which takes the place of the original when it succeeds. */
final class Data {
    final Map<ProjectId, Project> projects;
    final Map<TenantId, Tenant> tenants;
    final Map<ApplicationId, Application> applications;
    final Map<UserId, User> users;
    final Map<MemberId, Member> members;
    final Map<TokenSelector, PersonalAccessToken> tokens;
    final Map<MachineUserId, MachineUser> machineUsers;
    final Map<SettingsId, LevelSettings> settings;
    final Map<EndpointId, Endpoint> endpoints;
    final Map<EndpointGrantId, EndpointGrant> endpointGrants;
    final List<AuditEntry> audit;
    Optional<String> canary;
    Upkeep upkeep = new Upkeep();
    LanguagePackRows languagePacks = new LanguagePackRows();
    Map<LoggedCallId, LoggedCallStore.Entry> loggedCalls = new LinkedHashMap<>();
    PiletRows pilets = new PiletRows();
    TriggerRows triggers = new TriggerRows();
    Map<TokenSelector, Session> sessions = new LinkedHashMap<>();
    Map<ProjectId, OwnLimits> limits = new LinkedHashMap<>();
    Map<IdempotentRequestId, IdempotentRequest> idempotentRequests = new LinkedHashMap<>();

    Data() {
        this(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                Optional.empty());
    }

    private Data(
            Map<ProjectId, Project> projects,
            Map<TenantId, Tenant> tenants,
            Map<ApplicationId, Application> applications,
            Map<UserId, User> users,
            Map<MemberId, Member> members,
            Map<TokenSelector, PersonalAccessToken> tokens,
            Map<MachineUserId, MachineUser> machineUsers,
            Map<SettingsId, LevelSettings> settings,
            Map<EndpointId, Endpoint> endpoints,
            Map<EndpointGrantId, EndpointGrant> endpointGrants,
            List<AuditEntry> audit,
            Optional<String> canary) {
        this.projects = projects;
        this.tenants = tenants;
        this.applications = applications;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.machineUsers = machineUsers;
        this.settings = settings;
        this.endpoints = endpoints;
        this.endpointGrants = endpointGrants;
        this.audit = audit;
        this.canary = canary;
    }

    Data copy() {
        Data copy = new Data(
                new LinkedHashMap<>(projects),
                new LinkedHashMap<>(tenants),
                new LinkedHashMap<>(applications),
                new LinkedHashMap<>(users),
                new LinkedHashMap<>(members),
                new LinkedHashMap<>(tokens),
                new LinkedHashMap<>(machineUsers),
                new LinkedHashMap<>(settings),
                new LinkedHashMap<>(endpoints),
                new LinkedHashMap<>(endpointGrants),
                new ArrayList<>(audit),
                canary);
        copy.upkeep = upkeep.copy();
        copy.languagePacks = languagePacks.copy();
        copy.loggedCalls = new LinkedHashMap<>(loggedCalls);
        copy.pilets = pilets.copy();
        copy.triggers = triggers.copy();
        copy.sessions = new LinkedHashMap<>(sessions);
        copy.limits = new LinkedHashMap<>(limits);
        copy.idempotentRequests = new LinkedHashMap<>(idempotentRequests);
        return copy;
    }

    /** What the database's triggers would announce if this became that. */
    Set<Change> changesTo(Data next) {
        Set<Change> changes = new LinkedHashSet<>();
        users.forEach((id, user) -> {
            if (!user.equals(next.users.get(id))) {
                changes.add(Change.of(id));
            }
        });
        tokens.forEach((selector, token) -> {
            PersonalAccessToken now = next.tokens.get(selector);
            if (now == null || !lasting(token).equals(lasting(now))) {
                changes.add(Change.of(selector));
            }
        });
        // All that changes of a session is when it was used, which no copy has to know.
        sessions.keySet().stream()
                .filter(selector -> !next.sessions.containsKey(selector))
                .forEach(selector -> changes.add(Change.ofSession(selector)));
        machineUsers.forEach((id, user) -> {
            MachineUser now = next.machineUsers.get(id);
            if (now == null || user.version() != now.version()) {
                changes.add(Change.of(id));
            }
        });
        Stream.concat(settings.keySet().stream(), next.settings.keySet().stream())
                .filter(id -> !Objects.equals(settings.get(id), next.settings.get(id)))
                .map(id -> Optional.ofNullable(settings.get(id)).orElseGet(() -> next.settings.get(id)))
                .forEach(changed -> changes.add(Change.ofSettings(changed.place())));
        applications.keySet().stream()
                .filter(id -> !next.applications.containsKey(id))
                .forEach(id -> changes.add(Change.of(id)));
        tenants.forEach((id, tenant) -> {
            Tenant now = next.tenants.get(id);
            if (now == null || !now.name().equals(tenant.name())) {
                changes.add(Change.of(id));
            }
        });
        languagePacks.changesTo(next.languagePacks, changes);
        pilets.changesTo(next.pilets, changes);
        changedOrNew(members, next.members).forEach(member -> changes.add(Change.ofMember(member.user())));
        changedOrNew(endpoints, next.endpoints)
                .forEach(endpoint -> changes.add(Change.ofRoutes(endpoint.application())));
        changedOrNew(endpointGrants, next.endpointGrants)
                .forEach(grant -> changes.add(Change.ofRoutes(grant.application())));
        return changes;
    }

    private static <K, V> List<V> changedOrNew(Map<K, V> before, Map<K, V> after) {
        List<V> rows = new ArrayList<>();
        before.forEach((key, row) -> {
            if (!row.equals(after.get(key))) {
                rows.add(row);
            }
        });
        after.forEach((key, row) -> {
            if (!before.containsKey(key)) {
                rows.add(row);
            }
        });
        return rows;
    }

    /** All but when it was last used, which changes with every use and which nobody keeps a copy of. */
    private static List<Object> lasting(PersonalAccessToken token) {
        return List.of(token.user(), token.hash(), token.name(), token.expiresAt(), token.revokedAt());
    }

    /** Whether there is such a place, in the parents that it names. */
    boolean exists(Place place) {
        if (place.application().isPresent()) {
            Application application = applications.get(place.application().get());
            return application != null && application.place().equals(place);
        }
        if (place.tenant().isPresent()) {
            Tenant tenant = tenants.get(place.tenant().get());
            return tenant != null && tenant.place().equals(place);
        }
        return projects.containsKey(place.project());
    }

    /** Removes all rows at places for which the condition holds, and counts those of each kind. */
    Map<String, Long> removeAt(Predicate<Place> gone) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("projects", remove(projects, project -> gone.test(Place.of(project.id()))));
        counts.put("tenants", remove(tenants, tenant -> gone.test(tenant.place())));
        counts.put("applications", remove(applications, application -> gone.test(application.place())));
        counts.put("members", remove(members, member -> gone.test(member.grant().place())));
        counts.put("machineUsers", remove(machineUsers, user -> gone.test(user.place())));
        remove(settings, kept -> gone.test(kept.place()));
        remove(limits, kept -> gone.test(Place.of(kept.project())));
        counts.put("languagePacks", languagePacks.removeAt(gone));
        counts.put("pilets", pilets.removeAt(gone));
        counts.put("endpoints", remove(endpoints, endpoint -> gone.test(endpoint.place())));
        counts.putAll(removeOrphanedGrants());
        counts.put("triggers", triggers.removeTriggersAt(gone));
        counts.putAll(removeOrphanedBackends());
        return counts;
    }

    /** Removes the grants whose endpoint or machine user is gone, and counts them. */
    Map<String, Long> removeOrphanedGrants() {
        long gone = remove(
                endpointGrants,
                grant -> !endpoints.containsKey(grant.endpoint()) || !machineUsers.containsKey(grant.machineUser()));
        return Map.of("endpointGrants", gone);
    }

    /** Removes the backends whose machine user or application is gone, and counts them. */
    Map<String, Long> removeOrphanedBackends() {
        long gone = triggers.removeBackends(backend -> !machineUsers.containsKey(backend.machineUser())
                || backend.application()
                        .filter(application -> !applications.containsKey(application))
                        .isPresent());
        return Map.of("backends", gone);
    }

    private static <K, V> long remove(Map<K, V> rows, Predicate<V> gone) {
        int before = rows.size();
        rows.values().removeIf(gone);
        return before - rows.size();
    }
}
