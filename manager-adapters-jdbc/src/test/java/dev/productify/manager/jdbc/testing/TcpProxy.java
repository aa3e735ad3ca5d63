package dev.productify.manager.jdbc.testing;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a database, and can cut a line without a word to either, as a lost route does. */
public final class TcpProxy implements AutoCloseable {
    private final String host;
    private final int port;
    private final ServerSocket listening;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile String silenced;

    private TcpProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    public static TcpProxy to(DatabaseAddress database) throws IOException {
        URI uri = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        return new TcpProxy(uri.getHost(), uri.getPort());
    }

    /** The database as it is reached through here. */
    public DatabaseAddress address(DatabaseAddress database) {
        String through = listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
        return new DatabaseAddress(
                database.jdbcUrl().replace(host + ":" + port, through), database.user(), database.password());
    }

    /** From now on, what goes through lines on which that text was or will be sent is lost; they stay open. */
    public void silence(String text) {
        silenced = text;
    }

    /** New lines work; those that lost something are closed. */
    public void heal() {
        silenced = null;
        lines.stream().filter(line -> line.lossy).forEach(Line::close);
    }

    /** Lines on which something was lost, whether they are still used or not. */
    public int lossyLines() {
        return (int) lines.stream().filter(line -> line.lossy).count();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Line line = new Line(listening.accept(), new Socket(host, port));
                lines.add(line);
                line.open();
            } catch (IOException closedOrRefused) {
                // the next one may do better
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        lines.forEach(Line::close);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Line {
        private final Socket client;
        private final Socket server;
        private final StringBuilder sent = new StringBuilder();
        private volatile boolean lossy;

        private Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void open() {
            start("proxy-out", () -> pass(client, server, true));
            start("proxy-in", () -> pass(server, client, false));
        }

        private void pass(Socket from, Socket to, boolean out) {
            byte[] buffer = new byte[8192];
            try (InputStream in = from.getInputStream();
                    OutputStream target = to.getOutputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (out) {
                        sent.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                    }
                    String lost = silenced;
                    lossy |= lost != null && sent.indexOf(lost) >= 0;
                    if (!lossy) {
                        target.write(buffer, 0, count);
                        target.flush();
                    }
                }
            } catch (IOException ended) {
                // one side is gone, so both are
            }
            if (!lossy) {
                close();
            }
        }

        private void close() {
            lines.remove(this);
            close(client);
            close(server);
        }

        private void close(Closeable socket) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // that is what was wanted
            }
        }
    }
}
