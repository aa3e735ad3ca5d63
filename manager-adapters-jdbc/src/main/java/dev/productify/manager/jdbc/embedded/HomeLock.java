package dev.productify.manager.jdbc.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use a home, held by at most one Manager at a time. It ends with {@link #close()} or with the process,
 * however that ends.
 */
final class HomeLock implements AutoCloseable {
    /**
     * Homes locked by this JVM. The file alone would not do: closing any other channel to it in the same process, as a
     * second attempt must, would quietly drop the first one's lock.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Locked is one byte far behind the content, so that others can read who holds it on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Takes the lock at once or fails at once. The home must be a real path. */
    static HomeLock take(Path home) throws IOException {
        if (!HELD_HERE.add(home)) {
            throw inUse(home, String.valueOf(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(home.resolve("lock"), CREATE, READ, WRITE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(home, read(channel));
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            return new HomeLock(home, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD_HERE.remove(home);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.truncate(0);
            channel.close();
            HELD_HERE.remove(home);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
    }

    private static EmbeddedPostgresException inUse(Path home, String pid) {
        return new EmbeddedPostgresException("The database directory " + home + " is already in use by process "
                + (pid.isEmpty() ? "(unknown)" : pid) + ". Stop that one, or choose another directory.");
    }
}
