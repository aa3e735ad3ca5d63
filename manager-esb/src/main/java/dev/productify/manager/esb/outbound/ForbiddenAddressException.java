package dev.productify.manager.esb.outbound;

import java.io.IOException;

/** An address was not dialled because the rules forbid it. The message names the address and is for the log. */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
