package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record MemberId(UUID value) implements Id {
    public MemberId {
        requireNonNull(value, "value");
    }
}
