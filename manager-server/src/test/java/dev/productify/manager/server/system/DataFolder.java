package dev.productify.manager.server.system;

import dev.productify.manager.jdbc.embedded.EmbeddedPostgresForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A data folder with an embedded database, seen from outside. */
record DataFolder(Path path) {

    /** Saves a node the unpacking of the database's programs, which takes longer than all the rest of a first start. */
    DataFolder withPrograms() throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(path.resolve("postgres"), owner);
        Files.createSymbolicLink(path.resolve("postgres/programs"), EmbeddedPostgresForTests.programs());
        return this;
    }

    /** Undoes {@link #withPrograms}, once nothing runs any more. */
    void withoutPrograms() throws IOException {
        Path programs = path.resolve("postgres/programs");
        if (Files.isSymbolicLink(programs)) {
            Files.delete(programs);
        }
    }

    /** The database's main process, if this folder names one that lives. */
    Optional<ProcessHandle> postmaster() throws IOException {
        Path file = cluster().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        String pid = lines.isEmpty() ? "" : lines.get(0).strip();
        return pid.matches("[1-9][0-9]*") && worksHere(Path.of("/proc", pid))
                ? ProcessHandle.of(Long.parseLong(pid))
                : Optional.empty();
    }

    /** Kills the database's main process; the others of the database end when they see it. */
    void killPostmaster() throws IOException {
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    boolean saysThatADatabaseRuns() {
        return Files.exists(cluster().resolve("postmaster.pid"));
    }

    /** Processes of a database in this folder that are neither its main process nor one of its children. */
    List<Long> strayProcesses() throws IOException {
        long main = postmaster().map(ProcessHandle::pid).orElse(0L);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(this::worksHere)
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .filter(pid -> pid != main && parentOf(pid) != main)
                    .toList();
        }
    }

    private Path cluster() {
        return path.resolve("postgres/cluster");
    }

    private boolean worksHere(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.contains("(postgres) ")
                    && !stat.contains(") Z ")
                    && Files.readSymbolicLink(process.resolve("cwd"))
                            .equals(cluster().toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static long parentOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElse(-1L);
    }
}
