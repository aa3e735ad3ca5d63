package dev.productify.manager.graphql.shared;

import graphql.schema.idl.EnumValuesProvider;
import java.util.Locale;

/** Enums whose constants are the words of the schema, whatever the case of the words. */
public final class EnumWords implements EnumValuesProvider {
    private final Class<? extends Enum<?>> type;

    public EnumWords(Class<? extends Enum<?>> type) {
        this.type = type;
    }

    @Override
    public Object getValue(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        for (Enum<?> constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("no constant of " + type + " for the word " + word);
    }
}
