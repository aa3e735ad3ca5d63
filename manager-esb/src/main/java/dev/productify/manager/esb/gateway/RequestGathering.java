package dev.productify.manager.esb.gateway;

import dev.productify.manager.esb.conversion.Limits;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what the caller sends to its end, and converts it, before the backend is asked. A caller who sends a little too much is
 * let finish, since one that is cut off while it sends does not read why.
 */
final class RequestGathering implements Runnable {
    /** So much of what is refused is read and forgotten. */
    private static final long MOST_DISCARDED = 2L * Limits.BYTES;

    private final Exchange exchange;
    private final Response response;
    private final Callback callback;
    private final Runnable passOn;
    private final WholeBody body;
    /** Null until there is one. */
    private BusException refusal;

    private long discarded;

    RequestGathering(Exchange exchange, Response response, Callback callback, Runnable passOn) {
        this.exchange = exchange;
        this.response = response;
        this.callback = callback;
        this.passOn = passOn;
        this.body = exchange.converting.request;
    }

    void begin() {
        try {
            body.expect(exchange.getLength());
        } catch (BusException refused) {
            // Who asked first whether to send at all is told so, and sends nothing.
            if (exchange.asksFirst() || exchange.getLength() > MOST_DISCARDED) {
                Refusals.refuse(exchange, response, callback, refused);
                return;
            }
            refusal = refused;
        }
        run();
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = exchange.read();
            if (chunk == null) {
                exchange.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                exchange.callerFailure = chunk.getFailure();
                Refusals.callerFailed(exchange, response, callback, chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            take(chunk);
            if (refusal != null && (last || discarded > MOST_DISCARDED)) {
                Refusals.refuse(exchange, response, callback, refusal);
                return;
            }
            if (last) {
                pass();
                return;
            }
        }
    }

    private void take(Content.Chunk chunk) {
        try {
            exchange.requestBytes += chunk.remaining();
            if (refusal != null) {
                discarded += chunk.remaining();
                return;
            }
            if (exchange.requested != null && chunk.hasRemaining()) {
                exchange.requested.add(chunk.getByteBuffer());
            }
            body.add(chunk.getByteBuffer());
        } catch (BusException refused) {
            refusal = refused;
        } finally {
            chunk.release();
        }
    }

    private void pass() {
        try {
            if (body.length() > 0) {
                exchange.converting.convertRequest(exchange);
            }
        } catch (BusException refused) {
            if (exchange.requested != null) {
                exchange.requested.headers(exchange.getHeaders());
            }
            Refusals.refuse(exchange, response, callback, refused);
            return;
        } catch (RuntimeException fault) {
            callback.failed(fault);
            return;
        }
        passOn.run();
    }
}
