package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.SemanticVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a package is and what a shell must know to load it. It never changes: another package is another version's, or takes
 * this one's place.
 *
 * @param hash of the archive
 * @param size of the archive, in bytes
 * @param spec the format, as {@link PiletFormat} has it
 * @param main where the main file lies
 * @param integrity of the main file
 * @param legacyHash SHA-1 of the main file in hexadecimal digits, by which shells know pilets of the oldest format
 * @param dependencies modules with their addresses as the main file says: absolute, or relative to it
 * @param custom what {@code package.json} says for the shell, as JSON
 */
public record PiletPackage(
        PiletName name,
        SemanticVersion version,
        ContentHash hash,
        long size,
        String spec,
        Optional<String> requireRef,
        FilePath main,
        ContentHash integrity,
        Optional<String> legacyHash,
        Map<String, String> dependencies,
        Optional<String> custom) {
    public PiletPackage {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(hash, "hash");
        requireNonNull(spec, "spec");
        requireNonNull(requireRef, "requireRef");
        requireNonNull(main, "main");
        requireNonNull(integrity, "integrity");
        requireNonNull(legacyHash, "legacyHash");
        dependencies = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(dependencies));
        requireNonNull(custom, "custom");
    }
}
