package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;

/** A Mustache template that makes the body for a backend (contract E4): 1 to 65,536 characters. */
public record TransformationTemplate(String text) {
    public static final int MAX_LENGTH = 65_536;

    public TransformationTemplate {
        requireNonNull(text, "text");
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw ManagerException.badInput("transformationTemplate must have 1 to " + MAX_LENGTH
                    + " characters; null takes the template away");
        }
        if (text.indexOf(0) >= 0 || text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw ManagerException.badInput("transformationTemplate must not contain U+0000 or unpaired surrogates");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
