package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.call.Call;

/** A refusal on its way out of the transaction that it undoes, with what is worth telling about it. */
final class Denial extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Call call;
    private final transient Permission wanted;
    private final transient Place place;
    private final ManagerException refusal;

    Denial(Call call, Permission wanted, Place place, ManagerException refusal) {
        super(refusal.getMessage(), null, false, false);
        this.call = call;
        this.wanted = wanted;
        this.place = place;
        this.refusal = refusal;
    }

    void tell(Denials denials) {
        denials.refused(call, wanted, place);
    }

    ManagerException refusal() {
        return refusal;
    }
}
