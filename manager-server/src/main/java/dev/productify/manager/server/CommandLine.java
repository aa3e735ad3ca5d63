package dev.productify.manager.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for on the command line.
 *
 * @param config the file named by {@code --config}
 * @param heads those named by {@code --head}, for {@code verify-audit}
 */
record CommandLine(Command command, Optional<Path> config, List<KeptHead> heads) {
    static final String USAGE = """
            Usage: java -jar manager-server.jar [--config FILE] [COMMAND]

            Without a command the server starts. Commands:
              admin-token            makes a new token for the user admin and says where it is
              rotate-key             seals everything anew with a new key
              verify-audit           checks the seals of the audit log; ends with 1 when something was tampered with
              configuration          prints the reference of all configuration keys
              configuration-example  prints a config.yml in which every key stands as a comment

            Options:
              --config FILE  configuration file; else config.yml in the working folder, if there
              --head HEAD    for verify-audit, may be repeated: <project>=<sequence>:<hash> as the log has it; that seal
                             must still be there
              --version      prints the version
              --help         prints this text
            """;

    enum Command {
        SERVE,
        ADMIN_TOKEN,
        ROTATE_KEY,
        VERIFY_AUDIT,
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
        List<KeptHead> heads = new ArrayList<>();
        while (!rest.isEmpty()) {
            String word = rest.pop();
            if (word.equals("--config")) {
                config = Optional.of(Path.of(Optional.ofNullable(rest.poll())
                        .orElseThrow(() -> new Misuse("--config needs the name of a file"))));
            } else if (word.startsWith("--config=")) {
                config = Optional.of(Path.of(word.substring("--config=".length())));
            } else if (word.equals("--head")) {
                heads.add(KeptHead.parse(Optional.ofNullable(rest.poll())
                        .orElseThrow(() -> new Misuse("--head needs <project>=<sequence>:<hash>"))));
            } else if (word.startsWith("--head=")) {
                heads.add(KeptHead.parse(word.substring("--head=".length())));
            } else if (command.isPresent()) {
                throw new Misuse("one command at a time; not understood: " + word);
            } else {
                command = Optional.of(command(word));
            }
        }
        if (!heads.isEmpty() && !command.equals(Optional.of(Command.VERIFY_AUDIT))) {
            throw new Misuse("--head belongs to verify-audit");
        }
        return new CommandLine(command.orElse(Command.SERVE), config, List.copyOf(heads));
    }

    private static Command command(String word) {
        return switch (word) {
            case "admin-token" -> Command.ADMIN_TOKEN;
            case "rotate-key" -> Command.ROTATE_KEY;
            case "verify-audit" -> Command.VERIFY_AUDIT;
            case "configuration" -> Command.CONFIGURATION;
            case "configuration-example" -> Command.CONFIGURATION_EXAMPLE;
            case "--version" -> Command.VERSION;
            case "--help", "-h" -> Command.HELP;
            default -> throw new Misuse("not understood: " + word);
        };
    }

    /** The end of a chain of seals as somebody kept it: {@code <project>=<sequence>:<hash>}. */
    record KeptHead(UUID chain, long sequence, String hash) {
        private static final Pattern FORM = Pattern.compile(
                "(installation|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})=([0-9]{1,18}):([0-9a-f]{64})");

        static KeptHead parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new Misuse("--head needs <project>=<sequence>:<hash> as the log has it, not " + text);
            }
            String chain = form.group(1);
            return new KeptHead(
                    chain.equals("installation") ? new UUID(0, 0) : UUID.fromString(chain),
                    Long.parseLong(form.group(2)),
                    form.group(3));
        }
    }

    /** The command line cannot be understood. */
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }
}
