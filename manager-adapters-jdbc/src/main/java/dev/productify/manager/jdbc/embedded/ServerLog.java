package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where PostgreSQL writes what it has to say: one file until its logging runs, then one per day of the week. */
record ServerLog(Path directory) {
    private static final int LINES = 8;
    private static final int BYTES = 8192;
    private static final String START = "start.log";

    /** The file for the words of a new start; those of the last one are forgotten. */
    Path ofStart() throws IOException {
        Path file = directory.resolve(START);
        Files.deleteIfExists(file);
        return file;
    }

    /** The end of the start's own words and of the newest log; empty when there is nothing. */
    Optional<String> lastLines() throws IOException {
        List<String> lines = new ArrayList<>(tail(directory.resolve(START)));
        Optional<Path> newest = newestLog();
        if (newest.isPresent()) {
            lines.addAll(tail(newest.get()));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    private Optional<Path> newestLog() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith(START))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        }
    }

    private static List<String> tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - BYTES);
            channel.position(start);
            var bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the end
            }
            List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        }
    }
}
