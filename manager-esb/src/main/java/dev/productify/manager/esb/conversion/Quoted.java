package dev.productify.manager.esb.conversion;

/** Words of a body as messages show them. */
final class Quoted {
    private static final int MOST = 60;

    private Quoted() {}

    /** In quotes, cut where it is long, without what a terminal or a log could stumble over. */
    static String name(String name) {
        StringBuilder text = new StringBuilder("'");
        int end = Math.min(name.length(), MOST);
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            text.append(c < ' ' || c >= 0x7F && c < 0xA0 || Character.isSurrogate(c) ? '?' : c);
        }
        return text.append(end < name.length() ? "…'" : "'").toString();
    }
}
