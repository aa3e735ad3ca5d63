package dev.productify.manager.domain.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record PersonalAccessTokenId(UUID value) implements Id {
    public PersonalAccessTokenId {
        requireNonNull(value, "value");
    }
}
