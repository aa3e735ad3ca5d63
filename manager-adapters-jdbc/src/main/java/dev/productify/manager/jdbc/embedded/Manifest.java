package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files a folder must hold, and how long each is. Only the list itself is forced to the disk: forcing a thousand
 * files one by one would take longer than all else of a first start, and a power failure leaves files short or missing,
 * which shows when they are measured at the next start.
 */
final class Manifest {
    private static final String NAME = "manifest";

    private Manifest() {}

    /** Writes down what the folder holds. */
    static void write(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> lines = files.filter(Files::isRegularFile)
                    .map(file -> line(folder, file))
                    .sorted()
                    .toList();
            DurableFiles.write(folder.resolve(NAME), String.join("\n", lines) + "\n");
        }
    }

    /** Whether the folder holds what was written down. */
    static boolean holds(Path folder) throws IOException {
        Path manifest = folder.resolve(NAME);
        if (!Files.isRegularFile(manifest)) {
            return false;
        }
        return Files.readAllLines(manifest).stream().allMatch(line -> isThere(folder, line));
    }

    private static boolean isThere(Path folder, String line) {
        Path file = folder.resolve(line.substring(line.indexOf(' ') + 1));
        return Files.isRegularFile(file) && line.equals(line(folder, file));
    }

    private static String line(Path folder, Path file) {
        return file.toFile().length() + " " + folder.relativize(file);
    }
}
