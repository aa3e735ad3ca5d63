package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The short name of a project, tenant or application in addresses: 1 to 63 characters {@code a-z 0-9} with hyphens
 * inside, unique in its parent (contract G1). It fits a DNS label (RFC 1035, section 2.3.1).
 */
public record Slug(String value) {
    public static final int MAX_LENGTH = 63;

    /**
     * A suggestion leaves room for a hyphen and a number of six digits: taken slugs are looked for by what they begin
     * with, and a shortened one would not be found.
     */
    private static final int MAX_SUGGESTED = MAX_LENGTH - 7;

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final String WITHOUT_LETTERS = "unnamed";

    public Slug {
        requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw ManagerException.badInput(
                    "slug must be 1 to 63 characters a-z, 0-9 and inner hyphens, for example my-project");
        }
    }

    /**
     * The slug that a name suggests: accents dropped, everything else that a slug cannot hold becomes one hyphen;
     * at most 56 characters.
     */
    public static Slug suggestedBy(Name name) {
        String plain = ACCENTS.matcher(Normalizer.normalize(name.value(), Normalizer.Form.NFKD))
                .replaceAll("")
                // There and back: ß becomes ss, and ı becomes i.
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String slug = withoutHyphensAround(OTHERS.matcher(plain).replaceAll("-"));
        return new Slug(slug.isEmpty() ? WITHOUT_LETTERS : shortened(slug, MAX_SUGGESTED));
    }

    /** This slug, or, when it is taken, the first free one of {@code slug-2}, {@code slug-3} … (contract G1). */
    public Slug orNextFree(Collection<Slug> taken) {
        Slug candidate = this;
        for (int number = 2; taken.contains(candidate); number++) {
            String suffix = "-" + number;
            candidate = new Slug(shortened(value, MAX_LENGTH - suffix.length()) + suffix);
        }
        return candidate;
    }

    private static String shortened(String slug, int length) {
        return slug.length() <= length ? slug : withoutHyphensAround(slug.substring(0, length));
    }

    private static String withoutHyphensAround(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '-') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '-') {
            end--;
        }
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return value;
    }
}
