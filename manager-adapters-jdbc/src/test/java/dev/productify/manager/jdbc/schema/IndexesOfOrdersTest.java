package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.languagepack.LanguagePackColumn;
import dev.productify.manager.ports.languagepack.TranslationColumn;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every order that a list offers has an index that reads the rows of one parent in that order. */
class IndexesOfOrdersTest {
    /** Where the rows of a list are kept, and by which columns a parent finds its own: one way for each kind of parent. */
    private record Listed(String table, List<List<String>> parents) {}

    private static final Map<Class<?>, Listed> LISTS = Map.ofEntries(
            Map.entry(ProjectColumn.class, new Listed("project", List.of(List.of()))),
            Map.entry(TenantColumn.class, new Listed("tenant", List.of(List.of("project_id")))),
            Map.entry(ApplicationColumn.class, new Listed("application", List.of(List.of("tenant_id")))),
            Map.entry(
                    PersonalAccessTokenColumn.class, new Listed("personal_access_token", List.of(List.of("user_id")))),
            Map.entry(AuditColumn.class, new Listed("audit_log", List.of(List.of("project_id"), List.of("tenant_id")))),
            Map.entry(
                    MemberColumn.class,
                    new Listed(
                            "member", List.of(List.of("project_id"), List.of("tenant_id"), List.of("application_id")))),
            Map.entry(UserColumn.class, new Listed("user_account", List.of(List.of()))),
            Map.entry(MachineUserColumn.class, new Listed("machine_user", List.of(List.of("tenant_id")))),
            Map.entry(LanguagePackColumn.class, new Listed("language_pack", List.of(List.of("project_id")))),
            Map.entry(
                    TranslationColumn.class,
                    new Listed("language_pack_text", List.of(List.of("pack_id", "project_id")))),
            Map.entry(PiletColumn.class, new Listed("pilet", List.of(List.of("project_id")))),
            Map.entry(EndpointColumn.class, new Listed("endpoint", List.of(List.of("application_id")))),
            Map.entry(LoggedCallColumn.class, new Listed("esb_log", List.of(List.of("endpoint_id")))),
            Map.entry(EndpointGrantColumn.class, new Listed("endpoint_grant", List.of(List.of("endpoint_id")))),
            Map.entry(TriggerColumn.class, new Listed("trigger", List.of(List.of("application_id")))),
            Map.entry(TriggerRunColumn.class, new Listed("trigger_run", List.of(List.of("trigger_id")))),
            Map.entry(BackendColumn.class, new Listed("backend", List.of(List.of("tenant_id")))));

    private static MigratedDatabase database;

    /** @param columns as {@code name} or, where rows are ordered by code points, {@code name collate C} */
    private record Index(String table, List<String> columns, boolean unique) {
        boolean reads(List<String> wanted) {
            boolean unambiguous = unique && wanted.subList(0, wanted.size() - 1).equals(columns);
            return unambiguous || startsWith(columns, wanted);
        }

        private static boolean startsWith(List<String> columns, List<String> wanted) {
            return columns.size() >= wanted.size()
                    && columns.subList(0, wanted.size()).equals(wanted);
        }
    }

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyOrderHasAnIndex() throws SQLException {
        List<Index> indexes = indexes();
        Set<String> missing = new TreeSet<>();
        LISTS.forEach((columns, listed) -> {
            for (Object constant : columns.getEnumConstants()) {
                Column<?> column = (Column<?>) constant;
                for (List<String> parent : listed.parents()) {
                    List<String> wanted = wanted(parent, column);
                    if (column.orderable() && indexes.stream().noneMatch(index -> isFor(index, listed, wanted))) {
                        missing.add(listed.table() + " (" + String.join(", ", wanted) + ")");
                    }
                }
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyListIsLookedAt() throws IOException, URISyntaxException {
        assertThat(columnsOfThePorts())
                .isEqualTo(LISTS.keySet().stream().map(Class::getSimpleName).collect(Collectors.toSet()));
    }

    private static boolean isFor(Index index, Listed listed, List<String> wanted) {
        return index.table().equals(listed.table()) && index.reads(wanted);
    }

    private static List<String> wanted(List<String> parent, Column<?> column) {
        List<String> wanted = new ArrayList<>(parent);
        boolean uncollated = column.type() instanceof ColumnType.Uuid
                || column.type() instanceof ColumnType.Time
                || column.type() instanceof ColumnType.Bool;
        wanted.add(uncollated ? column.field() : column.field() + " collate C");
        if (!column.field().equals("id")) {
            wanted.add("id");
        }
        return wanted;
    }

    private static List<Index> indexes() throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        select i.indrelid::regclass::text as of, i.indisunique,
                               (select string_agg(pg_get_indexdef(i.indexrelid, k::int, true)
                                         || coalesce((select ' collate ' || c.collname from pg_collation c
                                                       where c.oid = i.indcollation[k - 1] and c.collname = 'C'), ''),
                                         ', ' order by k)
                                  from generate_series(1, i.indnkeyatts::int) k) as columns
                          from pg_index i join pg_class t on t.oid = i.indrelid
                         where t.relnamespace = 'manager'::regnamespace
                        """)) {
            while (result.next()) {
                List<String> columns = List.of(result.getString("columns").split(", "));
                indexes.add(new Index(result.getString("of"), columns, result.getBoolean("indisunique")));
            }
        }
        assertThat(indexes).isNotEmpty();
        return indexes;
    }

    /** The simple names of all enums of columns. */
    private static Set<String> columnsOfThePorts() throws IOException, URISyntaxException {
        Path ports = Path.of(
                Column.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(ports)) {
            return columnsIn(ports);
        }
        try (FileSystem jar = FileSystems.newFileSystem(ports)) {
            return columnsIn(jar.getPath("/"));
        }
    }

    private static Set<String> columnsIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Column.class") && !name.equals("Column.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .collect(Collectors.toSet());
        }
    }
}
