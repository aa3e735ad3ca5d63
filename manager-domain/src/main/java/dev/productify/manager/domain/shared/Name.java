package dev.productify.manager.domain.shared;

/** What people call a thing: 1 to 200 characters on one line, blanks around it dropped. Names need not be unique. */
public record Name(String value) {
    public static final int MAX_LENGTH = 200;

    public Name {
        value = Texts.checked("name", value, 1, MAX_LENGTH, false);
    }

    @Override
    public String toString() {
        return value;
    }
}
