package dev.productify.manager.esb.conversion;

/** What a body may be that is converted (contract E5): limits of what is read, and of what is made of it. */
public final class Limits {
    /** Of a body, packed or unpacked, read or written, in bytes. */
    public static final int BYTES = 10 * 1024 * 1024;

    /** Levels of elements, or of objects and arrays. */
    static final int DEPTH = 128;

    /** Elements and attributes, or members and items; what they take in memory hangs on their number. */
    static final int NODES = 250_000;

    /** Attributes and declarations of one element. */
    static final int ATTRIBUTES = 500;

    /** Characters of one attribute's value. */
    static final int ATTRIBUTE_LENGTH = 256 * 1024;

    /** Characters of a name, of elements, attributes and members. */
    static final int NAME_LENGTH = 1_000;

    /** Characters of a number. */
    static final int NUMBER_LENGTH = 1_000;

    private Limits() {}

    static NotConvertible tooDeep() {
        return NotConvertible.notMappable("the body has more than " + DEPTH + " levels");
    }

    static NotConvertible tooWide() {
        return NotConvertible.notMappable("the body has more than " + NODES + " parts");
    }
}
