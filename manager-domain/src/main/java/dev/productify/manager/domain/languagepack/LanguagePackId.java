package dev.productify.manager.domain.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record LanguagePackId(UUID value) implements Id {
    public LanguagePackId {
        requireNonNull(value, "value");
    }
}
