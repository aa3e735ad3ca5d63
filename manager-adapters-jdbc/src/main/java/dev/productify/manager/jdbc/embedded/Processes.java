package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers who is behind a process id. Best on Linux, where /proc tells all; elsewhere cautious. */
final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final Path SHARED_MEMORY = PROC.resolve("sysvipc/shm");
    private static final int ATTACHED = 6; // column of the number of processes that use a segment

    /** How far the kernel's and the server's opinion of when it started may differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private Processes() {}

    /** Who holds the process id that a server has left in its data directory. */
    enum Holder {
        /** The server of this data directory, alive. */
        SERVER,
        /** Something dead which its parent has not yet taken notice of. PostgreSQL takes it for a live server. */
        ZOMBIE,
        /** Somebody else, who got the number later. PostgreSQL may take it for a live server, too. */
        STRANGER,
        NOBODY
    }

    static boolean areVisible() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    static Holder holder(PidFile file, Path cluster) {
        Optional<ProcessHandle> process = file.pid() == 0
                ? Optional.empty()
                : ProcessHandle.of(file.pid()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return isZombie(file.pid()) ? Holder.ZOMBIE : Holder.NOBODY;
        }
        if (isZombie(file.pid())) {
            return Holder.ZOMBIE;
        }
        if (!isPostgres(process.get())) {
            return Holder.STRANGER;
        }
        boolean ours = directoryOf(file.pid())
                .map(directory -> directory.equals(cluster))
                .orElseGet(() -> startedAbout(process.get(), file.startedAt()));
        return ours ? Holder.SERVER : Holder.STRANGER;
    }

    /** Whether a server, or what is left of one, still works on the data directory. */
    static boolean use(Path cluster, PidFile file) throws IOException {
        return file.sharedMemory().filter(Processes::isAttached).isPresent() || anyServerIn(cluster);
    }

    private static boolean isAttached(String segment) {
        try (Stream<String> segments = Files.lines(SHARED_MEMORY)) {
            return segments.map(line -> line.strip().split("\\s+"))
                    .anyMatch(columns -> columns[1].equals(segment) && !columns[ATTACHED].equals("0"));
        } catch (IOException e) {
            return false; // a system that does not show it
        }
    }

    private static boolean anyServerIn(Path cluster) throws IOException {
        if (!areVisible()) {
            return false;
        }
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .mapToLong(Long::parseLong)
                    .anyMatch(pid -> directoryOf(pid).filter(cluster::equals).isPresent()
                            && commandOf(pid).equals("postgres")
                            && !isZombie(pid));
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        if (areVisible()) {
            return commandOf(process.pid()).equals("postgres");
        }
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().toLowerCase(Locale.ROOT))
                .filter(name -> List.of("postgres", "postgres.exe").contains(name))
                .isPresent();
    }

    private static boolean startedAbout(ProcessHandle process, Instant instant) {
        return process.info()
                .startInstant()
                .filter(start -> Duration.between(start, instant).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    /** The directory a process works in, which for a server is its data directory; empty when we may not know. */
    private static Optional<Path> directoryOf(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/cwd")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String commandOf(long pid) {
        String stat = stat(pid);
        int end = stat.lastIndexOf(')');
        return end < 0 ? "" : stat.substring(stat.indexOf('(') + 1, end);
    }

    private static boolean isZombie(long pid) {
        String stat = stat(pid);
        int end = stat.lastIndexOf(')'); // the name before it may hold anything
        return end >= 0 && (stat.startsWith("Z", end + 2) || stat.startsWith("X", end + 2));
    }

    private static String stat(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
