package dev.productify.manager.ports.languagepack;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsDelta;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.GuardedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

final class LanguagePackService implements LanguagePacks {
    private static final Permission WRITE = Permission.EDIT_CONTENT;
    private static final String CONTENT = "content";

    private final Guard guard;
    private final Journal journal;
    private final GuardedRows<LanguagePackId, LanguagePack> rows;

    LanguagePackService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.rows = new GuardedRows<>(
                guard,
                new AuditedRows<>(journal, EntityType.LANGUAGE_PACK, Stores::languagePacks, LanguagePack::audited),
                Target.OfLanguagePack::new,
                Permission.READ,
                WRITE);
    }

    @Override
    public LanguagePack create(Call call, ProjectId project, LanguageTag name, Translations content) {
        return guard.write(
                call,
                WRITE,
                new Target.OfProject(project),
                (stores, place) -> created(stores, call, place, name, content));
    }

    private LanguagePack created(Stores stores, Call call, Place place, LanguageTag name, Translations content) {
        LanguagePackId id = new LanguagePackId(journal.newId());
        LanguagePack pack = LanguagePack.create(id, place.project(), name, content, journal.now());
        TranslationsDelta delta = TranslationsDelta.adding(content);
        stores.languagePacks().insert(pack);
        stores.languagePacks().rewrite(pack, delta);
        journal.created(
                stores,
                call,
                EntityType.LANGUAGE_PACK,
                id,
                Optional.of(place),
                fields(pack, delta.told(delta.after())));
        return pack;
    }

    @Override
    public LanguagePack find(Call call, LanguagePackId id) {
        return rows.find(call, id, stores -> stores.languagePacks().find(id));
    }

    @Override
    public LanguagePack update(Call call, LanguagePackId id, LanguagePack.Change change) {
        return rows.update(call, id, pack -> pack.with(change, journal.now()));
    }

    @Override
    public LanguagePack replaceContent(Call call, LanguagePackId id, Translations content, Optional<Integer> version) {
        return rewritten(call, id, version, store -> replacing(store, id, content));
    }

    private static TranslationsDelta replacing(LanguagePackStore store, LanguagePackId id, Translations content) {
        return TranslationsDelta.between(store.merged(List.of(id)), content);
    }

    @Override
    public LanguagePack patchContent(Call call, LanguagePackId id, TranslationsPatch patch, Optional<Integer> version) {
        return rewritten(call, id, version, store -> patching(store, id, patch));
    }

    private static TranslationsDelta patching(LanguagePackStore store, LanguagePackId id, TranslationsPatch patch) {
        return TranslationsDelta.of(store.textsAt(id, patch.keys()), patch);
    }

    private LanguagePack rewritten(
            Call call,
            LanguagePackId id,
            Optional<Integer> version,
            Function<LanguagePackStore, TranslationsDelta> change) {
        return rows.write(call, id, (stores, place) -> {
            // Locked first, so that what is compared is what is replaced.
            LanguagePack before = stores.languagePacks().lock(id).orElseThrow(rows::gone);
            before.requireVersion(version);
            return rewritten(stores, call, before, change.apply(stores.languagePacks()));
        });
    }

    private LanguagePack rewritten(Stores stores, Call call, LanguagePack before, TranslationsDelta delta) {
        LanguagePack after = before.with(delta, journal.now());
        if (after == before) {
            return before;
        }
        stores.languagePacks().rewrite(after, delta);
        stores.languagePacks().update(after);
        journal.updated(
                stores,
                call,
                EntityType.LANGUAGE_PACK,
                after.id(),
                Optional.of(after.place()),
                fields(before, delta.told(delta.before())),
                fields(after, delta.told(delta.after())),
                delta.counts());
        return after;
    }

    private static Map<String, Object> fields(LanguagePack pack, List<Object> told) {
        Map<String, Object> fields = new LinkedHashMap<>(pack.audited());
        if (!told.isEmpty()) {
            fields.put(CONTENT, told);
        }
        return fields;
    }

    @Override
    public void delete(Call call, LanguagePackId id) {
        rows.delete(call, id);
    }

    @Override
    public List<LanguagePack> list(Call call, ProjectId project, ListQuery<LanguagePackColumn> query) {
        return rows.list(
                call,
                new Target.OfProject(project),
                query,
                stores -> stores.languagePacks().listOf(project, query));
    }

    @Override
    public long count(Call call, ProjectId project, ListQuery<LanguagePackColumn> query) {
        return rows.count(
                call,
                new Target.OfProject(project),
                stores -> stores.languagePacks().countOf(project, query));
    }

    @Override
    public Map<LanguagePackId, List<Translations.Entry>> contentOf(
            Call call, Collection<LanguagePackId> packs, ListQuery<TranslationColumn> query) {
        return rows.lists(call, query, stores -> stores.languagePacks().textsOf(packs, query));
    }

    @Override
    public SortedMap<String, String> exported(Call call, ProjectId project, LanguageTag name) {
        return guard.read(call, Permission.READ, new Target.OfProject(project), (stores, place) -> {
            LanguagePack pack = stores.languagePacks().find(project, name).orElseThrow(rows::gone);
            return stores.languagePacks().merged(List.of(pack.id()));
        });
    }

    @Override
    public Imported importContent(
            Call call, ProjectId project, LanguageTag name, Translations content, ImportMode mode) {
        return guard.write(call, WRITE, new Target.OfProject(project), (stores, place) -> {
            LanguagePackStore store = stores.languagePacks();
            Optional<LanguagePack> known = store.lock(project, name);
            if (known.isEmpty()) {
                LanguagePack pack = created(stores, call, place, name, content);
                return new Imported(
                        pack, true, TranslationsDelta.adding(content).counts());
            }
            LanguagePackId id = known.get().id();
            TranslationsDelta delta = switch (mode) {
                case REPLACE -> replacing(store, id, content);
                case MERGE -> patching(store, id, new TranslationsPatch(content, new TreeSet<>()));
            };
            return new Imported(rewritten(stores, call, known.get(), delta), false, delta.counts());
        });
    }
}
