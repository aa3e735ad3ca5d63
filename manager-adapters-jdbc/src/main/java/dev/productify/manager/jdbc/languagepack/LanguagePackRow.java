package dev.productify.manager.jdbc.languagepack;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code language_pack}. */
record LanguagePackRow(
        UUID id,
        UUID projectId,
        String name,
        int keys,
        long bytes,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static LanguagePackRow of(LanguagePack pack) {
        return new LanguagePackRow(
                pack.id().value(),
                pack.project().value(),
                pack.name().value(),
                pack.keys(),
                pack.bytes(),
                pack.createdAt(),
                pack.updatedAt(),
                pack.version());
    }

    LanguagePack toPack() {
        return new LanguagePack(
                new LanguagePackId(id),
                new ProjectId(projectId),
                new LanguageTag(name),
                keys,
                bytes,
                createdAt,
                updatedAt,
                revision);
    }
}
