package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that this run started, and ends. What it says goes to a file. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param environment added to this process's own, without what configures a Manager or PostgreSQL's clients */
    static Child start(String name, Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("PFY_") || key.startsWith("PG"));
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The first group of the pattern, once the process has said it. */
    String awaitWord(Pattern wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean ended = !process.isAlive(); // before looking, so that its last word counts
            Matcher said = wanted.matcher(said());
            if (said.find()) {
                return said.group(1);
            }
            if (ended) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + said());
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(name + " did not answer within " + PATIENCE.toSeconds() + " s:\n" + said());
    }

    /** All it said, once it has ended by itself. */
    String awaitEnd(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " still runs after " + patience.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + said());
        }
        return said();
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    /** Ends it without a word before, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
