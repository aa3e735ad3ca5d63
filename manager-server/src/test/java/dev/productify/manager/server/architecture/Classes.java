package dev.productify.manager.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What compiled classes refer to, as the JDK's own tools say. */
final class Classes {
    private static final Pattern REFERENCE = Pattern.compile("->\\s+(dev\\.productify\\.[\\w.]+)");

    private Classes() {}

    /** Where the classes of a module are: a folder or a jar. */
    static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The modules of the JDK that the classes need, as a list with commas; what is missing is an error. */
    static String neededModules(Class<?>... types) {
        return neededModules(Stream.of(types).map(Classes::home).toArray(Path[]::new));
    }

    static String neededModules(Path... homes) {
        List<String> arguments = new ArrayList<>(List.of("--print-module-deps", "--multi-release", "base"));
        Stream.of(homes).map(Path::toString).forEach(arguments::add);
        return jdeps(arguments).strip();
    }

    /** The packages of this project that the classes refer to. */
    static Set<String> referredPackages(Path home) {
        Matcher matcher = REFERENCE.matcher(jdeps(List.of(
                "-verbose:package",
                "--multi-release",
                "base",
                "-filter:none",
                "--ignore-missing-deps",
                home.toString())));
        Set<String> packages = new LinkedHashSet<>();
        while (matcher.find()) {
            packages.add(matcher.group(1));
        }
        return packages;
    }

    private static String jdeps(List<String> arguments) {
        return tool("jdeps", arguments);
    }

    private static String tool(String name, List<String> arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exit = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }

    /** Public top-level types whose names end so. */
    static List<String> publicTypes(Path home, String suffix) {
        return inClasses(
                home,
                files -> files.map(Path::toString)
                        .filter(file -> file.endsWith(suffix + ".class") && !file.contains("$"))
                        .map(Classes::load)
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .map(Class::getName)
                        .toList());
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(className(file), false, Classes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a class of this project, or of one in no package. */
    private static String className(String file) {
        String path = file.contains("/dev/productify/")
                ? file.substring(file.indexOf("/dev/productify/") + 1)
                : file.substring(file.lastIndexOf('/') + 1);
        return path.replaceFirst("\\.class$", "").replace('/', '.');
    }

    /** Names of the classes that call the method, as in {@code java/time/Instant.now}. */
    static List<String> callersOf(Path home, String method) {
        List<String> names = inClasses(
                home,
                files -> files.map(Path::toString)
                        .filter(file -> file.endsWith(".class"))
                        .map(Classes::className)
                        .toList());
        List<String> arguments = new ArrayList<>(List.of("-c", "-p", "-cp", home.toString()));
        arguments.addAll(names);
        List<String> callers = new ArrayList<>();
        for (String text : tool("javap", arguments).split("Compiled from ")) {
            if (text.contains("Method " + method + ":")) {
                callers.add(text.lines().findFirst().orElse(""));
            }
        }
        return callers;
    }

    private static List<String> inClasses(Path home, Function<Stream<Path>, List<String>> question) {
        try {
            if (Files.isDirectory(home)) {
                try (Stream<Path> files = Files.walk(home)) {
                    return question.apply(files);
                }
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + home.toUri()), Map.of());
                    Stream<Path> files = Files.walk(jar.getPath("/"))) {
                return question.apply(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class made on the spot, in a folder of its own. */
    static Path compiled(Path folder, String name, String source) {
        try {
            Path file = Files.writeString(folder.resolve(name + ".java"), source);
            Path classes = Files.createDirectory(folder.resolve("classes"));
            String classPath = System.getProperty("java.class.path");
            tool("javac", List.of("-proc:none", "-d", classes.toString(), "-cp", classPath, file.toString()));
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
