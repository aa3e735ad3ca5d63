package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.regex.Pattern;

/** What a caller says the secret of a machine user shall be: {@code hashedKey} of the API (contract A5). */
public sealed interface SecretChoice {
    /** Asks for a generated token. */
    String GENERATE = "__GENERATE_TOKEN__";

    /** Hashes of other kinds, which would otherwise become passwords that nobody meant. */
    Pattern FOREIGN_HASH = Pattern.compile("\\$(?:argon2|2[abxy]?\\$|[156y]\\$|scrypt\\$|pbkdf2).*", Pattern.DOTALL);

    record Generated() implements SecretChoice {}

    record Password(ChosenPassword password) implements SecretChoice {
        public Password {
            requireNonNull(password, "password");
        }
    }

    record Hash(PasswordHash hash) implements SecretChoice {
        public Hash {
            requireNonNull(hash, "hash");
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT}; no message shows any of the text */
    static SecretChoice parse(String hashedKey) {
        if (hashedKey.equals(GENERATE)) {
            return new Generated();
        }
        if (hashedKey.startsWith(PasswordHash.PREFIX)) {
            return new Hash(PasswordHash.parse(hashedKey));
        }
        if (FOREIGN_HASH.matcher(hashedKey).matches()) {
            throw ManagerException.badInput(
                    "hashedKey: of hashes only those of Argon2id are taken, which begin with " + PasswordHash.PREFIX);
        }
        return new Password(new ChosenPassword(hashedKey));
    }
}
