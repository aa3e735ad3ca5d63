package dev.productify.manager.server.benchmark;

import java.util.ArrayList;
import java.util.List;

/** When something was broken on purpose, and until when what is wrong is to be expected. By {@link System#nanoTime}. */
final class SoakWindows {
    private static final long STILL_OPEN = Long.MAX_VALUE;

    private final List<Window> all = new ArrayList<>();

    /**
     * One of them.
     *
     * @param what was done
     * @param to when everything shall be as before; changes while it is open
     */
    static final class Window {
        final String what;
        final long from = System.nanoTime();
        private volatile long to = STILL_OPEN;

        private Window(String what) {
            this.what = what;
        }

        /** From so many nanoseconds from now on nothing may be wrong any more. */
        void endIn(long nanos) {
            to = System.nanoTime() + nanos;
        }

        double seconds() {
            return (to - from) / 1e9;
        }

        private boolean touches(long begin, long end) {
            // Nanoseconds are compared by their differences, as System.nanoTime has it.
            return end - from >= 0 && (to == STILL_OPEN || begin - to <= 0);
        }
    }

    /** To be called before anything is broken. */
    synchronized Window open(String what) {
        Window window = new Window(what);
        all.add(window);
        return window;
    }

    /** Whether any of that time lies in a window. */
    synchronized boolean touch(long begin, long end) {
        return all.stream().anyMatch(window -> window.touches(begin, end));
    }

    synchronized List<Window> all() {
        return List.copyOf(all);
    }
}
