package dev.productify.manager.server.http;

import dev.productify.manager.server.StartFailure;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** What all listeners share: their address, and why it could not be taken. */
public final class Listening {
    private Listening() {}

    /** An address to call from this machine; a listener on all interfaces is called on loopback. */
    public static URI uri(String host, int port) {
        String callable = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
        return URI.create("http://" + (callable.contains(":") ? "[" + callable + "]" : callable) + ":" + port);
    }

    /**
     * @param section configuration section that holds {@code port} and {@code host}
     */
    public static StartFailure failure(String section, String host, int port, Throwable problem) {
        String variables = "PFY_" + section.toUpperCase(Locale.ROOT);
        String where = host + ":" + port;
        String bind = textOf(problem, BindException.class).toLowerCase(Locale.ROOT);
        if (causedBy(problem, UnresolvedAddressException.class)
                || causedBy(problem, UnknownHostException.class)
                || bind.contains("assign requested address")) {
            return new StartFailure(
                    section + ".host: \"" + host + "\" is no address of this machine; choose another with " + section
                            + ".host or " + variables + "_HOST",
                    problem);
        }
        if (causedBy(problem, BindException.class)) {
            String why = bind.contains("in use") ? "is in use by another process" : "cannot be taken (" + bind + ")";
            return new StartFailure(
                    section + ".port: " + where + " " + why + "; choose another with " + section + ".port or "
                            + variables + "_PORT",
                    problem);
        }
        return new StartFailure(section + ".port: cannot listen on " + where + ": " + root(problem), problem);
    }

    private static boolean causedBy(Throwable problem, Class<? extends Throwable> type) {
        return problem != null && (type.isInstance(problem) || causedBy(problem.getCause(), type));
    }

    /** The message of the first of that type, or nothing. */
    private static String textOf(Throwable problem, Class<? extends Throwable> type) {
        if (problem == null) {
            return "";
        }
        return type.isInstance(problem) ? String.valueOf(problem.getMessage()) : textOf(problem.getCause(), type);
    }

    private static Throwable root(Throwable problem) {
        return problem.getCause() == null ? problem : root(problem.getCause());
    }
}
