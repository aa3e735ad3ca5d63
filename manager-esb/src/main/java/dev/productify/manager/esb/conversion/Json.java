package dev.productify.manager.esb.conversion;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A value of JSON. Immutable; whoever makes one hands over the collections in it. */
sealed interface Json {
    Json NULL = new Null();

    /** @param members in their order */
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = Collections.unmodifiableMap(members);
        }
    }

    record Items(List<Json> items) implements Json {
        public Items {
            items = Collections.unmodifiableList(items);
        }
    }

    /** What has no parts. */
    sealed interface Scalar extends Json {
        /** As XML has it. */
        String text();
    }

    record Text(String text) implements Scalar {}

    /** @param text just as it was written: nothing is computed with it, so nothing is rounded */
    record Number(String text) implements Scalar {}

    record Flag(boolean value) implements Scalar {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    record Null() implements Json {}
}
