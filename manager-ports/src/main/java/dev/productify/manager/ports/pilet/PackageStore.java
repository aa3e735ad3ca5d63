package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where packages are kept: the archive as it was uploaded, and each of its files, so that one can be served without the
 * others. Equal contents are kept once for each project. Contents come and go in pieces, so that none has to fit into
 * memory.
 */
public interface PackageStore {
    /** How long each piece of a content is, in bytes; the last one may be shorter. */
    int PIECE_BYTES = 256 * 1024;

    /** Keeps a package with its contents; nothing when the project has it already. */
    void keep(ProjectId project, ReadPackage read);

    /** Removes a package, and those of its contents that no other package has, unless a pilet is made of it. */
    void removeUnused(ProjectId project, ContentHash hash);

    /** Those of the packages that are there. */
    List<PiletPackage> find(ProjectId project, Collection<ContentHash> hashes);

    /** The files of a package, by their paths; none when there is no such package. */
    List<PackageFile> filesOf(ProjectId project, ContentHash hash);

    /**
     * A piece of an archive or a file.
     *
     * @param number counts from 0
     * @return empty when there is no such content, or it is not that long
     */
    Optional<byte[]> piece(ProjectId project, ContentHash content, int number);
}
