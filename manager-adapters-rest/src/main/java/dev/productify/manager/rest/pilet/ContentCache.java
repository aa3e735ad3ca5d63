package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Contents as files of this node, by their hashes, so that what is asked for again is not fetched again. Bounded: what was not
 * asked for lately goes first. A content is checked against its hash when it is put here. Empty at each start.
 */
final class ContentCache {
    private final Path folder;
    private final long mostBytes;
    private final Pieces pieces;
    private final Map<ContentHash, CompletableFuture<Boolean>> loading = new ConcurrentHashMap<>();
    /** Sizes, the one that was asked for least lately first; guards itself. */
    private final Map<ContentHash, Long> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** Where contents come from. */
    interface Pieces {
        Optional<byte[]> piece(ProjectId project, ContentHash content, int number);
    }

    /**
     * @param folder of this cache alone; what is in it is removed
     * @param mostBytes of all files together
     */
    ContentCache(Path folder, long mostBytes, Pieces pieces) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.pieces = pieces;
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
     * @return empty when there is no such content any more
     */
    Optional<InputStream> open(ProjectId project, ContentHash hash, long size) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            if (isKept(hash)) {
                try {
                    return Optional.of(Files.newInputStream(file(hash)));
                } catch (java.nio.file.NoSuchFileException evicted) {
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

    private boolean isKept(ContentHash hash) {
        synchronized (kept) {
            return kept.get(hash) != null;
        }
    }

    private void forget(ContentHash hash) {
        synchronized (kept) {
            Long size = kept.remove(hash);
            bytes -= size == null ? 0 : size;
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
            boolean found = isKept(hash) || fetch(project, hash, size);
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
            if (!write(project, hash, size, partial)) {
                return false;
            }
            makeRoom(size);
            Files.move(partial, file(hash), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            synchronized (kept) {
                if (kept.put(hash, size) == null) {
                    bytes += size;
                }
            }
            return true;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private boolean write(ProjectId project, ContentHash hash, long size, Path partial) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (OutputStream out = Files.newOutputStream(partial)) {
            long left = size;
            for (int number = 0; left > 0; number++) {
                Optional<byte[]> piece = pieces.piece(project, hash, number);
                if (piece.isEmpty()) {
                    return false;
                }
                digest.update(piece.get());
                out.write(piece.get());
                left -= piece.get().length;
            }
        }
        if (!ContentHash.of(digest.digest()).equals(hash)) {
            throw new IOException("a content is not what it was when it was kept: " + hash);
        }
        return true;
    }

    private void makeRoom(long size) throws IOException {
        while (true) {
            ContentHash oldest;
            synchronized (kept) {
                if (kept.isEmpty() || bytes + size <= mostBytes) {
                    return;
                }
                oldest = kept.keySet().iterator().next();
                bytes -= kept.remove(oldest);
            }
            // Whoever reads it goes on: the file lives as long as it is open.
            Files.deleteIfExists(file(oldest));
        }
    }

    private Path file(ContentHash hash) {
        return folder.resolve(hash.hex());
    }
}
