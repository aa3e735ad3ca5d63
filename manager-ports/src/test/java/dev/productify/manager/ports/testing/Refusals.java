package dev.productify.manager.ports.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;

/** How a use case says no. */
public final class Refusals {
    private Refusals() {}

    /** The message, after a look at the code. */
    public static String assertRefused(ErrorCode code, Runnable work) {
        ManagerException refusal = catchThrowableOfType(ManagerException.class, work::run);
        assertThat(refusal).as("refusal with " + code).isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        return refusal.getMessage();
    }
}
