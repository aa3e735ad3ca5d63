package dev.productify.manager.ports.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
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

    /**
     * Keeps a package with its contents; one that the project has already is no longer retired, and else as it was.
     *
     * @return whether the project had it not
     */
    boolean keep(ProjectId project, ReadPackage read);

    /**
     * Says that no pilet is made of a package any more, but that shells may still load its files, since they were told to
     * before. Nothing when a pilet is made of it.
     */
    void retire(ProjectId project, ContentHash hash, Instant since);

    /**
     * Removes packages that were retired before an instant as {@link #removeUnused} does.
     *
     * @param most packages; those that were retired first go first
     * @return how many there were
     */
    int removeRetired(Instant before, int most);

    /**
     * Removes contents that no package has. There are such when two packages that share one are removed at the same moment:
     * each leaves it to the other. For transactions bound to the whole installation.
     *
     * @return how many, at most that many
     */
    int removeOrphans(int most);

    /**
     * Removes all packages that a version was ever made of, and those of their contents that no other package has, but not
     * what a pilet is made of.
     */
    void removeUnused(ProjectId project, PiletName name, SemanticVersion version);

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
