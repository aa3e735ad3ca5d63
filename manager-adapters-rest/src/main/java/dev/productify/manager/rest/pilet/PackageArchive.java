package dev.productify.manager.rest.pilet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PackageContents;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.domain.pilet.PiletFormat;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A package in a file of this node. It is read a file at a time, each time anew, so that it never lies unpacked anywhere. */
final class PackageArchive implements ReadPackage {
    private static final int BUFFER = 64 * 1024;

    private final Path archive;
    private final PackageLimits limits;
    private final PiletPackage facts;
    private final Optional<Description> description;
    private final List<PackageFile> files;

    private PackageArchive(
            Path archive,
            PackageLimits limits,
            PiletPackage facts,
            Optional<Description> description,
            List<PackageFile> files) {
        this.archive = archive;
        this.limits = limits;
        this.facts = facts;
        this.description = description;
        this.files = files;
    }

    /**
     * Reads a package and finds out whether it may be kept.
     *
     * @param hash of the archive
     * @param size of the archive, in bytes
     * @throws ManagerException {@code BAD_USER_INPUT}
     */
    static PackageArchive read(Path archive, ContentHash hash, long size, PackageLimits limits) throws IOException {
        PackageContents contents = new PackageContents(limits, size);
        byte[][] json = new byte[1][];
        TarFiles.visit(archive, limits, (path, bytes) -> {
            contents.announce(path);
            boolean manifest = path.value().equals(PackageJson.FILE);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            contents.add(hashed(path, bytes, contents, manifest ? kept : null));
            if (manifest) {
                json[0] = kept.toByteArray();
            }
        });
        if (json[0] == null) {
            throw ManagerException.badInput(
                    "The package has no package.json; npm pack puts it at package/package.json");
        }
        PackageJson manifest = PackageJson.of(json[0]);
        PackageFile main = contents.main(manifest.main());
        MainFile read = MainFile.read(archive, limits, main.path());
        return new PackageArchive(
                archive,
                limits,
                new PiletPackage(
                        manifest.name(),
                        manifest.version(),
                        hash,
                        size,
                        read.format().spec(),
                        read.format().requireRef(),
                        main.path(),
                        main.hash(),
                        read.format().spec().equals(PiletFormat.V0) ? Optional.of(read.sha1()) : Optional.empty(),
                        read.format()
                                .dependencies()
                                .map(PackageJson::dependencies)
                                .orElse(Map.of()),
                        manifest.custom()),
                manifest.description(),
                contents.files());
    }

    private static PackageFile hashed(
            FilePath path, InputStream bytes, PackageContents contents, ByteArrayOutputStream kept) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            contents.unpacked(read);
            digest.update(buffer, 0, read);
            size += read;
            if (kept != null) {
                if (size > PackageJson.MOST_BYTES) {
                    throw ManagerException.badInput("package.json has at most " + PackageJson.MOST_BYTES + " bytes");
                }
                kept.write(buffer, 0, read);
            }
        }
        return new PackageFile(path, ContentHash.of(digest.digest()), size);
    }

    /** What the main file says of itself. */
    private record MainFile(PiletFormat format, String sha1) {
        static MainFile read(Path archive, PackageLimits limits, FilePath main) throws IOException {
            MainFile[] found = new MainFile[1];
            TarFiles.visit(archive, limits, (path, bytes) -> {
                if (path.equals(main)) {
                    found[0] = read(bytes);
                }
            });
            return found[0];
        }

        private static MainFile read(InputStream bytes) throws IOException {
            MessageDigest digest = Digests.sha1();
            byte[] beginning = bytes.readNBytes(PiletFormat.MOST_LINE);
            digest.update(beginning);
            boolean container = false;
            // Pieces overlap by more than what is looked for, so that it is found on the edge of two as well.
            byte[] window = beginning;
            byte[] buffer = new byte[BUFFER];
            for (int read = 0; read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                window = joined(window, buffer, read);
                container |= new String(window, UTF_8).contains(PiletFormat.CONTAINER);
            }
            PiletFormat format = PiletFormat.of(new String(beginning, UTF_8), container);
            return new MainFile(format, HexFormat.of().formatHex(digest.digest()));
        }

        private static byte[] joined(byte[] window, byte[] next, int length) {
            int kept = length == 0 ? window.length : Math.min(window.length, 2 * PiletFormat.CONTAINER.length());
            byte[] joined = new byte[kept + length];
            System.arraycopy(window, window.length - kept, joined, 0, kept);
            System.arraycopy(next, 0, joined, kept, length);
            return joined;
        }
    }

    @Override
    public PiletPackage facts() {
        return facts;
    }

    @Override
    public Optional<Description> description() {
        return description;
    }

    @Override
    public List<PackageFile> files() {
        return files;
    }

    @Override
    public void contents(Sink sink) throws IOException {
        try (InputStream whole = Files.newInputStream(archive)) {
            sink.take(facts.hash(), facts.size(), whole);
        }
        int[] next = {0};
        TarFiles.visit(archive, limits, (path, bytes) -> {
            PackageFile file = files.get(next[0]++);
            sink.take(file.hash(), file.size(), bytes);
        });
    }
}
