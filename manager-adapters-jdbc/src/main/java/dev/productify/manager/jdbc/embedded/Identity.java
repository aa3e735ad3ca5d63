package dev.productify.manager.jdbc.embedded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * As whom PostgreSQL's programs run. They refuse to run as root, or as somebody without a name, so for those another
 * identity is found.
 *
 * @param prefix what stands before each command
 * @param user the user and group that must own PostgreSQL's files; empty when they are right as they are
 */
record Identity(List<String> prefix, OptionalInt user) {
    private static final Duration PROBE = Duration.ofSeconds(20);
    private static final int NOBODY = 65_534;

    /** The JVM's own user. */
    static final Identity PLAIN = new Identity(List.of(), OptionalInt.empty());

    /** An ordinary user who has only a number, as in many containers; initdb insists on a name. */
    static final Identity NAMELESS = new Identity(List.of("unshare", "-U"), OptionalInt.empty());

    /** Root under another name: a user namespace in which nobody is root, while files stay root's. */
    static final Identity NAMESPACE = new Identity(List.of("unshare", "-U"), OptionalInt.of(0));

    /** The user that owns nothing else. */
    static final Identity OTHER_USER = new Identity(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), OptionalInt.of(NOBODY));

    /**
     * For root the first of the candidates under which the program runs and can enter the directory; for everybody else
     * the JVM's own user.
     */
    static Identity choose(List<Identity> candidates, Path directory, Path program) throws IOException {
        if (!isRoot()) {
            return hasName() || !NAMELESS.works(directory, program) ? PLAIN : NAMELESS;
        }
        for (Identity candidate : candidates) {
            if (candidate.works(directory, program)) {
                return candidate;
            }
        }
        throw new EmbeddedPostgresException("PostgreSQL does not run as root, and here root can neither make a user"
                + " namespace (unshare -U) nor enter " + directory + " as another user (setpriv --reuid=" + NOBODY
                + "). Start the Manager as an ordinary user, choose a data directory that every user can enter,"
                + " or give it a PostgreSQL server of your own with database.url.");
    }

    /** Makes the file or tree PostgreSQL's own, as it insists for its data directory. */
    void own(Path path) throws IOException {
        if (user.isEmpty() || ownerOf(path) == user.getAsInt()) {
            return;
        }
        try (var all = Files.walk(path)) {
            for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.setAttribute(each, "unix:uid", user.getAsInt(), NOFOLLOW_LINKS);
                Files.setAttribute(each, "unix:gid", user.getAsInt(), NOFOLLOW_LINKS);
            }
        }
    }

    private boolean works(Path directory, Path program) throws IOException {
        if (equals(OTHER_USER)) {
            letEnter(directory);
        }
        try {
            return Command.of(
                            prefix,
                            directory,
                            PROBE,
                            "sh",
                            "-c",
                            "cd \"$1\" && \"$2\" --version",
                            "sh",
                            directory,
                            program)
                    .run()
                    .succeeded();
        } catch (EmbeddedPostgresException e) {
            return false; // no such command here
        }
    }

    /** Others may then pass through the home, but not list it; what is secret in it has its own permissions. */
    private static void letEnter(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    /** The JVM says ? when it finds no name for its user. */
    private static boolean hasName() {
        return !System.getProperty("user.name").equals("?");
    }

    static boolean isRoot() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return false;
        }
        Path self = Path.of("/proc/self/status");
        if (Files.isReadable(self)) {
            return Files.readAllLines(self).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .anyMatch(line -> line.split("\\s+")[2].equals("0")); // real, then effective
        }
        return Command.of(List.of(), Path.of("/"), PROBE, "id", "-u")
                .run()
                .output()
                .equals("0");
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", NOFOLLOW_LINKS);
    }
}
