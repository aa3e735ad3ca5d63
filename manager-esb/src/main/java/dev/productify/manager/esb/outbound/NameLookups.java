package dev.productify.manager.esb.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Asks name servers on threads of their own, since those calls block and cannot be cut short: once for each name at a time, so
 * that a name whose server is silent holds one thread however many wait for it.
 */
final class NameLookups implements SocketAddressResolver {
    /** What a name stands for. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final Names names;
    private final Executor threads;
    private final Duration patience;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    /**
     * @param threads may refuse
     * @param patience how long one waits for an answer
     */
    NameLookups(Names names, Executor threads, Duration patience) {
        this.names = names;
        this.threads = threads;
        this.patience = patience;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        CompletableFuture<List<InetAddress>> fresh = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = running.putIfAbsent(host, fresh);
        CompletableFuture<List<InetAddress>> lookup = others == null ? fresh : others;
        lookup.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((found, failure) -> tell(promise, found, failure, port));
        if (others == null) {
            start(host, fresh);
        }
    }

    private static void tell(
            Promise<List<InetSocketAddress>> promise, List<InetAddress> found, Throwable failure, int port) {
        if (failure != null) {
            promise.failed(failure);
        } else {
            promise.succeeded(found.stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList());
        }
    }

    private void start(String host, CompletableFuture<List<InetAddress>> lookup) {
        try {
            threads.execute(() -> look(host, lookup));
        } catch (RejectedExecutionException tooMany) {
            running.remove(host, lookup);
            lookup.completeExceptionally(tooMany);
        }
    }

    private void look(String host, CompletableFuture<List<InetAddress>> lookup) {
        try {
            List<InetAddress> found = Arrays.asList(names.of(host));
            running.remove(host, lookup);
            lookup.complete(found);
        } catch (UnknownHostException | RuntimeException failure) {
            running.remove(host, lookup);
            lookup.completeExceptionally(failure);
        }
    }
}
