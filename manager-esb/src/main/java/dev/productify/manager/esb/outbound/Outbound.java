package dev.productify.manager.esb.outbound;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.outbound.AddressRules;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The one way out of the Manager. All clients that it makes check each address at the moment it is dialled, follow no
 * redirects, keep no cookies, unpack no contents, add no headers of their own, and read no proxy from their surroundings.
 */
public final class Outbound {
    /** Connections without a call are gone by then, and so is the memory of their origin. */
    private static final Duration FORGET_ORIGIN = Duration.ofMinutes(1);

    private static final int MOST_THREADS = 32;
    private static final int MOST_LOOKUPS = 16;
    private static final int MOST_WAITING_LOOKUPS = 1_000;

    /** A client fills these by itself while it starts. */
    private static final LifeCycle.Listener PLAIN = new LifeCycle.Listener() {
        @Override
        public void lifeCycleStarted(LifeCycle started) {
            HttpClient client = (HttpClient) started;
            client.getContentDecoderFactories().clear();
            client.getProtocolHandlers().clear();
            client.getProtocolHandlers().put(new InterimAnswers());
        }
    };

    private final Supplier<AddressRules> rules;
    private final OutboundLimits limits;
    private final NameLookups.Names names;

    /** @param rules asked anew for each connection */
    public Outbound(Supplier<AddressRules> rules, OutboundLimits limits) {
        this(rules, limits, InetAddress::getAllByName);
    }

    Outbound(Supplier<AddressRules> rules, OutboundLimits limits, NameLookups.Names names) {
        this.rules = requireNonNull(rules, "rules");
        this.limits = requireNonNull(limits, "limits");
        this.names = requireNonNull(names, "names");
    }

    /**
     * A client that is not started; what it needs starts and stops with it. Requests with different {@linkplain
     * org.eclipse.jetty.client.Request#tag tags} share no connections.
     *
     * @param name of its threads
     */
    public HttpClient client(String name) {
        CheckedConnector connector = new CheckedConnector(rules);
        connector.setSelectors(1);
        connector.setConnectTimeout(limits.connect());
        connector.setIdleTimeout(limits.idle());
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.addEventListener(PLAIN);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2, 60_000);
        threads.setName(name);
        threads.setDaemon(true);
        client.setName(name);
        client.setExecutor(threads);
        Lookups lookups = new Lookups(name);
        client.addBean(lookups, true);
        client.setSocketAddressResolver(new NameLookups(names, lookups.threads, limits.lookUp()));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.setIdleTimeout(limits.idle().toMillis());
        client.setDestinationIdleTimeout(FORGET_ORIGIN.toMillis());
        client.setMaxConnectionsPerDestination(limits.connections());
        client.setMaxRequestsQueuedPerDestination(limits.connections());
        client.setMaxRequestHeadersSize(limits.headerBytes());
        client.setMaxResponseHeadersSize(limits.headerBytes());
        return client;
    }

    /** Threads that may block, and live as long as their client. */
    private static final class Lookups extends AbstractLifeCycle {
        private final ThreadPoolExecutor threads;

        Lookups(String name) {
            AtomicInteger number = new AtomicInteger();
            threads = new ThreadPoolExecutor(
                    MOST_LOOKUPS,
                    MOST_LOOKUPS,
                    30,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING_LOOKUPS),
                    work -> {
                        Thread thread = new Thread(work, name + "-names-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            threads.allowCoreThreadTimeOut(true);
        }

        @Override
        protected void doStop() {
            threads.shutdownNow();
        }
    }
}
