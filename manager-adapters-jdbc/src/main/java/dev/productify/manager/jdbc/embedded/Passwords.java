package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/** The passwords of the cluster's three roles. They exist before the cluster does, and for as long. */
record Passwords(String superuser, String owner, String runtime) {
    private static final int BYTES = 32;

    static Optional<Passwords> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        lines.load(new StringReader(Files.readString(file)));
        return Optional.of(new Passwords(
                required(lines, Roles.SUPERUSER, file),
                required(lines, Roles.OWNER, file),
                required(lines, Roles.RUNTIME, file)));
    }

    static Passwords create(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        Passwords made = new Passwords(password(random), password(random), password(random));
        DurableFiles.write(
                file,
                Roles.SUPERUSER + "=" + made.superuser + "\n" + Roles.OWNER + "=" + made.owner + "\n" + Roles.RUNTIME
                        + "=" + made.runtime + "\n");
        return made;
    }

    DatabaseAddress ofSuperuser(int port, String database) {
        return new DatabaseAddress(url(port, database), Roles.SUPERUSER, superuser);
    }

    DatabaseAddress ofOwner(int port, String database) {
        return new DatabaseAddress(url(port, database), Roles.OWNER, owner);
    }

    DatabaseAddress ofRuntime(int port, String database) {
        return new DatabaseAddress(url(port, database), Roles.RUNTIME, runtime);
    }

    @Override
    public String toString() {
        return "Passwords[not shown]";
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://" + Home.LOOPBACK + ":" + port + "/" + database;
    }

    private static String required(Properties lines, String role, Path file) {
        String password = lines.getProperty(role, "").strip();
        if (password.isEmpty()) {
            throw new EmbeddedPostgresException(
                    "The file " + file + " holds no password of " + role + ". Put the file back from a copy.");
        }
        return password;
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
