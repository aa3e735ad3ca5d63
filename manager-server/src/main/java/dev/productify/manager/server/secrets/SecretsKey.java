package dev.productify.manager.server.secrets;

import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.server.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The key that seals credentials at rest: 256 bits. Its text form shows the id only. */
public final class SecretsKey {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private static final String FILE = "secrets.key";
    /** A key that is about to take the place of the one in {@link #FILE}. */
    private static final String PENDING = "secrets.key.next";

    private final byte[] bytes;
    private final String id;

    private SecretsKey(byte[] bytes) {
        this.bytes = bytes.clone();
        this.id = HexFormat.of().formatHex(sha256(bytes), 0, 4);
    }

    /**
     * The configured key, else the one in the data folder, else a new one that is written there: mode 0600, complete
     * on disk before it is used.
     *
     * @throws StartFailure when a key is there and is not 32 bytes in base64, or cannot be read or written
     */
    public static SecretsKey load(Optional<String> configured, Path dataDir) {
        if (configured.isPresent()) {
            return decode(configured.get(), "secrets.key");
        }
        Path file = dataDir.resolve(FILE);
        try {
            PrivateFiles.writeNew(file, () -> fresh().encoded() + "\n");
            return decode(Files.readString(file, StandardCharsets.US_ASCII).strip(), file.toString());
        } catch (IOException problem) {
            throw new StartFailure(file + ": the key cannot be read or written: " + problem.getMessage(), problem);
        }
    }

    /**
     * The configured key, else the one in the data folder; none is made.
     *
     * @throws StartFailure when a key is there and is not 32 bytes in base64, or cannot be read
     */
    static Optional<SecretsKey> present(Optional<String> configured, Path dataDir) {
        return configured.isPresent() ? Optional.of(load(configured, dataDir)) : read(dataDir.resolve(FILE));
    }

    /** The key of a rotation that was cut short, if there is one. */
    static Optional<SecretsKey> pending(Path dataDir) {
        return read(dataDir.resolve(PENDING));
    }

    private static Optional<SecretsKey> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(decode(
                            Files.readString(file, StandardCharsets.US_ASCII).strip(), file.toString()))
                    : Optional.empty();
        } catch (IOException problem) {
            throw new StartFailure(file + ": the key cannot be read: " + problem.getMessage(), problem);
        }
    }

    /** Puts this key beside the present one, so that it survives whatever happens during the rotation. */
    void announce(Path dataDir) {
        write(dataDir.resolve(PENDING), () -> PrivateFiles.replace(dataDir.resolve(PENDING), encoded() + "\n"));
    }

    /** Puts this key, which was announced, in the place of the present one. */
    void settle(Path dataDir) {
        write(dataDir.resolve(FILE), () -> {
            PrivateFiles.replace(dataDir.resolve(FILE), encoded() + "\n");
            Files.deleteIfExists(dataDir.resolve(PENDING));
        });
    }

    /**
     * Makes this key the one of the data folder, which has none.
     *
     * @return whether there still was none
     */
    boolean writeNew(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        try {
            return PrivateFiles.writeNew(file, () -> encoded() + "\n");
        } catch (IOException problem) {
            throw new StartFailure(file + ": the key cannot be written: " + problem.getMessage(), problem);
        }
    }

    /** Takes the key out of the data folder again. */
    static void remove(Path dataDir) {
        write(dataDir.resolve(FILE), () -> Files.deleteIfExists(dataDir.resolve(FILE)));
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Path file, Writing writing) {
        try {
            writing.run();
        } catch (IOException problem) {
            throw new StartFailure(file + ": the key cannot be written: " + problem.getMessage(), problem);
        }
    }

    /** A key from the system's random source. */
    public static SecretsKey fresh() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new SecretsKey(bytes);
    }

    /**
     * @param origin where the text comes from, for the error line
     * @throws StartFailure when the text is not 32 bytes in base64; the message does not hold it
     */
    static SecretsKey decode(String text, String origin) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == LENGTH) {
                return new SecretsKey(bytes);
            }
            throw new StartFailure(origin + ": the key has " + bytes.length + " bytes; it needs 32 bytes in base64");
        } catch (IllegalArgumentException notBase64) {
            throw new StartFailure(origin + ": the key is not base64; it needs 32 bytes in base64");
        }
    }

    /** First 8 hexadecimal digits of the key's SHA-256: says which key, not what it is. */
    public String id() {
        return id;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What seals and opens with this key. */
    public SecretSealer sealer() {
        return new SecretSealer(id, bytes, new SecureRandom());
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SecretsKey[" + id + "]";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException("Every JVM has SHA-256", every);
        }
    }
}
