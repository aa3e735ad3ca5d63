package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash of a password (RFC 9106), as text in the PHC string format: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, version 19, salt and hash in base64 without padding. What it costs to check
 * a password against one is bounded, because hashes come from outside too: the bounds hold before any work is done. Its
 * {@code toString} shows the parameters only.
 */
public final class PasswordHash {
    /** How every hash of this kind begins. */
    public static final String PREFIX = "$argon2id$";

    /** Most memory, in KiB: 64 MiB. */
    public static final int MOST_MEMORY = 64 * 1024;

    public static final int MOST_ITERATIONS = 5;
    public static final int MOST_LANES = 4;

    private static final int LEAST_SALT = 8;
    private static final int MOST_SALT = 64;
    private static final int LEAST_HASH = 16;
    private static final int MOST_HASH = 64;
    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,9}),t=([1-9][0-9]{0,9}),"
            + "p=([1-9][0-9]{0,9})\\$([A-Za-z0-9+/]{1,100})\\$([A-Za-z0-9+/]{1,100})");

    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * What one computation costs.
     *
     * @param memory in KiB; at least eight for each lane (RFC 9106, section 3.1)
     * @param iterations passes over the memory
     * @param lanes degree of parallelism
     */
    public record Cost(int memory, int iterations, int lanes) {
        public Cost {
            within("m", memory, 8L * lanes, MOST_MEMORY);
            within("t", iterations, 1, MOST_ITERATIONS);
            within("p", lanes, 1, MOST_LANES);
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} that names the part and its bounds */
    public static PasswordHash parse(String phc) {
        Matcher form = FORM.matcher(phc);
        if (!form.matches()) {
            throw ManagerException.badInput("hashedKey must have the form $argon2id$v=19$m=19456,t=2,p=1$salt$hash,"
                    + " with salt and hash in base64 without padding");
        }
        Cost cost = new Cost(number(form.group(1)), number(form.group(2)), number(form.group(3)));
        return of(cost, decoded("salt", form.group(4)), decoded("hash", form.group(5)));
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when salt or hash are too short or too long */
    public static PasswordHash of(Cost cost, byte[] salt, byte[] hash) {
        within("bytes of salt", salt.length, LEAST_SALT, MOST_SALT);
        within("bytes of hash", hash.length, LEAST_HASH, MOST_HASH);
        return new PasswordHash(requireNonNull(cost, "cost"), salt.clone(), hash.clone());
    }

    private static int number(String digits) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
    }

    private static byte[] decoded(String part, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (encoded(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw ManagerException.badInput("hashedKey: the " + part + " must be base64 without padding");
    }

    private static void within(String part, long value, long least, long most) {
        if (value < least || value > most) {
            throw ManagerException.badInput("hashedKey: " + part + " must be " + least + " to " + most);
        }
    }

    public Cost cost() {
        return cost;
    }

    public byte[] salt() {
        return salt.clone();
    }

    /** How many bytes {@link #is} compares. */
    public int length() {
        return hash.length;
    }

    /** Whether these bytes are the hash; takes the same time wherever the difference is. */
    public boolean is(byte[] computed) {
        return MessageDigest.isEqual(hash, computed);
    }

    /** The text of the PHC format. */
    public String phc() {
        return PREFIX + "v=19$m=" + cost.memory() + ",t=" + cost.iterations() + ",p=" + cost.lanes() + "$"
                + encoded(salt) + "$" + encoded(hash);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that
                && cost.equals(that.cost)
                && Arrays.equals(salt, that.salt)
                && is(that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "PasswordHash[" + cost + "]";
    }
}
