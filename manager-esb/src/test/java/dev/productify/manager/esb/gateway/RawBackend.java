package dev.productify.manager.esb.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that says exactly what a test wants, right or wrong. */
public final class RawBackend implements AutoCloseable {
    /** Deals with one connection, which is closed when it returns. */
    @FunctionalInterface
    public interface Talk {
        /** @param number of the connection, from 1 on */
        void with(Socket socket, int number) throws IOException, InterruptedException;
    }

    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public RawBackend(Talk talk) {
        try {
            listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(talk));
    }

    private void accept(Talk talk) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                threads.execute(() -> talk(talk, socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Talk talk, Socket socket, int number) {
        try (socket) {
            talk.with(socket, number);
        } catch (IOException | InterruptedException gone) {
            // the test looks at the other side
        } finally {
            open.remove(socket);
        }
    }

    /** Reads up to the end of a head; empty when the connection ends before. */
    public static String head(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Lines end with CR and LF. */
    public static void say(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Answers each request of each connection alike. */
    public static Talk saying(String lines) {
        return (socket, number) -> {
            while (!head(socket).isEmpty()) {
                say(socket, lines);
            }
        };
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listening.getLocalPort() + path;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
