package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.tenancy.Slug;

/** The regular expression that a slug and its numbered variants match: slugs hold nothing that has a meaning in one. */
public final class SlugPattern {
    private SlugPattern() {}

    public static String numbered(Slug slug) {
        return "^" + slug.value() + "(-[0-9]+)?$";
    }
}
