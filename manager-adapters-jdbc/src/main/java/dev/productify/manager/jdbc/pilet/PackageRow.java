package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code pilet_package}. */
record PackageRow(
        UUID projectId,
        String hash,
        long size,
        String name,
        String version,
        String spec,
        String requireRef,
        String main,
        String integrity,
        String legacyHash,
        String[] dependencyKeys,
        String[] dependencyValues,
        String custom) {

    static final String COLUMNS = Columns.of("k", PackageRow.class);

    static PackageRow of(ProjectId project, PiletPackage content) {
        return new PackageRow(
                project.value(),
                content.hash().hex(),
                content.size(),
                content.name().value(),
                content.version().value(),
                content.spec(),
                content.requireRef().orElse(null),
                content.main().value(),
                content.integrity().hex(),
                content.legacyHash().orElse(null),
                content.dependencies().keySet().toArray(String[]::new),
                content.dependencies().values().toArray(String[]::new),
                content.custom().orElse(null));
    }

    PiletPackage toPackage() {
        Map<String, String> dependencies = new LinkedHashMap<>();
        for (int i = 0; i < dependencyKeys.length; i++) {
            dependencies.put(dependencyKeys[i], dependencyValues[i]);
        }
        return new PiletPackage(
                new PiletName(name),
                new SemanticVersion(version),
                new ContentHash(hash),
                size,
                spec,
                Optional.ofNullable(requireRef),
                new FilePath(main),
                new ContentHash(integrity),
                Optional.ofNullable(legacyHash),
                dependencies,
                Optional.ofNullable(custom));
    }
}
