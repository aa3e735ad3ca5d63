package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs {@link ChildMain}, and may be killed. */
final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;
    private static final String END = "(end)";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of a child JVM");
        reader.setDaemon(true);
        reader.start();
    }

    static ChildJvm start(String mode, Path home) throws IOException {
        return start(
                List.of(),
                classPath(),
                Map.of(),
                mode,
                home.toString(),
                EmbeddedPostgresForTests.programs().toString());
    }

    static ChildJvm start(
            List<String> prefix,
            String classPath,
            Map<String, String> environment,
            String mode,
            String home,
            String programs)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-cp",
                classPath,
                ChildMain.class.getName(),
                mode,
                URLEncoder.encode(home, StandardCharsets.UTF_8),
                URLEncoder.encode(programs, StandardCharsets.UTF_8)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line that begins so, and returns what follows. */
    String await(String beginning) throws InterruptedException {
        while (true) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("line %s after %s", beginning, seen).isNotNull().isNotEqualTo(END);
            seen.add(line);
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
        }
    }

    /** Ends the process without a chance to do anything more, and returns all that it said. */
    List<String> kill() throws InterruptedException {
        process.destroyForcibly();
        return awaitEnd();
    }

    List<String> awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
            seen.add(line);
        }
        lines.add(END);
        return seen;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("output broke: " + e);
        } finally {
            lines.add(END);
        }
    }
}
