package dev.productify.manager.server;

import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.config.ConfigurationException;
import dev.productify.manager.server.config.LogSection;
import dev.productify.manager.server.config.Reference;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The program. Exit codes: 0 done or stopped in order, 1 cannot start or failed, 2 not understood. */
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    /** Not an exit code: the server runs until a signal stops it. */
    static final int RUNNING = -1;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        int code = new Main(System.getenv(), System.out, System.err).run(arguments);
        if (code != RUNNING) {
            System.exit(code);
        }
    }

    int run(String... arguments) {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (CommandLine.Misuse misuse) {
            err.println("manager: " + misuse.getMessage());
            err.print(CommandLine.USAGE);
            return MISUSED;
        }
        return switch (line.command()) {
            case HELP -> print(CommandLine.USAGE);
            case VERSION -> print("Productify Manager " + Version.text() + "\n");
            case CONFIGURATION -> print(Reference.page());
            case CONFIGURATION_EXAMPLE -> print(Reference.example());
            case SERVE -> configured(line, this::serve);
            case ADMIN_TOKEN -> configured(line, configuration -> Commands.adminToken(configuration, out));
            case VERIFY_AUDIT ->
                configured(line, configuration -> Commands.verifyAudit(configuration, line.heads(), out, err));
            case BACKUP ->
                configured(
                        line,
                        configuration -> new BackupCommand(configuration, out, err)
                                .run(line.file().orElseThrow(), line.withKey()));
            case RESTORE ->
                configured(
                        line,
                        configuration -> new RestoreCommand(configuration, out)
                                .run(line.file().orElseThrow(), line.dryRun()));
            case ROTATE_KEY -> configured(line, configuration -> Commands.rotateKey(configuration, out));
        };
    }

    /** A command that needs the configuration. */
    @FunctionalInterface
    private interface Configured {
        int run(Configuration configuration);
    }

    private int configured(CommandLine line, Configured command) {
        Configuration configuration;
        try {
            configuration = Configuration.read(line.config(), environment);
        } catch (ConfigurationException wrong) {
            wrong.getMessage().lines().forEach(problem -> err.println("manager: " + problem));
            return FAILED;
        }
        try {
            return command.run(configuration);
        } catch (StartFailure failure) {
            err.println("manager: " + failure.getMessage());
            return failed(configuration, failure);
        } catch (RuntimeException | Error fault) {
            err.println("manager: cannot start: " + fault);
            return failed(configuration, fault);
        }
    }

    private int failed(Configuration configuration, Throwable failure) {
        if (configuration.log().level() == LogSection.Level.DEBUG) {
            failure.printStackTrace(err);
        }
        return FAILED;
    }

    /**
     * Starts the node and leaves it running. A signal runs the shutdown hook, which stops the node in order and then
     * halts with 0: the JVM itself would end with 128 + the signal's number, which supervisors take for a crash.
     * Halting skips nothing: this hook is the only one, and it has closed everything by then.
     */
    private int serve(Configuration configuration) {
        Manager manager = new Manager(configuration);
        AtomicInteger exitCode = new AtomicInteger(DONE);
        Thread hook = new Thread(
                () -> {
                    manager.close();
                    Runtime.getRuntime().halt(exitCode.get());
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            manager.start();
        } catch (RuntimeException | Error failure) {
            exitCode.set(FAILED);
            throw failure;
        }
        return RUNNING;
    }

    private int print(String text) {
        out.print(text);
        out.flush();
        return DONE;
    }
}
