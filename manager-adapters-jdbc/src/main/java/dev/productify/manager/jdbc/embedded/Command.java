package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of an outside program: bounded in time, its output read to the end, and with an environment of its own, so
 * that a caller's PGDATA, PGPORT or LC_ALL changes nothing.
 */
final class Command {
    private static final List<String> INHERITED = List.of("PATH", "SystemRoot", "TMPDIR", "TEMP", "TMP");

    private final String name;
    private final List<String> words;
    private final Path directory;
    private final Duration timeout;

    private Command(String name, List<String> words, Path directory, Duration timeout) {
        this.name = name;
        this.words = words;
        this.directory = directory;
        this.timeout = timeout;
    }

    /** What came of a call; the output is standard output and standard error together. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    static Command of(List<String> prefix, Path directory, Duration timeout, Object... words) {
        List<String> all = new ArrayList<>(prefix);
        for (Object word : words) {
            all.add(word.toString());
        }
        String name = String.valueOf(Path.of(words[0].toString()).getFileName());
        return new Command(name, List.copyOf(all), directory, timeout);
    }

    /**
     * Runs to the end, or kills it after the time-out.
     *
     * @throws EmbeddedPostgresException when the program is not there, takes too long, or the thread is interrupted
     */
    Result run() {
        Process process = start();
        CompletableFuture<String> output = read(process);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedPostgresException(name + " did not finish within " + timeout.toSeconds() + " s");
            }
            return new Result(
                    process.exitValue(), output.get(5, TimeUnit.SECONDS).strip());
        } catch (TimeoutException e) {
            throw new EmbeddedPostgresException(name + " left somebody behind who holds its output open", e);
        } catch (ExecutionException e) {
            throw new EmbeddedPostgresException("The output of " + name + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while " + name + " was running", e);
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private Process start() {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.put("LC_ALL", "C"); // messages we can read, whatever the caller speaks
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot run " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    private CompletableFuture<String> read(Process process) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (var in = process.getInputStream()) {
                        output.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        output.completeExceptionally(e);
                    }
                },
                "output of " + name);
        reader.setDaemon(true);
        reader.start();
        return output;
    }
}
