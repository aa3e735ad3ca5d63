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
 * @param file the backup that is to be made or restored
 * @param withKey whether the backup is to hold the key, too
 * @param dryRun whether the restoration is only to be looked at
 */
record CommandLine(
        Command command,
        Optional<Path> config,
        List<KeptHead> heads,
        Optional<Path> file,
        boolean withKey,
        boolean dryRun) {
    static final String USAGE = """
            Usage: java -jar manager-server.jar [--config FILE] [COMMAND]

            Without a command the server starts. Commands:
              admin-token            makes a new token for the user admin and says where it is
              rotate-key             seals everything anew with a new key
              verify-audit           checks the seals of the audit log; ends with 1 when something was tampered with
              backup FILE            writes all data to a new file; nodes may go on meanwhile
              restore FILE           loads such a file into an empty database; no node may run
              configuration          prints the reference of all configuration keys
              configuration-example  prints a config.yml in which every key stands as a comment

            Options:
              --config FILE  configuration file; else config.yml in the working folder, if there
              --head HEAD    for verify-audit, may be repeated: <project>=<sequence>:<hash> as the log has it; that seal
                             must still be there
              --with-key     for backup: puts the key into the file, too; whoever has the file can then open every credential
              --dry-run      for restore: checks the file and the database, says what would be done, and changes nothing
              --version      prints the version
              --help         prints this text
            """;

    enum Command {
        SERVE,
        ADMIN_TOKEN,
        ROTATE_KEY,
        VERIFY_AUDIT,
        BACKUP,
        RESTORE,
        CONFIGURATION,
        CONFIGURATION_EXAMPLE,
        VERSION,
        HELP
    }

    /**
     * @throws Misuse with a line that says what is not understood
     */
    static CommandLine parse(String... arguments) {
        Reading reading = new Reading(arguments);
        while (!reading.rest.isEmpty()) {
            reading.next(reading.rest.pop());
        }
        return reading.result();
    }

    /** What was read so far. */
    private static final class Reading {
        private final Deque<String> rest;
        private final List<KeptHead> heads = new ArrayList<>();
        private Optional<Path> config = Optional.empty();
        private Optional<Command> command = Optional.empty();
        private Optional<Path> file = Optional.empty();
        private boolean withKey;
        private boolean dryRun;

        Reading(String... arguments) {
            this.rest = new ArrayDeque<>(List.of(arguments));
        }

        void next(String word) {
            if (word.equals("--config")) {
                config = Optional.of(Path.of(value("--config needs the name of a file")));
            } else if (word.startsWith("--config=")) {
                config = Optional.of(Path.of(word.substring("--config=".length())));
            } else if (word.equals("--head")) {
                heads.add(KeptHead.parse(value("--head needs <project>=<sequence>:<hash>")));
            } else if (word.startsWith("--head=")) {
                heads.add(KeptHead.parse(word.substring("--head=".length())));
            } else if (word.equals("--with-key")) {
                withKey = true;
            } else if (word.equals("--dry-run")) {
                dryRun = true;
            } else if (takesFile() && file.isEmpty() && !word.startsWith("-")) {
                file = Optional.of(Path.of(word));
            } else if (command.isPresent()) {
                throw new Misuse("one command at a time; not understood: " + word);
            } else {
                command = Optional.of(command(word));
            }
        }

        private String value(String missing) {
            return Optional.ofNullable(rest.poll()).orElseThrow(() -> new Misuse(missing));
        }

        CommandLine result() {
            if (!heads.isEmpty() && !is(Command.VERIFY_AUDIT)) {
                throw new Misuse("--head belongs to verify-audit");
            }
            if (withKey && !is(Command.BACKUP)) {
                throw new Misuse("--with-key belongs to backup");
            }
            if (dryRun && !is(Command.RESTORE)) {
                throw new Misuse("--dry-run belongs to restore");
            }
            if (takesFile() && file.isEmpty()) {
                throw new Misuse("the name of the backup's file is missing");
            }
            return new CommandLine(command.orElse(Command.SERVE), config, List.copyOf(heads), file, withKey, dryRun);
        }

        private boolean takesFile() {
            return is(Command.BACKUP) || is(Command.RESTORE);
        }

        private boolean is(Command which) {
            return command.equals(Optional.of(which));
        }
    }

    private static Command command(String word) {
        return switch (word) {
            case "admin-token" -> Command.ADMIN_TOKEN;
            case "rotate-key" -> Command.ROTATE_KEY;
            case "verify-audit" -> Command.VERIFY_AUDIT;
            case "backup" -> Command.BACKUP;
            case "restore" -> Command.RESTORE;
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
