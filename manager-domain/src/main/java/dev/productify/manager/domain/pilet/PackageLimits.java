package dev.productify.manager.domain.pilet;

import dev.productify.manager.domain.shared.ManagerException;

/**
 * How much a package may be (contract P1, P3). A megabyte is a million bytes.
 *
 * @param mostPacked of the archive as it is uploaded, in bytes
 * @param mostUnpacked of all its files together, in bytes
 * @param mostFiles in it
 * @param mostRatio how many times as long as the archive its files may be; scripts and their source maps stay far below
 * @param unpackedWithoutRatio so many bytes need no ratio: an archive of ten thousand blanks is no attack
 */
public record PackageLimits(
        long mostPacked, long mostUnpacked, int mostFiles, long mostRatio, long unpackedWithoutRatio) {
    /** Those of the contract. */
    public static final PackageLimits STANDARD = new PackageLimits(50_000_000, 250_000_000, 5_000, 100, 10_000_000);

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    void requireFiles(int files) {
        if (files > mostFiles) {
            throw ManagerException.badInput("A package has at most " + mostFiles + " files");
        }
    }

    /**
     * @param packed of the archive, in bytes
     * @param unpacked of what was unpacked by now
     * @throws ManagerException {@code BAD_USER_INPUT}
     */
    void requireUnpacked(long packed, long unpacked) {
        if (unpacked > mostUnpacked) {
            throw ManagerException.badInput("The files of a package have at most " + mostUnpacked + " bytes together");
        }
        if (unpacked > unpackedWithoutRatio && unpacked > mostRatio * packed) {
            throw ManagerException.badInput("The files of a package are at most " + mostRatio
                    + " times as long as the archive; this one looks like a decompression bomb");
        }
    }
}
