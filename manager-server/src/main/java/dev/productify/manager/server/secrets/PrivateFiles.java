package dev.productify.manager.server.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Files and folders that only their owner may read. A file appears complete or not at all, also after a power cut. */
public final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** Makes the folder and its missing parents, mode 0700; those that exist are left as they are. */
    public static void folder(Path folder) throws IOException {
        Path missing = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(missing)) {
            return;
        }
        if (missing.getParent() != null) {
            folder(missing.getParent());
        }
        try {
            Files.createDirectory(missing, OWNER_FOLDER);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(missing)) {
                throw raced;
            }
        }
    }

    /**
     * Writes a file of mode 0600 unless one is there; of several writers at once one wins and the others leave its
     * file alone.
     *
     * @return whether this call wrote it
     */
    static boolean writeNew(Path file, Supplier<String> text) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        return settle(temporary(file, text.get()), file);
    }

    /** An empty file of mode 0600 beside the one that it is to become; its folder must be there. */
    public static Path unfinished(Path file) throws IOException {
        return Files.createTempFile(
                file.toAbsolutePath().getParent(), "." + file.getFileName(), ".unfinished", OWNER_FILE);
    }

    /**
     * Gives a file that is complete, and on the disk, its name unless that is taken; the one of before is gone either way.
     *
     * @return whether it got it
     */
    public static boolean settle(Path complete, Path file) throws IOException {
        try {
            Files.createLink(file, complete); // unlike a rename, this fails when the name is taken
        } catch (FileAlreadyExistsException another) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(complete);
        }
        syncFolder(file);
        return true;
    }

    /** Writes a file of mode 0600, in place of the one that may be there. */
    public static void replace(Path file, String text) throws IOException {
        Files.move(temporary(file, text), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file);
    }

    private static Path temporary(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        folder(folder);
        Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", OWNER_FILE);
        try (FileChannel channel = FileChannel.open(temporary, EnumSet.of(StandardOpenOption.WRITE))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
