package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryPackageStore implements PackageStore {
    private final Data data;
    private final PiletRows rows;
    private final Sightline sightline;

    InMemoryPackageStore(Data data, Sightline sightline) {
        this.data = data;
        this.rows = data.pilets;
        this.sightline = sightline;
    }

    @Override
    public boolean keep(ProjectId project, ReadPackage read) {
        sightline.requireInside(sightline.writes(Place.of(project)));
        if (!data.exists(Place.of(project))) {
            throw ManagerException.conflict("The project was deleted meanwhile");
        }
        PiletRows.Key key = new PiletRows.Key(project, read.facts().hash());
        if (rows.packages.computeIfPresent(key, (same, kept) -> kept.retired(Optional.empty())) != null) {
            return false;
        }
        try {
            read.contents((hash, size, bytes) ->
                    rows.contents.putIfAbsent(new PiletRows.Key(project, hash), bytes.readNBytes((int) size)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.packages.put(key, new PiletRows.Kept(read.facts(), read.files(), Optional.empty()));
        return true;
    }

    @Override
    public void retire(ProjectId project, ContentHash hash, Instant since) {
        PiletRows.Key key = new PiletRows.Key(project, hash);
        if (sees(project) && !isUsed(key)) {
            rows.packages.computeIfPresent(key, (same, kept) -> kept.retired(Optional.of(since)));
        }
    }

    @Override
    public int removeRetired(Instant before, int most) {
        List<PiletRows.Key> gone = rows.packages.entrySet().stream()
                .filter(kept -> sees(kept.getKey().project()) && !isUsed(kept.getKey()))
                .filter(kept ->
                        kept.getValue().retired().filter(before::isAfter).isPresent())
                .sorted(Comparator.comparing(kept -> kept.getValue().retired().orElseThrow()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(this::remove);
        return gone.size();
    }

    /** There are none: one transaction at a time removes packages. */
    @Override
    public int removeOrphans(int most) {
        return 0;
    }

    @Override
    public void removeUnused(ProjectId project, PiletName name, SemanticVersion version) {
        rows.packages.entrySet().stream()
                .filter(kept -> kept.getKey().project().equals(project) && sees(project))
                .filter(kept -> kept.getValue().content().name().equals(name)
                        && kept.getValue().content().version().equals(version))
                .map(Map.Entry::getKey)
                .filter(key -> !isUsed(key))
                .toList()
                .forEach(this::remove);
    }

    private boolean isUsed(PiletRows.Key key) {
        return rows.pilets.values().stream()
                .anyMatch(pilet ->
                        pilet.project().equals(key.project()) && pilet.hash().equals(key.hash()));
    }

    private void remove(PiletRows.Key gone) {
        rows.packages.remove(gone);
        Set<PiletRows.Key> needed = rows.packages.entrySet().stream()
                .flatMap(kept -> Stream.concat(
                        Stream.of(kept.getKey()),
                        kept.getValue().files().stream()
                                .map(file -> new PiletRows.Key(kept.getKey().project(), file.hash()))))
                .collect(Collectors.toSet());
        rows.contents.keySet().removeIf(key -> key.project().equals(gone.project()) && !needed.contains(key));
    }

    @Override
    public List<PiletPackage> find(ProjectId project, Collection<ContentHash> hashes) {
        return hashes.stream()
                .distinct()
                .map(hash -> rows.packages.get(new PiletRows.Key(project, hash)))
                .filter(kept -> kept != null && sees(project))
                .map(PiletRows.Kept::content)
                .toList();
    }

    @Override
    public List<PackageFile> filesOf(ProjectId project, ContentHash hash) {
        return Optional.ofNullable(rows.packages.get(new PiletRows.Key(project, hash)))
                .filter(kept -> sees(project))
                .map(PiletRows.Kept::files)
                .orElse(List.of())
                .stream()
                .sorted(Comparator.comparing(file -> file.path().value()))
                .toList();
    }

    @Override
    public Optional<byte[]> piece(ProjectId project, ContentHash content, int number) {
        return Optional.ofNullable(rows.contents.get(new PiletRows.Key(project, content)))
                .filter(bytes -> sees(project))
                .filter(bytes -> number == 0 || (long) number * PIECE_BYTES < bytes.length)
                .map(bytes -> Arrays.copyOfRange(
                        bytes, number * PIECE_BYTES, Math.min(bytes.length, (number + 1) * PIECE_BYTES)));
    }

    private boolean sees(ProjectId project) {
        return sightline.writes(Place.of(project));
    }
}
