package dev.productify.manager.domain.audit;

/**
 * One field before and after.
 *
 * @param before what it was; {@code null} when it had no value
 * @param after what it is; {@code null} when it has none
 */
public record FieldChange(Object before, Object after) {}
