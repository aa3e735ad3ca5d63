package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.Description;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A package that was read once and found right, and can be read again to be kept. */
public interface ReadPackage {
    PiletPackage facts();

    /** What {@code package.json} says. */
    Optional<Description> description();

    List<PackageFile> files();

    /** Reads the archive and each of its files, one after the other. */
    void contents(Sink sink) throws IOException;

    /** Takes contents as they come. */
    interface Sink {
        /**
         * @param size in bytes
         * @param bytes of that size and hash; to be read at once
         */
        void take(ContentHash hash, long size, InputStream bytes) throws IOException;
    }
}
