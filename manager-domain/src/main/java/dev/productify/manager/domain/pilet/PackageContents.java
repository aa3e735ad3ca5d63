package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of a package while it is read, and whether they may be together (contract P3). An archive can name a file twice,
 * and readers differ in which of the two they take; names that differ by case only become one file on some machines, and so
 * does a name that is another one's folder. All of that is refused.
 */
public final class PackageContents {
    private final PackageLimits limits;
    private final long packed;
    private final Map<String, PackageFile> files = new LinkedHashMap<>();
    /** Without case. */
    private final NavigableSet<String> names = new TreeSet<>();

    private int announced;
    private long unpacked;

    /** @param packed size of the archive, in bytes */
    public PackageContents(PackageLimits limits, long packed) {
        this.limits = requireNonNull(limits, "limits");
        this.packed = packed;
    }

    /**
     * Says that a file comes.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when it must not
     */
    public void announce(FilePath path) {
        limits.requireFiles(++announced);
        String folded = folded(path.value());
        if (isFolder(folded) || liesInFile(folded)) {
            throw ManagerException.badInput("The package has a file and a folder of one name: " + path);
        }
        if (!names.add(folded)) {
            throw ManagerException.badInput(
                    "Two files of the package have the same name, or names that differ by case only: " + path);
        }
    }

    private boolean isFolder(String folded) {
        String inside = names.ceiling(folded + "/");
        return inside != null && inside.startsWith(folded + "/");
    }

    private boolean liesInFile(String folded) {
        for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
            if (names.contains(folded.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** Both ways, since some letters have more than one small or capital form. */
    private static String folded(String path) {
        return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /**
     * Says that bytes were unpacked; before they are kept.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when they are too many
     */
    public void unpacked(long bytes) {
        unpacked += bytes;
        limits.requireUnpacked(packed, unpacked);
    }

    public void add(PackageFile file) {
        files.put(file.path().value(), file);
    }

    public List<PackageFile> files() {
        return List.copyOf(new ArrayList<>(files.values()));
    }

    public Optional<PackageFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * The file that a shell loads: where Piral's own service looks for it.
     *
     * @param main what {@code package.json} says
     * @throws ManagerException {@code BAD_USER_INPUT} when there is none
     */
    public PackageFile main(Optional<String> main) {
        List<String> places = new ArrayList<>();
        main.map(PackageContents::withoutDot).ifPresent(given -> {
            places.add(given);
            places.add("dist/" + given);
            places.add(given + "/index.js");
            places.add("dist/" + given + "/index.js");
        });
        places.add("index.js");
        places.add("dist/index.js");
        return places.stream()
                .filter(files::containsKey)
                .map(files::get)
                .findFirst()
                .orElseThrow(() -> ManagerException.badInput(
                        "The package has no main file; package.json names it as main, and these were looked for: "
                                + String.join(", ", places)));
    }

    private static String withoutDot(String path) {
        String relative = path.startsWith("./") ? path.substring(2) : path;
        return relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
    }
}
