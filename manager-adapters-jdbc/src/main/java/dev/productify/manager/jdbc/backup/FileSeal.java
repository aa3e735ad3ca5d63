package dev.productify.manager.jdbc.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The end of a backup: the SHA-256 of all that stands before it. It tells a whole file from one that was cut off or damaged, and
 * is no signature: who can write the file can make it anew.
 */
final class FileSeal {
    private static final String WORD = "sha256:";

    /** Of the same length as a seal; what a file ends with until it is sealed. */
    static final String PLACE = WORD + "0".repeat(64);

    private static final int BUFFER = 64 * 1024;

    private FileSeal() {}

    /** Puts the seal in its place. */
    static void put(FileChannel file) throws IOException {
        long end = file.size() - PLACE.length();
        ByteBuffer seal = StandardCharsets.US_ASCII.encode(of(file, end));
        for (long at = end; seal.hasRemaining(); ) {
            at += file.write(seal, at);
        }
    }

    /** Whether the file ends with the seal of all that stands before it. */
    static boolean holds(FileChannel file) throws IOException {
        long end = file.size() - PLACE.length();
        if (end < 0) {
            return false;
        }
        ByteBuffer seal = ByteBuffer.allocate(PLACE.length());
        while (seal.hasRemaining() && file.read(seal, end + seal.position()) >= 0) {
            // until it is read
        }
        return new String(seal.array(), StandardCharsets.US_ASCII).equals(of(file, end));
    }

    private static String of(FileChannel file, long end) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = 0;
        while (at < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            int read = file.read(buffer, at);
            if (read < 0) {
                break;
            }
            digest.update(buffer.flip());
            at += read;
        }
        return WORD + HexFormat.of().formatHex(digest.digest());
    }
}
