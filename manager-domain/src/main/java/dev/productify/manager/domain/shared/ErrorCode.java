package dev.productify.manager.domain.shared;

/**
 * The words by which a client tells refusals apart: {@code extensions.code} in GraphQL, {@code code} in REST. They are
 * part of the published interface; a word is never renamed. Several codes may share a {@link Category}, and protocols
 * choose their status by the category alone.
 */
public enum ErrorCode {
    /** Credentials are missing, wrong, expired, revoked, or belong to somebody who is disabled. */
    UNAUTHENTICATED(Category.UNAUTHENTICATED),
    /** The caller may read the thing, but may not do this to it. */
    FORBIDDEN(Category.DENIED),
    /** The thing does not exist, or the caller may not know whether it does: both look the same. */
    NOT_FOUND(Category.NOT_FOUND),
    /** No endpoint of the application takes the request, or the caller may not know whether one does. */
    ENDPOINT_NOT_FOUND(Category.NOT_FOUND),
    /** The endpoint that takes the request is switched off. */
    ENDPOINT_DISABLED(Category.DENIED),
    /** What was sent breaks a rule; the message names the field, the rule, and what would be accepted. */
    BAD_USER_INPUT(Category.INVALID),
    /** What was asked clashes with what is there: a taken name, a protected parent, a change made meanwhile. */
    CONFLICT(Category.CONFLICT),
    /** A project has as much of something as it may have; the message names the limit, and who can raise it. */
    LIMIT_REACHED(Category.CONFLICT),
    /** Too much in too short a time; trying again later is right. */
    RATE_LIMITED(Category.RATE_LIMITED),
    /** The Manager, or something it needs, cannot answer now; trying again later is right. */
    UNAVAILABLE(Category.UNAVAILABLE),
    /** A fault of the Manager itself. The details are in its log under the request id, never in the answer. */
    INTERNAL_SERVER_ERROR(Category.FAULT);

    /** What kind of refusal it is, whatever the protocol. */
    public enum Category {
        INVALID,
        UNAUTHENTICATED,
        DENIED,
        NOT_FOUND,
        CONFLICT,
        RATE_LIMITED,
        UNAVAILABLE,
        FAULT
    }

    private final Category category;

    ErrorCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
