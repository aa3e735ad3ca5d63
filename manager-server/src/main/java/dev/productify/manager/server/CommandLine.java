package dev.productify.manager.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param config the file named by {@code --config}
 */
record CommandLine(Command command, Optional<Path> config) {
    static final String USAGE = """
            Usage: java -jar manager-server.jar [--config FILE] [COMMAND]

            Without a command the server starts. Commands:
              admin-token            makes a new token for the user admin and says where it is
              rotate-key             seals everything anew with a new key
              configuration          prints the reference of all configuration keys
              configuration-example  prints a config.yml in which every key stands as a comment

            Options:
              --config FILE  configuration file; else config.yml in the working folder, if there
              --version      prints the version
              --help         prints this text
            """;

    enum Command {
        SERVE,
        ADMIN_TOKEN,
        ROTATE_KEY,
        CONFIGURATION,
        CONFIGURATION_EXAMPLE,
        VERSION,
        HELP
    }

    /**
     * @throws Misuse with a line that says what is not understood
     */
    static CommandLine parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Optional<Path> config = Optional.empty();
        Optional<Command> command = Optional.empty();
        while (!rest.isEmpty()) {
            String word = rest.pop();
            if (word.equals("--config")) {
                config = Optional.of(Path.of(Optional.ofNullable(rest.poll())
                        .orElseThrow(() -> new Misuse("--config needs the name of a file"))));
            } else if (word.startsWith("--config=")) {
                config = Optional.of(Path.of(word.substring("--config=".length())));
            } else if (command.isPresent()) {
                throw new Misuse("one command at a time; not understood: " + word);
            } else {
                command = Optional.of(command(word));
            }
        }
        return new CommandLine(command.orElse(Command.SERVE), config);
    }

    private static Command command(String word) {
        return switch (word) {
            case "admin-token" -> Command.ADMIN_TOKEN;
            case "rotate-key" -> Command.ROTATE_KEY;
            case "configuration" -> Command.CONFIGURATION;
            case "configuration-example" -> Command.CONFIGURATION_EXAMPLE;
            case "--version" -> Command.VERSION;
            case "--help", "-h" -> Command.HELP;
            default -> throw new Misuse("not understood: " + word);
        };
    }

    /** The command line cannot be understood. */
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }
}
