package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.changes.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Pilets with their packages and contents, all of which are replaced as a whole and never changed in place. */
final class PiletRows {
    record Key(ProjectId project, ContentHash hash) {}

    record Kept(PiletPackage content, List<PackageFile> files, Optional<Instant> retired) {
        Kept retired(Optional<Instant> since) {
            return new Kept(content, files, since);
        }
    }

    final Map<PiletId, Pilet> pilets = new LinkedHashMap<>();
    final Map<Key, Kept> packages = new LinkedHashMap<>();
    final Map<Key, byte[]> contents = new LinkedHashMap<>();

    PiletRows copy() {
        PiletRows copy = new PiletRows();
        copy.pilets.putAll(pilets);
        copy.packages.putAll(packages);
        copy.contents.putAll(contents);
        return copy;
    }

    long removeAt(Predicate<Place> gone) {
        int before = pilets.size();
        pilets.values().removeIf(pilet -> gone.test(pilet.place()));
        packages.keySet().removeIf(key -> gone.test(Place.of(key.project())));
        contents.keySet().removeIf(key -> gone.test(Place.of(key.project())));
        return before - pilets.size();
    }

    void changesTo(PiletRows next, Set<Change> changes) {
        pilets.forEach((id, pilet) -> {
            Optional<Pilet> now = Optional.ofNullable(next.pilets.get(id));
            boolean told = now.map(after -> !after.hash().equals(pilet.hash()) || after.enabled() != pilet.enabled())
                    .orElse(true);
            if (told) {
                changes.add(Change.ofPilets(pilet.project()));
            }
        });
        packages.keySet().stream()
                .filter(key -> !next.packages.containsKey(key))
                .forEach(key -> changes.add(Change.ofPilets(key.project())));
        next.pilets.values().stream()
                .filter(pilet -> !pilets.containsKey(pilet.id()))
                .forEach(pilet -> changes.add(Change.ofPilets(pilet.project())));
    }
}
