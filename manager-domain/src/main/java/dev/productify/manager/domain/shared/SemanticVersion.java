package dev.productify.manager.domain.shared;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by Semantic Versioning 2.0.0 (semver.org): {@code major.minor.patch}, then optionally a pre-release after
 * {@code -} and build metadata after {@code +}. At most 100 characters. The order is the specification's precedence,
 * which leaves build metadata out; {@code equals} looks at the whole text.
 */
public record SemanticVersion(String value) implements Comparable<SemanticVersion> {
    public static final int MAX_LENGTH = 100;
    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final String PRE_RELEASE_PART = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
    private static final Pattern FORM =
            Pattern.compile("%1$s\\.%1$s\\.%1$s(?:-(%2$s(?:\\.%2$s)*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?"
                    .formatted(NUMBER, PRE_RELEASE_PART));

    /** The version of what was never given one. It stands below the form by which it is checked. */
    public static final SemanticVersion INITIAL = new SemanticVersion("0.1.0");

    public SemanticVersion {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw ManagerException.badInput(
                    "version must be a semantic version such as 1.0.0 or 1.2.0-rc.1, at most 100 characters");
        }
    }

    @Override
    public int compareTo(SemanticVersion other) {
        Matcher mine = matched(value);
        Matcher theirs = matched(other.value);
        for (int group = 1; group <= 3; group++) {
            int order = new BigInteger(mine.group(group)).compareTo(new BigInteger(theirs.group(group)));
            if (order != 0) {
                return order;
            }
        }
        return comparePreRelease(mine.group(4), theirs.group(4));
    }

    private static int comparePreRelease(String mine, String theirs) {
        if (mine == null || theirs == null) {
            // Without a pre-release it is the later one.
            return Boolean.compare(mine == null, theirs == null);
        }
        String[] left = mine.split("\\.");
        String[] right = theirs.split("\\.");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = comparePart(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int comparePart(String left, String right) {
        boolean leftIsNumber = isNumber(left);
        boolean rightIsNumber = isNumber(right);
        if (leftIsNumber && rightIsNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        if (leftIsNumber != rightIsNumber) {
            return leftIsNumber ? -1 : 1;
        }
        return left.compareTo(right);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Matcher matched(String version) {
        Matcher matcher = FORM.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalStateException("a semantic version that was checked does not match: " + version);
        }
        return matcher;
    }

    @Override
    public String toString() {
        return value;
    }
}
