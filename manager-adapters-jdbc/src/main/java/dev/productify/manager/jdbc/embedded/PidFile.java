package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL server writes about itself into its data directory, and removes when it ends in peace.
 *
 * @param pid of the server; 0 when the file tells none
 * @param startedAt by the server's clock, in whole seconds
 * @param port 0 when not yet written
 * @param sharedMemory the System V segment's id; empty when not yet written
 * @param ready whether it answers
 */
record PidFile(long pid, Instant startedAt, int port, Optional<String> sharedMemory, boolean ready) {
    static final String NAME = "postmaster.pid";

    /** Empty when there is no such file. */
    static Optional<PidFile> of(Path cluster) throws IOException {
        try {
            return Optional.of(parse(Files.readAllLines(cluster.resolve(NAME))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Never fails: the file may be half written. */
    static PidFile parse(List<String> lines) {
        String[] memory = line(lines, 6).split("\\s+");
        return new PidFile(
                number(line(lines, 0)),
                Instant.ofEpochSecond(number(line(lines, 2))),
                (int) number(line(lines, 3)),
                memory.length == 2 ? Optional.of(memory[1]) : Optional.empty(),
                line(lines, 7).equals("ready"));
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
