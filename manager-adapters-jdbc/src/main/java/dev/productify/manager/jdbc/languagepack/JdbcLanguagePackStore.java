package dev.productify.manager.jdbc.languagepack;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsDelta;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.languagepack.LanguagePackColumn;
import dev.productify.manager.ports.languagepack.LanguagePackStore;
import dev.productify.manager.ports.languagepack.TranslationColumn;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

public final class JdbcLanguagePackStore extends TableStore<LanguagePackId, LanguagePack, LanguagePackRow>
        implements LanguagePackStore {
    /** They are content of the project, so nobody sees any who sees its name only. */
    private static final RowScope SCOPE = new RowScope(
            RowScope.inProject("lp"),
            RowScope.inProject("lp") + " and :scopeTenant is null",
            RowScope.inProject("lp") + " and :scopeTenant is null",
            RowScope.ofMembers("lp", "m.tenant_id is null"),
            RowScope.ofMembers("lp", "m.tenant_id is null"));

    public static final String DOOR =
            "select lp.project_id, null::uuid, null::uuid from door_language_pack lp where lp.id = :id";

    private static final String UPDATE = """
            update language_pack
               set name = :name, keys = :keys, bytes = :bytes, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and id = :id and revision = :revision - 1
            """;

    private static final Table<LanguagePack, LanguagePackRow> TABLE = new Table<>(
            "language_pack", "lp", LanguagePackRow.class, LanguagePackRow::of, LanguagePackRow::toPack, UPDATE, SCOPE);

    private static final String KEEP_TEXTS = """
            insert into language_pack_text (pack_id, project_id, key, value)
            select :pack, :project, added.key, added.value
            from unnest(:keys::text[], :values::text[]) as added (key, value)
            on conflict (pack_id, project_id, key) do update set value = excluded.value
            """;

    private static final String NAMED = "lp.project_id = :project and lp.name = :name";

    private record NameRow(UUID id, String name) {}

    private record TextRow(String key, String value) {}

    private record TextOfPackRow(UUID packId, String key, String value) {}

    public JdbcLanguagePackStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(LanguagePack pack) {
        add(pack, "");
    }

    @Override
    public Optional<LanguagePack> find(LanguagePackId id) {
        return byId(id);
    }

    @Override
    public Optional<LanguagePack> find(ProjectId project, LanguageTag name) {
        return one(NAMED, Map.of("project", project, "name", name.value()));
    }

    @Override
    public Optional<LanguagePack> lock(ProjectId project, LanguageTag name) {
        return locked(NAMED, Map.of("project", project, "name", name.value()));
    }

    @Override
    public List<LanguagePack> listOf(ProjectId project, ListQuery<LanguagePackColumn> query) {
        return listIn("project_id", project, query);
    }

    @Override
    public long countOf(ProjectId project, ListQuery<LanguagePackColumn> query) {
        return countIn("project_id", project, query);
    }

    @Override
    public Map<LanguageTag, LanguagePackId> namesOf(ProjectId project) {
        String sql = "select lp.name, lp.id from language_pack lp where lp.project_id = :project and " + scope;
        Map<LanguageTag, LanguagePackId> names = new LinkedHashMap<>();
        queries.list(NameRow.class, sql, Map.of("project", project))
                .forEach(row -> names.put(new LanguageTag(row.name()), new LanguagePackId(row.id())));
        return names;
    }

    @Override
    public Map<LanguagePackId, List<Translations.Entry>> textsOf(
            Collection<LanguagePackId> packs, ListQuery<TranslationColumn> query) {
        // Keys tell texts apart, so they stand for the ids that lists of other things have.
        ListSql list = ListSql.of("e", query);
        Map<LanguagePackId, List<Translations.Entry>> lists = new LinkedHashMap<>();
        packs.forEach(pack -> lists.put(pack, new ArrayList<>()));
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("packs", uuids(packs));
        // One statement for all language packs; each by its own index scan, cut after its own page.
        String sql = """
                select lp.id as pack_id, e.key, e.value
                  from unnest(:packs::uuid[]) with ordinality as parent (id, place)
                  join language_pack lp on lp.id = parent.id and %s
                 cross join lateral (
                    select * from (
                        select t.key as id, t.key, t.value from language_pack_text t
                         where t.pack_id = lp.id and t.project_id = lp.project_id) e
                     where %s order by %s %s) e
                 order by parent.place, %s
                """.formatted(scope, list.conditions(), list.order(), list.page(), list.order());
        queries.list(TextOfPackRow.class, sql, parameters)
                .forEach(row -> lists.get(new LanguagePackId(row.packId()))
                        .add(new Translations.Entry(row.key(), row.value())));
        return lists;
    }

    @Override
    public SortedMap<String, String> merged(List<LanguagePackId> packs) {
        String sql = """
                select distinct on (t.key) t.key, t.value
                  from unnest(:packs::uuid[]) with ordinality as parent (id, place)
                  join language_pack lp on lp.id = parent.id and %s
                  join language_pack_text t on t.pack_id = lp.id and t.project_id = lp.project_id
                 order by t.key, parent.place
                """.formatted(scope);
        return texts(sql, Map.of("packs", uuids(packs)));
    }

    @Override
    public Map<String, String> textsAt(LanguagePackId pack, Collection<String> keys) {
        String sql = """
                select t.key, t.value
                  from language_pack lp
                  join language_pack_text t on t.pack_id = lp.id and t.project_id = lp.project_id
                 where lp.id = :pack and %s and t.key = any(:keys::text[])
                """.formatted(scope);
        return texts(sql, Map.of("pack", pack, "keys", keys.toArray(String[]::new)));
    }

    private SortedMap<String, String> texts(String sql, Map<String, ?> parameters) {
        SortedMap<String, String> texts = Translations.byCodePoints();
        queries.list(TextRow.class, sql, parameters).forEach(row -> texts.put(row.key(), row.value()));
        return texts;
    }

    @Override
    public void rewrite(LanguagePack pack, TranslationsDelta delta) {
        if (!delta.removed().isEmpty()) {
            String sql = """
                    delete from language_pack_text t using language_pack lp
                     where lp.id = :pack and %s and t.pack_id = lp.id and t.project_id = lp.project_id
                       and t.key = any(:keys::text[])
                    """.formatted(scope);
            queries.change(
                    sql, Map.of("pack", pack.id(), "keys", delta.removed().toArray(String[]::new)));
        }
        if (!delta.after().isEmpty()) {
            queries.change(
                    KEEP_TEXTS,
                    Map.of(
                            "pack", pack.id(),
                            "project", pack.project(),
                            "keys", delta.after().keySet().toArray(String[]::new),
                            "values", delta.after().values().toArray(String[]::new)));
        }
    }
}
