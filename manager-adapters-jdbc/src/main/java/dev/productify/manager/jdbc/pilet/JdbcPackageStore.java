package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbcPackageStore implements PackageStore {
    private static final String INSERT = """
            insert into pilet_package (project_id, hash, size, name, version, spec, require_ref, main, integrity, legacy_hash,
                                       dependency_keys, dependency_values, custom)
            values (:projectId, :hash, :size, :name, :version, :spec, :requireRef, :main, :integrity, :legacyHash,
                    :dependencyKeys, :dependencyValues, :custom)
            on conflict (project_id, hash) do nothing
            """;

    private static final String INSERT_FILES = """
            insert into pilet_file (project_id, package_hash, path, hash, size)
            select :project, :package, added.path, added.hash, added.size::bigint
              from unnest(:paths::text[], :hashes::text[], :sizes::text[]) as added (path, hash, size)
            """;

    private static final String UNRETIRE = """
            update pilet_package k set retired_at = null
             where k.project_id = :project and k.hash = :hash and k.retired_at is not null and\s""";

    private static final String RETIRE = """
            update pilet_package k set retired_at = :since
             where k.project_id = :project and k.hash = :hash
               and not exists (select from pilet pi where pi.project_id = k.project_id and pi.hash = k.hash) and\s""";

    private static final String REMOVE_ORPHANS = """
            delete from pilet_content c
             where (c.project_id, c.hash) in (
                    select o.project_id, o.hash from pilet_content o
                     where not exists (select from pilet_file f where f.project_id = o.project_id and f.hash = o.hash)
                       and not exists (select from pilet_package k where k.project_id = o.project_id and k.hash = o.hash)
                     limit :most)
               and\s""";

    private record KeyRow(UUID projectId, String hash) {}

    private record FileRow(String path, String hash, long size) {
        PackageFile toFile() {
            return new PackageFile(new FilePath(path), new ContentHash(hash), size);
        }
    }

    private final Queries queries;

    public JdbcPackageStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public boolean keep(ProjectId project, ReadPackage read) {
        PiletPackage content = read.facts();
        if (queries.change(INSERT, PackageRow.of(project, content)) == 0) {
            queries.change(UNRETIRE + inScope("k"), hashed(project, content.hash()));
            return false;
        }
        try {
            new ContentWriter(queries, project).write(read);
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be read again", e);
        }
        List<PackageFile> files = read.files();
        queries.change(
                INSERT_FILES,
                Map.of(
                        "project", project,
                        "package", content.hash().hex(),
                        "paths", files.stream().map(file -> file.path().value()).toArray(String[]::new),
                        "hashes", files.stream().map(file -> file.hash().hex()).toArray(String[]::new),
                        "sizes",
                                files.stream()
                                        .map(file -> Long.toString(file.size()))
                                        .toArray(String[]::new)));
        return true;
    }

    @Override
    public void retire(ProjectId project, ContentHash hash, Instant since) {
        queries.change(RETIRE + inScope("k"), Map.of("project", project, "hash", hash.hex(), "since", since));
    }

    @Override
    public int removeRetired(Instant before, int most) {
        String retired = "select k.project_id, k.hash from pilet_package k where k.retired_at < :before and "
                + inScope("k") + " order by k.retired_at limit :most for update skip locked";
        return queries.list(KeyRow.class, retired, Map.of("before", before, "most", most)).stream()
                .mapToInt(row -> remove(new ProjectId(row.projectId()), new ContentHash(row.hash())))
                .sum();
    }

    @Override
    public int removeOrphans(int most) {
        return queries.change(REMOVE_ORPHANS + inScope("c"), Map.of("most", most));
    }

    @Override
    public void removeUnused(ProjectId project, PiletName name, SemanticVersion version) {
        String ofVersion = "select k.hash from pilet_package k where k.project_id = :project and k.name = :name"
                + " and k.version = :version and " + inScope("k");
        queries.list(
                        String.class,
                        ofVersion,
                        Map.of("project", project, "name", name.value(), "version", version.value()))
                .forEach(hash -> remove(project, new ContentHash(hash)));
    }

    private static Map<String, Object> hashed(ProjectId project, ContentHash hash) {
        return Map.of("project", project, "hash", hash.hex());
    }

    /** @return 1, or 0 when a pilet is made of it */
    private int remove(ProjectId project, ContentHash hash) {
        Map<String, Object> parameters = hashed(project, hash);
        List<String> hashes = new ArrayList<>(queries.list(
                String.class,
                "select distinct f.hash from pilet_file f where f.project_id = :project and f.package_hash = :hash and "
                        + inScope("f"),
                parameters));
        hashes.add(hash.hex());
        int removed = queries.change("""
                delete from pilet_package k where k.project_id = :project and k.hash = :hash and %s
                   and not exists (select from pilet pi where pi.project_id = k.project_id and pi.hash = k.hash)
                """.formatted(inScope("k")), parameters);
        if (removed > 0) {
            queries.change(
                    """
                    delete from pilet_content c where c.project_id = :project and c.hash = any(:hashes) and %s
                       and not exists (select from pilet_file f where f.project_id = c.project_id and f.hash = c.hash)
                       and not exists (select from pilet_package k where k.project_id = c.project_id and k.hash = c.hash)
                    """.formatted(inScope("c")), Map.of("project", project, "hashes", hashes.toArray(String[]::new)));
        }
        return removed;
    }

    @Override
    public List<PiletPackage> find(ProjectId project, Collection<ContentHash> hashes) {
        String sql = "select " + PackageRow.COLUMNS
                + " from pilet_package k where k.project_id = :project and k.hash = any(:hashes) and " + inScope("k");
        String[] wanted = hashes.stream().map(ContentHash::hex).toArray(String[]::new);
        return queries.list(PackageRow.class, sql, Map.of("project", project, "hashes", wanted)).stream()
                .map(PackageRow::toPackage)
                .toList();
    }

    @Override
    public List<PackageFile> filesOf(ProjectId project, ContentHash hash) {
        String sql = "select f.path, f.hash, f.size from pilet_file f"
                + " where f.project_id = :project and f.package_hash = :hash and " + inScope("f") + " order by f.path";
        return queries.list(FileRow.class, sql, Map.of("project", project, "hash", hash.hex())).stream()
                .map(FileRow::toFile)
                .toList();
    }

    @Override
    public Optional<byte[]> piece(ProjectId project, ContentHash content, int number) {
        String sql = "select c.bytes from pilet_piece c"
                + " where c.project_id = :project and c.hash = :hash and c.number = :number and " + inScope("c");
        return queries.one(byte[].class, sql, Map.of("project", project, "hash", content.hex(), "number", number));
    }

    /** Nobody sees any of it from below. */
    private static RowScope scope(String alias) {
        String none = RowScope.none(alias, "project_id");
        return new RowScope(RowScope.inProject(alias), none, none, none, none);
    }

    private String inScope(String alias) {
        return queries.scope().on(scope(alias));
    }
}
