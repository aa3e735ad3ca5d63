package dev.productify.manager.jdbc.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;

/** The migrations that a server brings, as the file {@code index} of each of its folders lists them. */
final class KnownMigrations {
    private static final String FOLDER = "db/migration";

    private final List<String> folders;

    private KnownMigrations(List<String> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Those of this server. */
    static KnownMigrations own() {
        return new KnownMigrations(List.of(FOLDER));
    }

    /** These, and those of one more folder of the class path. */
    KnownMigrations and(String folder) {
        List<String> more = new ArrayList<>(folders);
        more.add(folder);
        return new KnownMigrations(more);
    }

    /** Where Flyway finds them. */
    String[] locations() {
        return folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new);
    }

    List<String> names() {
        return folders.stream().flatMap(folder -> names(folder).stream()).toList();
    }

    private static List<String> names(String folder) {
        return new String(content(folder, "index"), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** How many there are, apart from callbacks. */
    long count() {
        return versioned().size();
    }

    /** The version of the last one. */
    MigrationVersion last() {
        return versioned().stream()
                .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<String> versioned() {
        return names().stream().filter(name -> name.startsWith("V")).toList();
    }

    /** All but the callbacks, in their order. */
    List<SchemaVersion.Migration> migrations() {
        return folders.stream()
                .flatMap(folder -> names(folder).stream()
                        .filter(name -> name.startsWith("V"))
                        .map(name -> new SchemaVersion.Migration(
                                name.substring(1, name.indexOf("__")), checksum(folder, name))))
                .toList();
    }

    /** As Flyway's history has it, without loading Flyway: the CRC-32 of the lines without their ends. */
    private static int checksum(String folder, String name) {
        CRC32 crc = new CRC32();
        new String(content(folder, name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .forEach(crc::update);
        return (int) crc.getValue();
    }

    /** Tells one set of migrations from another, down to each character and the role that they grant rights to. */
    String fingerprint(String runtime) {
        MessageDigest digest = sha256();
        digest.update(runtime.getBytes(StandardCharsets.UTF_8));
        for (String folder : folders) {
            for (String name : names(folder)) {
                digest.update((byte) 0);
                digest.update(content(folder, name));
            }
        }
        return "migrations sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(String folder, String name) {
        try (InputStream in = KnownMigrations.class.getResourceAsStream('/' + folder + '/' + name)) {
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
