package dev.productify.manager.domain.shared;

/** Free text about a thing: up to 2,000 characters, line breaks and tabs allowed. */
public record Description(String value) {
    public static final int MAX_LENGTH = 2000;

    public Description {
        value = Texts.checked("description", value, 0, MAX_LENGTH, true);
    }

    @Override
    public String toString() {
        return value;
    }
}
