package dev.productify.manager.jdbc.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs on the class path: as their publisher packs them, with xz, or packed anew with gzip, which is half
 * as long again and shortens a first start (docs/operations.md).
 */
record Archive(URL url) {
    private static final int BUFFER = 1 << 16;
    private static final String GZIP = ".tgz";
    private static final String XZ = ".txz";

    /** What the class path has for the platform; the one that is unpacked sooner goes first. */
    static Optional<Archive> find(Platform platform) {
        return Stream.of(GZIP, XZ)
                .map(ending -> Archive.class.getClassLoader().getResource(platform.archive() + ending))
                .filter(url -> url != null)
                .map(Archive::new)
                .findFirst();
    }

    TarArchiveInputStream open() throws IOException {
        InputStream packed = new BufferedInputStream(url.openStream(), BUFFER);
        return new TarArchiveInputStream(
                url.getPath().endsWith(GZIP)
                        ? new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER)
                        : new XZCompressorInputStream(packed));
    }

    /** Tells one build of the programs from another without reading them. */
    String fingerprint() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (JarFile file = jar.getJarFile()) {
                return Long.toHexString(file.getEntry(jar.getEntryName()).getCrc());
            }
        }
        return Long.toHexString(connection.getContentLengthLong());
    }
}
