package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** An installed JDK. */
record Jdk(Path home, String version) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** The one that runs this. */
    static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    }

    /** An installed one of that major version, if there is any. */
    static Optional<Jdk> installed(int major) {
        Jdk running = running();
        if (running.isOf(major)) {
            return Optional.of(running);
        }
        try (Stream<Path> homes = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.<Path>empty()) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .map(home -> new Jdk(home, version(home)))
                    .filter(jdk -> jdk.isOf(major))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    private boolean isOf(int major) {
        return version.equals(Integer.toString(major)) || version.startsWith(major + ".");
    }

    private static String version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return "";
        }
        try (Reader lines = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(lines);
            return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
