package dev.productify.manager.domain.machineuser;

import java.util.Optional;

/** Argon2id, which the Java platform does not have: whoever runs the domain brings it. Slow by intent. */
public interface PasswordHasher {
    /** A hash with a fresh salt. */
    PasswordHash hash(ChosenPassword password);

    /**
     * Whether the text is the password of that hash.
     *
     * @param kept when there is none, the same work is done for nothing and the answer is no, so that the time tells
     *     nobody which names exist (contract A6)
     */
    boolean matches(String presented, Optional<PasswordHash> kept);
}
