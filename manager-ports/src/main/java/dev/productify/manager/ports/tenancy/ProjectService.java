package dev.productify.manager.ports.tenancy;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ProjectService implements Projects {
    private static final ListQuery<TenantColumn> PROTECTED_TENANTS = new ListQuery<>(
            List.of(new ListQuery.Condition<>(TenantColumn.PROTECTED, ListQuery.Operator.EQUALS, true)),
            Optional.empty(),
            Optional.empty());

    private final Guard guard;
    private final Journal journal;
    private final AuditedRows<ProjectId, Project> rows;

    ProjectService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.rows = new AuditedRows<>(journal, EntityType.PROJECT, Stores::projects, Project::audited);
    }

    @Override
    public Project create(Call call, Project.Draft draft) {
        return Slugs.insisting(draft.slug(), () -> tryToCreate(call, draft));
    }

    private Project tryToCreate(Call call, Project.Draft draft) {
        ProjectId id = new ProjectId(journal.newId());
        return guard.newProject(call, id, Slugs.wished(draft.name(), draft.slug()), (stores, taken) -> {
            Instant now = journal.now();
            Slug slug = Slugs.chosen(draft.name(), draft.slug(), suggested -> taken);
            Project project = Project.create(id, draft, slug, now);
            stores.projects().insert(project);
            enrol(stores, call.principal(), project);
            rows.created(stores, call, Optional.of(Place.of(id)), project.id(), project);
            return project;
        });
    }

    private void enrol(Stores stores, Principal creator, Project project) {
        if (creator instanceof Principal.Person person) {
            MemberId id = new MemberId(journal.newId());
            Grant grant = new Grant(Place.of(project.id()), Role.ADMIN);
            stores.members().insert(new Member(id, person.id(), grant, project.createdAt(), project.createdAt()));
        }
    }

    @Override
    public Project update(Call call, ProjectId id, Project.Change change) {
        Permission wanted = change.isProtected().isKeep() ? Permission.DESCRIBE : Permission.PROTECT;
        return guard.write(
                call,
                wanted,
                new Target.OfProject(id),
                (stores, place) -> rows.update(
                        stores, call, Optional.of(place), id, project -> project.with(change, journal.now())));
    }

    @Override
    public void delete(Call call, ProjectId id) {
        guard.write(
                call,
                Permission.DELETE,
                new Target.OfProject(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, project -> {
                    project.requireUnprotected();
                    requireNoProtectedTenant(stores, id);
                }));
    }

    /** Protection would be worth little if it went with the parent. */
    private static void requireNoProtectedTenant(Stores stores, ProjectId id) {
        long isProtected = stores.tenants().countOf(id, PROTECTED_TENANTS);
        if (isProtected > 0) {
            throw ManagerException.conflict("This project has protected tenants (" + isProtected
                    + "); set their protected to false before deleting it");
        }
    }

    @Override
    public Project find(Call call, Slug slug) {
        return guard.reach(
                call,
                new Target.OfProjectSlug(slug),
                (stores, place) -> stores.projects().find(place.project()).orElseThrow(rows::gone));
    }

    @Override
    public List<Project> list(Call call, ListQuery<ProjectColumn> query) {
        return query.complete(guard.reach(call, stores -> stores.projects().list(query)));
    }

    @Override
    public long count(Call call, ListQuery<ProjectColumn> query) {
        return guard.reach(call, stores -> stores.projects().count(query));
    }

    @Override
    public Map<ProjectId, Project> findAll(Call call, Collection<ProjectId> ids) {
        return guard.reach(call, stores -> stores.projects().findAll(ids));
    }

    @Override
    public Map<ProjectId, Sight> sights(Call call, Collection<ProjectId> ids) {
        return guard.reach(call, stores -> stores.projects().sights(ids));
    }
}
