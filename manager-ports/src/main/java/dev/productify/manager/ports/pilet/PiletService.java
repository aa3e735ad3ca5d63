package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

final class PiletService implements Pilets {
    private static final Permission WRITE = Permission.EDIT_CONTENT;

    private final Guard guard;
    private final Journal journal;
    private final LimitCheck limits;
    private final AuditedRows<PiletId, Pilet> rows;

    PiletService(Guard guard, Journal journal, LimitCheck limits) {
        this.guard = guard;
        this.journal = journal;
        this.limits = limits;
        this.rows = new AuditedRows<>(journal, EntityType.PILET_PACKAGE, Stores::pilets, Pilet::audited);
    }

    @Override
    public void requirePublisher(Call call, ProjectId project) {
        guard.read(call, WRITE, new Target.OfProject(project), (stores, place) -> true);
    }

    @Override
    public Pilet publish(Call call, ProjectId project, ReadPackage read, Optional<Description> description) {
        return write(call, project, stores -> {
            PiletPackage content = read.facts();
            if (stores.pilets().lock(project, content.name(), content.version()).isPresent()) {
                throw ManagerException.conflict("The project has " + content.name() + " " + content.version()
                        + " already; publish it under another version, or delete that one first");
            }
            return created(stores, call, project, read, description);
        });
    }

    @Override
    public Pilet put(Call call, ProjectId project, ReadPackage read, Optional<Description> description) {
        return write(call, project, stores -> {
            PiletPackage content = read.facts();
            return stores.pilets()
                    .lock(project, content.name(), content.version())
                    .map(known -> replaced(stores, call, known, read, description))
                    .orElseGet(() -> created(stores, call, project, read, description));
        });
    }

    private Pilet created(
            Stores stores, Call call, ProjectId project, ReadPackage read, Optional<Description> description) {
        Pilet pilet = Pilet.create(
                new PiletId(journal.newId()), project, read.facts(), description.or(read::description), journal.now());
        boolean isNew = stores.packages().keep(project, read);
        stores.pilets().insert(pilet);
        rows.created(stores, call, Optional.of(pilet.place()), pilet.id(), pilet);
        requireRoom(stores, project, isNew);
        return pilet;
    }

    private Pilet replaced(Stores stores, Call call, Pilet known, ReadPackage read, Optional<Description> description) {
        AtomicBoolean isNew = new AtomicBoolean();
        Pilet after = rows.update(stores, call, Optional.of(known.place()), known.id(), before -> {
            boolean same = read.facts().hash().equals(before.hash());
            if (!same) {
                isNew.set(stores.packages().keep(before.project(), read));
            }
            // What people wrote of a package stays when the very same one comes again.
            Optional<Description> described = same ? description : description.or(read::description);
            return before.with(read.facts(), described, journal.now());
        });
        if (!after.hash().equals(known.hash())) {
            stores.packages().retire(known.project(), known.hash(), journal.now());
        }
        requireRoom(stores, known.project(), isNew.get());
        return after;
    }

    private void requireRoom(Stores stores, ProjectId project, boolean isNew) {
        if (isNew) {
            limits.added(stores, project, LimitKind.PILET_BYTES);
        }
    }

    @Override
    public Pilet find(Call call, ProjectId project, PiletName name, SemanticVersion version) {
        return guard.read(
                call,
                Permission.READ,
                new Target.OfProject(project),
                (stores, place) -> stores.pilets().find(project, name, version).orElseThrow(rows::gone));
    }

    @Override
    public Pilet update(Call call, ProjectId project, PiletName name, SemanticVersion version, Pilet.Change change) {
        return write(call, project, stores -> {
            PiletId id = locked(stores, project, name, version).id();
            return rows.update(
                    stores, call, Optional.of(Place.of(project)), id, pilet -> pilet.with(change, journal.now()));
        });
    }

    @Override
    public void delete(Call call, ProjectId project, PiletName name, SemanticVersion version) {
        write(call, project, stores -> {
            Pilet pilet = locked(stores, project, name, version);
            rows.delete(stores, call, Optional.of(pilet.place()), pilet.id(), found -> {});
            stores.packages().removeUnused(project, name, version);
            return pilet;
        });
    }

    private Pilet locked(Stores stores, ProjectId project, PiletName name, SemanticVersion version) {
        return stores.pilets().lock(project, name, version).orElseThrow(rows::gone);
    }

    private Pilet write(Call call, ProjectId project, java.util.function.Function<Stores, Pilet> work) {
        return guard.write(call, WRITE, new Target.OfProject(project), (stores, place) -> work.apply(stores));
    }

    @Override
    public Listed list(Call call, ProjectId project, ListQuery<PiletColumn> query) {
        return guard.read(call, Permission.READ, new Target.OfProject(project), (stores, place) -> {
            List<Pilet> pilets = query.complete(stores.pilets().listOf(project, query));
            return new Listed(pilets, stores.pilets().countOf(project, query));
        });
    }
}
