package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a shell is to load a pilet, as the main file says in its first line (Piral's Pilet Package Specification):
 * {@code //@pilet v:2(webpackChunkpr_mypilet,{"react":"./react.js"})}.
 *
 * @param spec {@code v0}, {@code v1}, {@code v2}, {@code v3}, {@code mf}, or a word of the author's own
 * @param requireRef the name under which the module registers itself
 * @param dependencies what stands for them in the line: a JSON object, perhaps
 */
public record PiletFormat(String spec, Optional<String> requireRef, Optional<String> dependencies) {
    public static final String V0 = "v0";
    public static final String V1 = "v1";
    public static final String V2 = "v2";
    public static final String V3 = "v3";
    /** Module federation. */
    public static final String MF = "mf";
    /** Of a format that the author names, or does not. */
    public static final String CUSTOM = "vx";

    /** So much of the beginning of a main file is looked at for the line. */
    public static final int MOST_LINE = 64 * 1024;

    private static final String BEGINNING = "//\\s*@pilet\\s+v:";
    private static final Pattern WITH_REFERENCE = Pattern.compile(BEGINNING + "1\\s*\\(([A-Za-z0-9_:-]+)\\)");
    private static final Pattern WITH_DEPENDENCIES =
            Pattern.compile(BEGINNING + "([23])\\s*(?:\\(([A-Za-z0-9_:-]+),\\s*(.*)\\))?");
    private static final Pattern OF_AUTHOR = Pattern.compile(BEGINNING + "x\\s*(?:\\((.*)\\))?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    /** What webpack writes into the container of a federated module. */
    public static final String CONTAINER =
            "\"Container initialization failed as it has already been initialized with a different share scope\"";

    private static final Pattern CONTAINER_BEGINNING = Pattern.compile("var [A-Za-z0-9_]+;");

    public PiletFormat {
        requireNonNull(spec, "spec");
        requireNonNull(requireRef, "requireRef");
        requireNonNull(dependencies, "dependencies");
    }

    /**
     * The format of a main file; {@link #V0} for one that says nothing.
     *
     * @param beginning its text, up to {@link #MOST_LINE} of it
     * @param container whether {@link #CONTAINER} stands anywhere in it
     */
    public static PiletFormat of(String beginning, boolean container) {
        String line = firstLine(beginning);
        Matcher withReference = WITH_REFERENCE.matcher(line);
        if (withReference.lookingAt()) {
            return new PiletFormat(V1, Optional.of(withReference.group(1)), Optional.empty());
        }
        Matcher withDependencies = WITH_DEPENDENCIES.matcher(line);
        if (withDependencies.lookingAt()) {
            return new PiletFormat(
                    "v" + withDependencies.group(1),
                    Optional.ofNullable(withDependencies.group(2)),
                    Optional.ofNullable(withDependencies.group(3)));
        }
        if (container && CONTAINER_BEGINNING.matcher(beginning).lookingAt()) {
            return plain(MF);
        }
        Matcher ofAuthor = OF_AUTHOR.matcher(line);
        if (ofAuthor.lookingAt()) {
            String word = ofAuthor.group(1);
            return plain(word != null && WORD.matcher(word).matches() ? word : CUSTOM);
        }
        return plain(V0);
    }

    private static PiletFormat plain(String spec) {
        return new PiletFormat(spec, Optional.empty(), Optional.empty());
    }

    private static String firstLine(String beginning) {
        int end = 0;
        while (end < beginning.length() && beginning.charAt(end) != '\n' && beginning.charAt(end) != '\r') {
            end++;
        }
        return beginning.substring(0, end);
    }
}
