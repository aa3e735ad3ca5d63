package dev.productify.manager.server.system;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one jar as a process, in a working folder, on free ports, in a country where I and i are no pair. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("\"?address\"?[=:]\"(http://[^\"]+)\"");

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Kiritimati",
                "-jar",
                new File(System.getProperty("manager.jar", "target/manager-server.jar")).getAbsolutePath()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "console", ".out");
        Path err = Files.createTempFile(folder, "console", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PFY_") || name.startsWith("PG"));
        builder.environment().put("PFY_SERVER_PORT", "0");
        builder.environment().put("PFY_METRICS_PORT", "0");
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), out, err);
    }

    long pid() {
        return process.pid();
    }

    /** Where it answers, once it does. */
    URI awaitAddress() throws Exception {
        return Await.value("an address in " + out, PATIENCE, () -> {
            boolean ended = !process.isAlive(); // before looking, so that its last word counts
            Matcher address = ADDRESS.matcher(out());
            if (address.find()) {
                return Optional.of(URI.create(address.group(1)));
            }
            if (ended) {
                throw new AssertionError("Ended with " + process.exitValue() + ": " + out() + err());
            }
            return Optional.empty();
        });
    }

    /** The exit code. */
    int awaitEnd() throws Exception {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Still runs: " + out() + err());
        }
        return process.exitValue();
    }

    /** Whether it runs for that much longer. */
    boolean runsFor(long millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** What it wrote so far; JSON's escaped slashes as plain ones. */
    String out() throws IOException {
        return Files.readString(out).replace("\\/", "/");
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws Exception {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it in order, if it still runs; kills it, if it does not stop. */
    @Override
    public void close() {
        terminate();
        try {
            if (runsFor(PATIENCE.toMillis())) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
