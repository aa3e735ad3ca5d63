package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that holds everything about one cluster; see the package's description for what lies in it. */
record Home(Path directory) {
    static final String LOOPBACK = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(Home.class);

    /** Started work that is renamed into place when complete. */
    private static final String UNFINISHED = "unfinished-";

    /** pg_ctl starts the server through a shell and puts paths between double quotes without escaping. */
    private static final Pattern UNQUOTABLE = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

    /** Makes the directory if need be. */
    static Home at(Path directory) throws IOException {
        DurableFiles.createPrivateDirectory(directory.toAbsolutePath());
        Path real = directory.toRealPath();
        refuseUnquotable(real);
        return new Home(real);
    }

    static void refuseUnquotable(Path path) {
        if (DurableFiles.isPosix(path) && UNQUOTABLE.matcher(path.toString()).find()) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL cannot live in " + path
                    + ": choose a path without quotation marks, $, ` and \\.");
        }
    }

    Path cluster() {
        return directory.resolve("cluster");
    }

    Path log() {
        return directory.resolve("log");
    }

    Path programs() {
        return directory.resolve("programs");
    }

    Path passwords() {
        return directory.resolve("passwords");
    }

    /** A new directory for something that is to be renamed into place. */
    Path unfinished() throws IOException {
        return Files.createTempDirectory(directory, UNFINISHED);
    }

    /** Removes what a killed start left. An initdb that outlived it may still write there; then the next start does it. */
    void removeUnfinished() throws IOException {
        for (Path left : unfinishedOnes()) {
            try {
                DurableFiles.deleteTree(left);
            } catch (IOException e) {
                LOG.info("{} cannot be removed now: {}", left, e.toString());
            }
        }
    }

    /** The port of the last start if it is still free, else a new one. */
    int choosePort() throws IOException {
        int last = lastPort();
        if (last != 0 && isFree(last)) {
            return last;
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            int port = any.getLocalPort();
            DurableFiles.write(portFile(), port + "\n");
            return port;
        }
    }

    static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private int lastPort() throws IOException {
        if (!Files.exists(portFile())) {
            return 0;
        }
        String text = Files.readString(portFile()).strip();
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) < 65_536 ? Integer.parseInt(text) : 0;
    }

    private Path portFile() {
        return directory.resolve("port");
    }

    private List<Path> unfinishedOnes() throws IOException {
        List<Path> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(directory, UNFINISHED + "*")) {
            entries.forEach(found::add);
        }
        return found;
    }
}
