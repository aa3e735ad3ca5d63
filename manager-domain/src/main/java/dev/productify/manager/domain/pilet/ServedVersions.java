package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions of which pilets a frontend is told of (contract P2): of each the latest, unless modules are enabled by name;
 * then those alone, and of one that is named with a version, {@code name@version}, that version and no other. A version that is
 * pinned and is not there is not replaced by another one.
 */
public final class ServedVersions {
    /** The latest version comes last; of versions that differ in build metadata only, the one that is greater as text. */
    private static final Comparator<Version> LATEST = Comparator.comparing(Version::version)
            .thenComparing(one -> one.version().value());

    /** A version that is enabled. */
    public record Version(PiletName name, SemanticVersion version, ContentHash hash) {
        public Version {
            requireNonNull(name, "name");
            requireNonNull(version, "version");
            requireNonNull(hash, "hash");
        }

        /** As settings name it: {@code @my-org/my-pilet@1.0.0}. */
        public String module() {
            return name + "@" + version;
        }
    }

    private ServedVersions() {}

    /**
     * @param modules what settings enable; empty where they say nothing of it
     * @return at most one version of each pilet, by their names
     */
    public static List<Version> of(Collection<Version> enabled, Optional<List<String>> modules) {
        Map<String, Version> latest = new HashMap<>();
        Map<String, Version> exact = new HashMap<>();
        for (Version one : enabled) {
            latest.merge(one.name().value(), one, (left, right) -> LATEST.compare(left, right) < 0 ? right : left);
            exact.put(one.module(), one);
        }
        Map<String, Version> served =
                modules.map(named -> named(named, latest, exact)).orElse(latest);
        return served.values().stream()
                .sorted(Comparator.comparing(one -> one.name().value()))
                .toList();
    }

    private static Map<String, Version> named(
            List<String> modules, Map<String, Version> latest, Map<String, Version> exact) {
        Map<String, Version> served = new HashMap<>();
        Map<String, Boolean> pinned = new HashMap<>();
        for (String module : modules) {
            int at = module.lastIndexOf('@');
            boolean pin = at > 0 && isVersion(module.substring(at + 1));
            String name = pin ? module.substring(0, at) : module;
            Version found = (pin ? exact : latest).get(module);
            // A pin has the say over the bare name, whichever stands first; of two pins the later version.
            if (pin && pinned.put(name, true) == null) {
                served.remove(name);
            }
            if (found != null && (pin || !pinned.containsKey(name))) {
                served.merge(name, found, (left, right) -> LATEST.compare(left, right) < 0 ? right : left);
            }
        }
        return served;
    }

    private static boolean isVersion(String text) {
        try {
            return !new SemanticVersion(text).value().isEmpty();
        } catch (ManagerException noVersion) {
            return false;
        }
    }
}
