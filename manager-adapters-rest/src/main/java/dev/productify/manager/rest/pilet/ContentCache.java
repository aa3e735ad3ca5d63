package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PackageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Contents as files of this node, by their hashes, so that what is asked for again is not fetched again. Bounded: what was not
 * asked for lately goes first. A content is checked against its hash when it is put here, and each of its pieces against its own
 * hash before any of it leaves, since disks and whoever works on a node change files: what is damaged is not served, but
 * fetched anew. Empty at each start.
 */
final class ContentCache {
    private final Path folder;
    private final long mostBytes;
    private final Pieces pieces;
    private final Consumer<ContentHash> damaged;
    private final Map<ContentHash, CompletableFuture<Boolean>> loading = new ConcurrentHashMap<>();
    /** The one that was asked for least lately first; guards itself. */
    private final Map<ContentHash, Copy> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** A content that is here, and what its pieces were when they came. */
    private record Copy(long size, List<ContentHash> pieces) {}

    /** Where contents come from. */
    interface Pieces {
        /** As {@link PackageStore#piece}. */
        Optional<byte[]> piece(ProjectId project, ContentHash content, int number);
    }

    /**
     * @param folder of this cache alone; what is in it is removed
     * @param mostBytes of all files together; one that is longer by itself is the only one then
     * @param damaged told of each content whose file was not what it had been
     */
    ContentCache(Path folder, long mostBytes, Pieces pieces, Consumer<ContentHash> damaged) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.pieces = pieces;
        this.damaged = damaged;
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be used", e);
        }
    }

    /**
     * Opens a content.
     *
     * @param size in bytes
     * @param first of its bytes that is to be read
     * @return empty when there is no such content any more
     */
    Optional<InputStream> open(ProjectId project, ContentHash hash, long size, long first) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<Copy> copy = copy(hash);
            if (copy.isPresent()) {
                try {
                    return Optional.of(new Checked(project, hash, copy.get(), file(hash), first));
                } catch (NoSuchFileException removed) {
                    forget(hash);
                    continue;
                }
            }
            if (!load(project, hash, size)) {
                return Optional.empty();
            }
        }
        throw new IOException("a content could not be kept long enough to be read");
    }

    private Optional<Copy> copy(ContentHash hash) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(hash));
        }
    }

    private void forget(ContentHash hash) {
        synchronized (kept) {
            Copy copy = kept.remove(hash);
            bytes -= copy == null ? 0 : copy.size();
        }
    }

    private boolean load(ProjectId project, ContentHash hash, long size) throws IOException {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = loading.putIfAbsent(hash, mine);
        if (others != null) {
            try {
                return others.join();
            } catch (CompletionException failed) {
                throw new IOException("a content could not be fetched", failed.getCause());
            }
        }
        try {
            boolean found = copy(hash).isPresent() || fetch(project, hash, size);
            mine.complete(found);
            return found;
        } catch (IOException | RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            loading.remove(hash, mine);
        }
    }

    private boolean fetch(ProjectId project, ContentHash hash, long size) throws IOException {
        Path partial = Files.createTempFile(folder, "partial-", "");
        try {
            Optional<Copy> copy = write(project, hash, size, partial);
            if (copy.isEmpty()) {
                return false;
            }
            makeRoom(size);
            Files.move(partial, file(hash), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            synchronized (kept) {
                if (kept.put(hash, copy.get()) == null) {
                    bytes += size;
                }
            }
            return true;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Optional<Copy> write(ProjectId project, ContentHash hash, long size, Path partial) throws IOException {
        MessageDigest whole = Digests.sha256();
        List<ContentHash> hashes = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(partial)) {
            for (int number = 0; (long) number * PackageStore.PIECE_BYTES < size; number++) {
                Optional<byte[]> piece = pieces.piece(project, hash, number);
                if (piece.isEmpty()) {
                    return Optional.empty();
                }
                if (piece.get().length != length(size, number)) {
                    throw changed(hash);
                }
                whole.update(piece.get());
                hashes.add(hashOf(piece.get()));
                out.write(piece.get());
            }
        }
        if (!ContentHash.of(whole.digest()).equals(hash)) {
            throw changed(hash);
        }
        return Optional.of(new Copy(size, List.copyOf(hashes)));
    }

    private static int length(long size, int number) {
        return (int) Math.min(PackageStore.PIECE_BYTES, size - (long) number * PackageStore.PIECE_BYTES);
    }

    private static ContentHash hashOf(byte[] piece) {
        return ContentHash.of(Digests.sha256().digest(piece));
    }

    private static IOException changed(ContentHash hash) {
        return new IOException("a content is not what it was when it was kept: " + hash);
    }

    private void makeRoom(long size) throws IOException {
        while (true) {
            ContentHash oldest;
            synchronized (kept) {
                if (kept.isEmpty() || bytes + size <= mostBytes) {
                    return;
                }
                oldest = kept.keySet().iterator().next();
                bytes -= kept.remove(oldest).size();
            }
            // Whoever reads it goes on: the file lives as long as it is open.
            Files.deleteIfExists(file(oldest));
        }
    }

    private Path file(ContentHash hash) {
        return folder.resolve(hash.hex());
    }

    /** Reads a piece at a time, and gives nothing away of one that is not what it was. */
    private final class Checked extends InputStream {
        private final ProjectId project;
        private final ContentHash hash;
        private final Copy copy;
        private final FileChannel file;
        private byte[] piece = {};
        private int number = -1;
        private long position;
        private boolean told;

        private Checked(ProjectId project, ContentHash hash, Copy copy, Path path, long first) throws IOException {
            this.project = project;
            this.hash = hash;
            this.copy = copy;
            this.file = FileChannel.open(path, StandardOpenOption.READ);
            this.position = first;
            try {
                require(); // before anything is answered
            } catch (IOException | RuntimeException failure) {
                file.close();
                throw failure;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position >= copy.size()) {
                return length == 0 ? 0 : -1;
            }
            require();
            int at = (int) (position % PackageStore.PIECE_BYTES);
            int some = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, some);
            position += some;
            return some;
        }

        private void require() throws IOException {
            int wanted = (int) (position / PackageStore.PIECE_BYTES);
            if (wanted == number || position >= copy.size()) {
                return;
            }
            ContentHash expected = copy.pieces().get(wanted);
            byte[] read = fromFile(wanted);
            if (!hashOf(read).equals(expected)) {
                drop();
                read = pieces.piece(project, hash, wanted).orElseThrow(() -> changed(hash));
                if (!hashOf(read).equals(expected)) {
                    throw changed(hash);
                }
            }
            piece = read;
            number = wanted;
        }

        private byte[] fromFile(int wanted) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length(copy.size(), wanted));
            long at = (long) wanted * PackageStore.PIECE_BYTES;
            for (int read = 0; read >= 0 && buffer.hasRemaining(); ) {
                read = file.read(buffer, at + buffer.position());
            }
            return buffer.array();
        }

        /** Whoever opens it next gets it anew. */
        private void drop() throws IOException {
            if (!told) {
                told = true;
                damaged.accept(hash);
                forget(hash);
                Files.deleteIfExists(file(hash));
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
