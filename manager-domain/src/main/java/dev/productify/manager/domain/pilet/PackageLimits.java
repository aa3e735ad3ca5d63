package dev.productify.manager.domain.pilet;

import dev.productify.manager.domain.shared.ManagerException;

/** How much a package may be (contract P1, P3). A megabyte is a million bytes. */
public final class PackageLimits {
    /** Of the archive as it is uploaded. */
    public static final long MOST_PACKED = 50_000_000;

    /** Of all its files together. */
    public static final long MOST_UNPACKED = 250_000_000;

    public static final int MOST_FILES = 5_000;

    /** How many times as long as the archive its files may be; scripts and their source maps stay far below. */
    public static final long MOST_RATIO = 100;

    /** So little needs no ratio: an archive of ten thousand blanks is no attack. */
    static final long UNPACKED_WITHOUT_RATIO = 10_000_000;

    private PackageLimits() {}

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    static void requireFiles(int files) {
        if (files > MOST_FILES) {
            throw ManagerException.badInput("A package has at most " + MOST_FILES + " files");
        }
    }

    /**
     * @param packed of the archive, in bytes
     * @param unpacked of what was unpacked by now
     * @throws ManagerException {@code BAD_USER_INPUT}
     */
    static void requireUnpacked(long packed, long unpacked) {
        if (unpacked > MOST_UNPACKED) {
            throw ManagerException.badInput("The files of a package have at most " + MOST_UNPACKED + " bytes together");
        }
        if (unpacked > UNPACKED_WITHOUT_RATIO && unpacked > MOST_RATIO * packed) {
            throw ManagerException.badInput("The files of a package are at most " + MOST_RATIO
                    + " times as long as the archive; this one looks like a decompression bomb");
        }
    }
}
