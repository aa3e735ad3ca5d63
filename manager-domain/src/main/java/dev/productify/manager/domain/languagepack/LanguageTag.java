package dev.productify.manager.domain.languagepack;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which language: a tag of BCP 47 (RFC 5646), such as {@code hu}, {@code en-US} or {@code zh-Hant-TW}. It is kept in the
 * case that the RFC recommends (section 2.1.1), whatever case it was given in, so that tags which differ by case only are
 * equal. Whether a subtag is registered is not asked: products have languages of their own. The irregular tags of old,
 * such as {@code i-klingon}, are refused.
 *
 * @param value at most {@value #MAX_LENGTH} characters
 */
public record LanguageTag(String value) {
    public static final int MAX_LENGTH = 64;

    private static final Pattern WELL_FORMED = Pattern.compile("(?:"
            + "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})" // language, extended languages
            + "(?:-[a-z]{4})?" // script
            + "(?:-(?:[a-z]{2}|[0-9]{3}))?" // region
            + "(?<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
            + "(?<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"
            + "(?:-x(?:-[a-z0-9]{1,8})+)?"
            + "|x(?:-[a-z0-9]{1,8})+)"); // for private use as a whole

    public LanguageTag {
        if (value.length() > MAX_LENGTH) {
            throw ManagerException.badInput("A language tag has at most " + MAX_LENGTH + " characters");
        }
        String lower = lowered(value);
        Matcher form = WELL_FORMED.matcher(lower);
        if (!form.matches() || repeats(form.group("variants"), 4) || repeats(form.group("extensions"), 1)) {
            throw ManagerException.badInput(
                    "A language is named by a tag of BCP 47 with hyphens, such as hu, en-US or zh-Hant-TW");
        }
        value = inRecommendedCase(lower);
    }

    /** This language, then less and less special ones: {@code zh-Hant-TW}, {@code zh-Hant}, {@code zh} (RFC 4647, 3.4). */
    public List<LanguageTag> withShorter() {
        List<LanguageTag> tags = new ArrayList<>();
        for (String tag = value; !tag.isEmpty(); tag = shorter(tag)) {
            tags.add(new LanguageTag(tag));
        }
        return List.copyOf(tags);
    }

    private static String shorter(String tag) {
        int cut = tag.lastIndexOf('-');
        // What a single letter introduces has gone, so it goes as well.
        if (cut > 1 && tag.charAt(cut - 2) == '-') {
            cut -= 2;
        }
        return cut <= 1 ? "" : tag.substring(0, cut);
    }

    private static String lowered(String given) {
        // Only ASCII is meant: elsewhere there are letters whose lower case is one of ASCII's.
        return given.chars().allMatch(c -> c < 0x80) ? given.toLowerCase(Locale.ROOT) : "";
    }

    /**
     * Whether a subtag comes twice.
     *
     * @param least 1 where only single letters count, which introduce extensions; longer ones may come again there
     */
    private static boolean repeats(String subtags, int least) {
        if (subtags == null || subtags.isEmpty()) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (String subtag : subtags.substring(1).split("-")) {
            boolean counts = least > 1 || subtag.length() == 1;
            if (counts && !seen.add(subtag)) {
                return true;
            }
        }
        return false;
    }

    private static String inRecommendedCase(String lower) {
        StringBuilder tag = new StringBuilder();
        boolean afterSingleton = false;
        for (String subtag : lower.split("-")) {
            boolean first = tag.isEmpty();
            tag.append(first ? "" : "-").append(first || afterSingleton ? subtag : recommended(subtag));
            afterSingleton |= subtag.length() == 1;
        }
        return tag.toString();
    }

    private static String recommended(String subtag) {
        return switch (subtag.length()) {
            case 2 -> subtag.toUpperCase(Locale.ROOT);
            case 4 -> subtag.substring(0, 1).toUpperCase(Locale.ROOT) + subtag.substring(1);
            default -> subtag;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
