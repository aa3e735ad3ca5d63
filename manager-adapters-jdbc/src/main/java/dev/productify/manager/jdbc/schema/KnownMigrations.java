package dev.productify.manager.jdbc.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** The migrations that this server brings, as {@code db/migration/index} lists them. */
final class KnownMigrations {
    private static final String FOLDER = "/db/migration/";

    private KnownMigrations() {}

    static List<String> names() {
        return new String(content("index"), StandardCharsets.UTF_8).lines().toList();
    }

    /** How many there are, apart from callbacks. */
    static long count() {
        return names().stream().filter(name -> name.startsWith("V")).count();
    }

    /** All but the callbacks, in their order. */
    static List<SchemaVersion.Migration> migrations() {
        return names().stream()
                .filter(name -> name.startsWith("V"))
                .map(name -> new SchemaVersion.Migration(name.substring(1, name.indexOf("__")), checksum(name)))
                .toList();
    }

    /** As Flyway's history has it, without loading Flyway: the CRC-32 of the lines without their ends. */
    private static int checksum(String name) {
        CRC32 crc = new CRC32();
        new String(content(name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .forEach(crc::update);
        return (int) crc.getValue();
    }

    /** Tells one set of migrations from another, down to each character and the role that they grant rights to. */
    static String fingerprint(String runtime) {
        MessageDigest digest = sha256();
        digest.update(runtime.getBytes(StandardCharsets.UTF_8));
        for (String name : names()) {
            digest.update((byte) 0);
            digest.update(content(name));
        }
        return "migrations sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(String name) {
        try (InputStream in = KnownMigrations.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The migration " + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }
}
