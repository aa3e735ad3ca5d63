package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record PiletId(UUID value) implements Id {
    public PiletId {
        requireNonNull(value, "value");
    }
}
