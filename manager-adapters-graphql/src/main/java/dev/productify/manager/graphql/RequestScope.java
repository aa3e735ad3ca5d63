package dev.productify.manager.graphql;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import graphql.GraphQLContext;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What is known of one request while it runs; one thread runs it. */
final class RequestScope {
    private final Call call;
    private final int answerObjects;
    private final Set<Throwable> faults = Collections.newSetFromMap(new IdentityHashMap<>());
    private long objects;

    RequestScope(Call call, GraphQlLimits limits) {
        this.call = call;
        this.answerObjects = limits.answerObjects();
    }

    static RequestScope of(GraphQLContext context) {
        return context.get(RequestScope.class);
    }

    Call call() {
        return call;
    }

    /** Whether it is the first time: one fault of a batch comes back at many fields. */
    boolean isNewFault(Throwable fault) {
        return faults.add(fault);
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when the answer holds more than it may */
    void count(int more) {
        objects += more;
        requireRoom();
    }

    void requireRoom() {
        if (isFull()) {
            throw ManagerException.badInput("The answer would hold more than " + answerObjects
                    + " objects; ask for less at once, with pagination");
        }
    }

    boolean isFull() {
        return objects > answerObjects;
    }
}
