package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.domain.shared.ManagerException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reads the files of an npm package: a gzipped tar archive in which all lies in the folder {@code package}. Takes files and
 * folders and nothing else (contract P3), and never more memory than a few pieces.
 */
final class TarFiles {
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String ROOT = "package/";

    /** How many files and folders together there may be, for each file that there may be. */
    private static final int ENTRIES_OF_A_FILE = 3;

    /** How much the headers of one entry may be; longer ones would be read into memory as a whole. */
    private static final int MOST_HEADERS = 256 * 1024;

    private TarFiles() {}

    /** Is given the files in the order of the archive. */
    interface Visitor {
        /** @param bytes of the file alone; to be read at once */
        void file(FilePath path, InputStream bytes) throws IOException;
    }

    /**
     * Reads an archive from its beginning to its end.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when it is none, or has in it what it must not
     */
    static void visit(Path archive, PackageLimits limits, Visitor visitor) throws IOException {
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(archive), BUFFER)) {
            requireGzip(packed);
            Rationed unpacked = new Rationed(new GZIPInputStream(packed, BUFFER));
            visit(
                    new TarArchiveInputStream(unpacked, "UTF-8"),
                    unpacked,
                    ENTRIES_OF_A_FILE * limits.mostFiles(),
                    visitor);
        }
    }

    private static void requireGzip(InputStream packed) throws IOException {
        packed.mark(2);
        if (packed.read() != GZIP_FIRST || packed.read() != GZIP_SECOND) {
            throw noArchive();
        }
        packed.reset();
    }

    private static ManagerException noArchive() {
        return ManagerException.badInput(
                "The file is no npm package: a gzipped tar archive (.tgz) as npm pack makes it");
    }

    private static void visit(TarArchiveInputStream archive, Rationed unpacked, int mostEntries, Visitor visitor)
            throws IOException {
        int entries = 0;
        for (TarArchiveEntry entry = next(archive, unpacked); entry != null; entry = next(archive, unpacked)) {
            if (++entries > mostEntries) {
                throw ManagerException.badInput("A package has at most " + mostEntries + " files and folders");
            }
            unpacked.ration(Long.MAX_VALUE);
            if (isFile(entry)) {
                Whole bytes = new Whole(archive, entry.getSize());
                visitor.file(path(entry.getName()), bytes);
                // What nobody wanted is not part of the next header.
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream archive, Rationed unpacked) throws IOException {
        unpacked.ration(MOST_HEADERS);
        try {
            return archive.getNextEntry();
        } catch (IOException | IllegalArgumentException malformed) {
            throw noArchive();
        }
    }

    private static boolean isFile(TarArchiveEntry entry) {
        if (entry.isSparse()) {
            throw forbidden(entry, "sparse files");
        }
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
                return !isFolder(entry);
            }
            case TarConstants.LF_DIR -> {
                isFolder(entry);
                return false;
            }
            case TarConstants.LF_LINK, TarConstants.LF_SYMLINK -> throw forbidden(entry, "links");
            default -> throw forbidden(entry, "devices, pipes and the like");
        }
    }

    /** By its name; of a folder that, too, must lie inside. */
    private static boolean isFolder(TarArchiveEntry entry) {
        String name = relative(entry.getName());
        boolean folder = name.endsWith("/") || entry.getLinkFlag() == TarConstants.LF_DIR;
        if (folder && !name.isEmpty()) {
            String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            if (!bare.equals("package")) {
                path(bare);
            }
        }
        return folder;
    }

    private static String relative(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static FilePath path(String given) {
        String name = relative(given);
        if (name.startsWith(ROOT)) {
            return new FilePath(name.substring(ROOT.length()));
        }
        throw ManagerException.badInput(
                "All files of a package lie in the folder package, as npm pack puts them; this one does not: "
                        + new FilePath(name));
    }

    private static ManagerException forbidden(TarArchiveEntry entry, String what) {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
        return ManagerException.badInput("A package holds files and folders, no " + what + "; this is one: "
                + name.substring(0, Math.min(name.length(), 80)));
    }

    /** The bytes of one file; says so when the archive ends before it does. */
    private static final class Whole extends FilterInputStream {
        private long left;

        private Whole(InputStream bytes, long size) {
            super(bytes);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(bytes, offset, length);
            } catch (ManagerException refused) {
                throw refused;
            } catch (IOException broken) {
                throw truncated();
            }
            left -= Math.max(read, 0);
            if (read < 0 && left > 0) {
                throw truncated();
            }
            return read;
        }

        private static ManagerException truncated() {
            return ManagerException.badInput("The archive is damaged: it ends too early, or its checksum is wrong");
        }

        @Override
        public void close() {}
    }

    /** Bytes of which so many may be taken as were allowed last. */
    private static final class Rationed extends FilterInputStream {
        private long left;

        private Rationed(InputStream bytes) {
            super(bytes);
        }

        private void ration(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            take(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            take(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            take(skipped);
            return skipped;
        }

        private void take(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw ManagerException.badInput(
                        "The archive has a file whose name, or what else is said of it, is too long");
            }
        }
    }
}
