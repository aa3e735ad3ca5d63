package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record ApplicationId(UUID value) implements Id {
    public ApplicationId {
        requireNonNull(value, "value");
    }
}
