package dev.productify.manager.esb.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.domain.backend.WebhookHeaders;
import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.Dispatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.thread.Scheduler;

/** Sends callbacks, and tells of each in any case, once, what came of it. No thread waits for an answer. */
final class CallbackSender {
    /** After the client's own time-out. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Dispatch dispatch;
    private final HttpClient client;
    private final Duration patience;

    /** @param patience how long one attempt may take, from looking up the name to the last byte of the answer */
    CallbackSender(Dispatch dispatch, Outbound outbound, Duration patience) {
        this.dispatch = dispatch;
        this.client = outbound.client("callbacks");
        this.patience = patience;
    }

    void start() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for callbacks does not start", e);
        }
    }

    void send(Callback callback, Consumer<Dispatch.Outcome> told) {
        long start = System.nanoTime();
        Answering answering = new Answering(callback, start, told);
        try {
            Request request = request(callback);
            Scheduler.Task late = client.getScheduler()
                    .schedule(
                            () -> {
                                request.abort(new TimeoutException());
                                answering.late();
                            },
                            patience.plus(GRACE).toMillis(),
                            TimeUnit.MILLISECONDS);
            request.onResponseHeaders(answering::began)
                    .onResponseContent(answering::content)
                    .send(result -> {
                        late.cancel();
                        answering.completed(result.getResponse(), result.getFailure());
                    });
        } catch (RuntimeException unsent) {
            answering.withoutAnswer("it could not be sent: " + Answering.words(unsent));
        }
    }

    private Request request(Callback callback) {
        TargetUrl url = callback.backend().callbackUrl().url();
        String body = CallbackBody.of(callback);
        Map<String, String> proofs = WebhookHeaders.of(
                callback.run().id().value().toString(), callback.at(), body, dispatch.signing(callback));
        String path = url.path().isEmpty() ? "/" : url.path();
        String target = url.query().map(query -> path + "?" + query).orElse(path);
        String host =
                url.host().startsWith("[") ? url.host().substring(1, url.host().length() - 1) : url.host();
        return client.newRequest(host, url.port())
                .scheme(url.scheme())
                .method(HttpMethod.POST)
                // No tenant travels on a connection of another one.
                .tag(callback.run().tenant())
                .path(target)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                // A connection in use is not idle because the backend thinks; unused ones are closed sooner.
                .idleTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    headers.put(HttpHeader.HOST, url.authority());
                    headers.put(HttpHeader.USER_AGENT, "Productify-Manager");
                    headers.put(HttpHeader.ACCEPT, "*/*");
                    proofs.forEach(headers::put);
                    dispatch.authorization(callback).ifPresent(value -> headers.put(HttpHeader.AUTHORIZATION, value));
                })
                .body(new StringRequestContent("application/json", body, UTF_8));
    }

    /** Ends its connections. */
    void stop() throws Exception {
        client.stop();
    }
}
