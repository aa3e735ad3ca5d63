package dev.productify.manager.graphql;

import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Counts the transactions that are opened, and the calls of stores in them: each is a statement to a database. */
public final class CountingTransactions implements Transactions {
    private final Transactions counted;
    private int opened;
    private int storeCalls;
    private RuntimeException broken;

    public CountingTransactions(Transactions counted) {
        this.counted = counted;
    }

    public int opened() {
        return opened;
    }

    public int storeCalls() {
        return storeCalls;
    }

    public void reset() {
        opened = 0;
        storeCalls = 0;
    }

    /** From now on every transaction fails like this. */
    public void breakWith(RuntimeException fault) {
        broken = fault;
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        open();
        return counted.read(admission, (stores, learnt) -> work.apply(counting(stores), learnt));
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        open();
        return counted.write(admission, (stores, learnt) -> work.apply(counting(stores), learnt));
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        open();
        return counted.door(look);
    }

    private void open() {
        opened++;
        if (broken != null) {
            throw broken;
        }
    }

    private Stores counting(Stores stores) {
        return proxy(Stores.class, (self, method, arguments) -> {
            Object store = method.invoke(stores, arguments);
            return proxy(method.getReturnType(), (inner, call, values) -> {
                storeCalls++;
                try {
                    return call.invoke(store, values);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
