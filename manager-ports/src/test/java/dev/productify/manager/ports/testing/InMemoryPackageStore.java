package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
    public void keep(ProjectId project, ReadPackage read) {
        sightline.requireInside(sightline.writes(Place.of(project)));
        if (!data.exists(Place.of(project))) {
            throw ManagerException.conflict("The project was deleted meanwhile");
        }
        PiletRows.Key key = new PiletRows.Key(project, read.facts().hash());
        if (rows.packages.containsKey(key)) {
            return;
        }
        try {
            read.contents((hash, size, bytes) ->
                    rows.contents.putIfAbsent(new PiletRows.Key(project, hash), bytes.readNBytes((int) size)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.packages.put(key, new PiletRows.Kept(read.facts(), read.files()));
    }

    @Override
    public void removeUnused(ProjectId project, ContentHash hash) {
        boolean used = rows.pilets.values().stream()
                .anyMatch(
                        pilet -> pilet.project().equals(project) && pilet.hash().equals(hash));
        if (!used && sightline.writes(Place.of(project))) {
            rows.packages.remove(new PiletRows.Key(project, hash));
            Set<PiletRows.Key> needed = rows.packages.entrySet().stream()
                    .flatMap(kept -> Stream.concat(
                            Stream.of(kept.getKey()),
                            kept.getValue().files().stream()
                                    .map(file -> new PiletRows.Key(kept.getKey().project(), file.hash()))))
                    .collect(Collectors.toSet());
            rows.contents.keySet().removeIf(key -> key.project().equals(project) && !needed.contains(key));
        }
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
