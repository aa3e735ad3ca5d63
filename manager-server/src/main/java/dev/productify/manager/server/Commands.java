package dev.productify.manager.server;

import dev.productify.manager.server.config.Configuration;
import java.io.PrintStream;

/** The commands that work on the database and end. */
final class Commands {
    private Commands() {}

    static int adminToken(Configuration configuration, PrintStream out) {
        throw new StartFailure("admin-token: this build has no database yet");
    }

    static int rotateKey(Configuration configuration, PrintStream out) {
        throw new StartFailure("rotate-key: this build has no database yet");
    }
}
