package dev.productify.manager.server.system;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receiver of callbacks that writes down each one that it has read, and then, at random, answers well, late, with 500 or never,
 * or resets the connection.
 */
final class ChaoticReceiver implements AutoCloseable {
    private static final Pattern RUN = Pattern.compile("\"runId\":\"([^\"]+)\"");
    private static final Pattern TRIGGER = Pattern.compile("\"triggerName\":\"T([0-9]+)\"");
    private static final Pattern SCHEDULED = Pattern.compile("\"scheduledAt\":\"([^\"]+)\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Random random;
    private volatile boolean patient;

    /** The first run id that came for a trigger and an instant. */
    private final Map<Long, String> ledger = new ConcurrentHashMap<>();

    /** Where another run id came as well. */
    private final Set<Long> doubled = ConcurrentHashMap.newKeySet();

    final AtomicLong calls = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong reset = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();

    ChaoticReceiver(long seed) throws IOException {
        random = new Random(seed);
        listening = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** A trigger, by its number, and an instant. */
    static long key(int trigger, Instant scheduledAt) {
        return ((long) trigger << 40) + scheduledAt.getEpochSecond();
    }

    /** The run ids by {@link #key}. */
    Map<Long, String> ledger() {
        return ledger;
    }

    /** Where there was more than one run id. */
    Set<Long> doubled() {
        return doubled;
    }

    /** From now on each call is answered. */
    void answerAll() {
        patient = true;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                threads.execute(() -> talk(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String head = head(in);
                Matcher length = LENGTH.matcher(head);
                if (!length.find()) {
                    return;
                }
                byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
                note(new String(body, StandardCharsets.UTF_8));
                if (!answer(socket)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException gone) {
            // a node that was killed
        } finally {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(512);
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void note(String body) {
        calls.incrementAndGet();
        String run = first(RUN, body);
        long key = key(Integer.parseInt(first(TRIGGER, body)), Instant.parse(first(SCHEDULED, body)));
        String before = ledger.putIfAbsent(key, run);
        if (before != null && before.equals(run)) {
            repeated.incrementAndGet();
        } else if (before != null) {
            doubled.add(key);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    /** @return whether the connection goes on */
    private boolean answer(Socket socket) throws IOException, InterruptedException {
        int fate;
        synchronized (random) {
            fate = random.nextInt(1_000);
        }
        if (fate < 50) {
            refused.incrementAndGet();
            say(socket, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
        } else if (fate < 100) {
            reset.incrementAndGet();
            socket.setSoLinger(true, 0);
            return false;
        } else if (fate < 120) {
            late.incrementAndGet();
            Thread.sleep(1_000);
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        } else if (fate < 122 && !patient) {
            unanswered.incrementAndGet();
            socket.getInputStream().read(); // until the other side gives up
            return false;
        } else {
            say(socket, "HTTP/1.1 204 No Content\r\n\r\n");
        }
        return true;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
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
