package dev.productify.manager.ports.machineuser;

import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes of what a caller chose what is kept of it. */
final class Credentials {
    private final RandomGenerator random;
    private final PasswordHasher hasher;

    Credentials(RandomGenerator random, PasswordHasher hasher) {
        this.random = random;
        this.hasher = hasher;
    }

    /** @param token the secret, when it was made here */
    record Made(MachineCredential credential, Optional<TokenText> token) {}

    /** Slow when a password has to be hashed: not for the inside of a transaction. */
    Made of(SecretChoice choice) {
        if (choice instanceof SecretChoice.Password chosen) {
            return given(new MachineCredential.Password(hasher.hash(chosen.password())));
        }
        if (choice instanceof SecretChoice.Hash known) {
            return given(new MachineCredential.Password(known.hash()));
        }
        TokenText text = TokenText.generate(TokenKind.MACHINE_USER, random);
        return new Made(new MachineCredential.Token(IssuedToken.of(text)), Optional.of(text));
    }

    private static Made given(MachineCredential credential) {
        return new Made(credential, Optional.empty());
    }
}
