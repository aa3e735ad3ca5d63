package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.call.Call;

/** Is told of refusals of what the caller may see, when the refused transaction has ended. Never throws, never waits long. */
@FunctionalInterface
public interface Denials {
    void refused(Call call, Permission wanted, Place place);

    /** Nobody wants to know. */
    static Denials untold() {
        return (call, wanted, place) -> {};
    }
}
