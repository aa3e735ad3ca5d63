package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.ports.pilet.PublicPilets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of this node that pilets need: uploads while they are read, and contents that were asked for lately. */
public final class PiletFiles {
    /** Of contents. */
    public static final long MOST_CACHED_BYTES = 1_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(PiletFiles.class);

    private final PackageLimits limits;
    private final Path uploads;
    private final FileSending sending;

    /** @param folder of these files alone; what an earlier run left in it is removed */
    public PiletFiles(Path folder, PublicPilets pilets) {
        this(folder, MOST_CACHED_BYTES, pilets::piece, PackageLimits.STANDARD);
    }

    PiletFiles(Path folder, long mostCached, ContentCache.Pieces pieces, PackageLimits limits) {
        this.limits = limits;
        this.uploads = folder.resolve("uploads");
        this.sending =
                new FileSending(new ContentCache(folder.resolve("contents"), mostCached, pieces, PiletFiles::damaged));
        try {
            Files.createDirectories(uploads);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(uploads)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + uploads + " cannot be used", e);
        }
    }

    private static void damaged(ContentHash content) {
        LOG.atWarn()
                .addKeyValue("content", content)
                .log("a file of this node was damaged; it is fetched anew from the database");
    }

    /** Of packages that are uploaded. */
    PackageLimits limits() {
        return limits;
    }

    Path uploads() {
        return uploads;
    }

    FileSending sending() {
        return sending;
    }
}
