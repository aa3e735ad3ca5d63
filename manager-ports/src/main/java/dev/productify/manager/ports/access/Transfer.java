package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.tx.Binding;
import java.util.Optional;

/** From which place something is brought to which other one. */
public record Transfer(Place source, Place target) {
    public Transfer {
        requireNonNull(source, "source");
        requireNonNull(target, "target");
    }

    /** The least that holds both. */
    Binding binding() {
        if (!source.project().equals(target.project())) {
            return new Binding.Platform("transfer between projects");
        }
        return source.tenant().equals(target.tenant())
                ? Binding.Place.of(target)
                : new Binding.Place(target.project(), Optional.empty());
    }
}
