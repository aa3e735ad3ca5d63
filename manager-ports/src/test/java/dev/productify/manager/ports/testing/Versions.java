package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;

final class Versions {
    private Versions() {}

    static void requireNext(Optional<Integer> kept, int next) {
        if (kept.isEmpty() || kept.get() != next - 1) {
            throw ManagerException.conflict(
                    "It was changed or removed meanwhile; read it again, then repeat the change");
        }
    }
}
