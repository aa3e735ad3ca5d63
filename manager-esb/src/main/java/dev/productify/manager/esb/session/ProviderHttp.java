package dev.productify.manager.esb.session;

import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.esb.outbound.Outbound;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider. The operator chose the issuer, so that this may be at a private address; wherever else its documents lead,
 * the rules for addresses hold as for everything that goes out. Redirects are not followed. Whatever goes wrong is a refusal
 * {@code UNAVAILABLE}; the log says more.
 */
final class ProviderHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** More questions at once are refused, so that a slow provider does not keep all threads waiting. */
    private static final int MOST_AT_ONCE = 32;

    private final URI issuer;
    private final OidcClient.Limits limits;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Outbound toIssuer;
    private final Outbound elsewhere;
    private HttpClient issuerClient;
    private HttpClient otherClient;

    /** What was answered. */
    record Answer(int status, JsonNode json) {}

    ProviderHttp(URI issuer, Outbound toIssuer, Outbound elsewhere, OidcClient.Limits limits) {
        this.issuer = issuer;
        this.toIssuer = toIssuer;
        this.elsewhere = elsewhere;
        this.limits = limits;
    }

    /** @param shape gives the request a method, headers and a body */
    Answer ask(URI address, Consumer<Request> shape) {
        if (!free.tryAcquire()) {
            throw unavailable("is being asked too much at once", null);
        }
        CompletableFuture<ContentResponse> answer = null;
        try {
            Request request = client(address)
                    .newRequest(address)
                    .headers(headers -> headers.put(HttpHeader.ACCEPT, "application/json"));
            shape.accept(request);
            answer = new CompletableResponseListener(request, limits.bytes()).send();
            ContentResponse response = answer.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.getStatus(), json(response.getContent()));
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("cause", e.getCause())
                    .log("no answer");
            throw unavailable("cannot be reached", e);
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("address", address).log("no answer in time");
            throw unavailable("did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for", e);
        } finally {
            if (answer != null) {
                answer.cancel(true);
            }
            free.release();
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.createObjectNode() : json;
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** Made when first needed: who has no provider, or whose people do not sign in, has no threads for it. */
    private synchronized HttpClient client(URI address) {
        if (isAtIssuer(address)) {
            issuerClient = issuerClient == null ? started(toIssuer) : issuerClient;
            return issuerClient;
        }
        otherClient = otherClient == null ? started(elsewhere) : otherClient;
        return otherClient;
    }

    private boolean isAtIssuer(URI address) {
        return address.getScheme().equals(issuer.getScheme())
                && address.getRawAuthority().equals(issuer.getRawAuthority());
    }

    private static HttpClient started(Outbound outbound) {
        HttpClient client = outbound.client("oidc");
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("a client cannot be started", e);
        }
        return client;
    }

    static ManagerException wrong(URI address, String what) {
        LOG.atWarn()
                .addKeyValue("address", address)
                .log("an answer of the identity provider is not understood: {}", what);
        return unavailable("answered something that the Manager does not understand", null);
    }

    static ManagerException unavailable(String what, Throwable cause) {
        return new ManagerException(UNAVAILABLE, "The identity provider " + what + "; try again later", cause);
    }

    @Override
    public synchronized void close() {
        stop(issuerClient);
        stop(otherClient);
    }

    private static void stop(HttpClient client) {
        try {
            if (client != null) {
                client.stop();
            }
        } catch (Exception e) {
            LOG.debug("a client did not stop cleanly", e);
        }
    }
}
