package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

/** What is kept of the secret by which a machine user proves itself; never the secret. */
public sealed interface MachineCredential {

    /** A token that the Manager generated. */
    record Token(IssuedToken issued) implements MachineCredential {
        public Token {
            requireNonNull(issued, "issued");
        }
    }

    /** A password that somebody chose. */
    record Password(PasswordHash hash) implements MachineCredential {
        public Password {
            requireNonNull(hash, "hash");
        }
    }
}
