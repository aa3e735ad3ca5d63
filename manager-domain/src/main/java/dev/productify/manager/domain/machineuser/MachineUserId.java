package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record MachineUserId(UUID value) implements Id {
    public MachineUserId {
        requireNonNull(value, "value");
    }
}
